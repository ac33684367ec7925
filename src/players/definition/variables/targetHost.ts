import { userInfo } from '../memory/plainSecrets';
import type { TextPart } from './variables';

const DEFAULT_PORTS: Readonly<Record<string, string>> = {
	'http:': ':80',
	'https:': ':443',
	'rtmp:': ':1935',
	'rtmps:': ':443',
};

/**
 * The host that an address of a source leads to, with its port where that is not the usual one. Where readers of addresses may
 * disagree, as about `rtmp://a:1/x@b/live`, all hosts that they may take, joined by ` / `. With `streamIp`, which Agora connects to
 * instead (Create API), that too. Undefined for what is no address.
 */
export function targetHost(streamUrl: string, streamIp?: string): string | undefined {
	const [, protocol = '', authority = ''] = /^([a-z][a-z0-9+.-]*:)\/\/([^/?#]*)/i.exec(streamUrl) ?? [];
	if (protocol === '' || !URL.canParse(streamUrl)) {
		return undefined;
	}
	const user = userInfo(streamUrl);
	const written = user ? /^[^/?#]*/.exec(streamUrl.slice(user.end + 1))?.[0] : authority;
	const port = DEFAULT_PORTS[protocol.toLowerCase()] ?? '';
	const hosts = [new URL(streamUrl).host, written ?? '']
		// Readers leave out line breaks and the like, and a question that shows the host must not be broken by them.
		.map((host) => host.replaceAll(/[\s\p{C}]/gu, '').toLowerCase())
		.map((host) => (port !== '' && host.endsWith(port) ? host.slice(0, -port.length) : host))
		.filter((host) => host !== '');
	const all = [...new Set(hosts)].join(' / ');
	if (all === '') {
		return undefined;
	}
	return streamIp === undefined ? all : `${all} (${streamIp})`;
}

/**
 * The parts of an address that decide which host it leads to, as an address of their own: neither user and password nor path. All
 * parts where even the beginning is a variable.
 */
export function hostParts(parts: readonly TextPart[]): readonly TextPart[] {
	const [first, ...others] = parts;
	const [scheme] = typeof first === 'string' ? (/^[a-z][a-z0-9+.-]*:\/\//i.exec(first) ?? []) : [];
	if (typeof first !== 'string' || scheme === undefined) {
		return parts;
	}
	const authority: TextPart[] = [];
	for (const part of [first.slice(scheme.length), ...others]) {
		const end = typeof part === 'string' ? part.search(/[/?#\\]/) : -1;
		authority.push(typeof part === 'string' && end >= 0 ? part.slice(0, end) : part);
		if (end >= 0) {
			break;
		}
	}
	const at = authority.findLastIndex((part) => typeof part === 'string' && part.includes('@'));
	const last = authority[at];
	const host =
		typeof last === 'string'
			? [last.slice(last.lastIndexOf('@') + 1), ...authority.slice(at + 1)]
			: authority;
	return [scheme, ...host];
}
