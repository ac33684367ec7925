import { isObject } from '../../agora/parsing';
import {
	type MissingVariable,
	missingVariables,
	type OpenDefinition,
	type Resolved,
	resolveDefinition,
} from './resolveTemplate';
import { userInfo } from './secretVariables';
import { type Path, substitute, type TextPart, type Variable, variableKey } from './variables';

/** Where the values of variables come from, if secrets belong to the host that they are sent to. Undefined ends it all. */
export interface HostVariableSource {
	env(name: string): string | undefined;
	input(label: string): Promise<string | undefined>;
	secret(name: string, host: string): Promise<string | undefined>;
	/**
	 * A secret that the host itself depends on.
	 *
	 * @param hostWith the host that a value leads to; undefined where that depends on more.
	 */
	hostSecret(name: string, hostWith: (value: string) => string | undefined): Promise<string | undefined>;
}

/** What is known of a request before its other variables are replaced. */
export interface RequestHead {
	readonly host: string;
	/** As the definition has them, their variables replaced. */
	readonly region: unknown;
	readonly project: unknown;
}

export type ResolvedForHost =
	| (Resolved & { readonly host: string })
	| { readonly missing: readonly MissingVariable[] }
	/** The values lead to another host than the one that was confirmed: nothing may be sent. */
	| { readonly otherHost: string }
	| undefined;

const HEAD: readonly string[] = ['region', 'project', 'streamIp'];
const STREAM_URL: Path = ['player', 'streamUrl'];

/**
 * Replaces the variables of a definition in two steps: first those that decide where the request goes, then, once that is
 * confirmed, all others.
 *
 * @param confirm whether to go on with the request.
 */
export async function resolveForHost(
	open: OpenDefinition,
	source: HostVariableSource,
	confirm: (head: RequestHead) => Promise<boolean>,
): Promise<ResolvedForHost> {
	const missing = missingVariables(open, source.env);
	if (missing.length > 0) {
		return { missing };
	}
	const answers = new Answers(source);
	const fields = open.fields.filter(({ path }) => path.length === 1 && HEAD.includes(String(path[0])));
	const noSecret = { env: source.env, secret: async () => undefined, input: answers.input };
	const head = await resolveDefinition({ literal: open.literal, fields }, noSecret);
	if (!head || 'missing' in head) {
		return head;
	}
	const { region, project, streamIp } = isObject(head.value) ? head.value : {};
	const ip = typeof streamIp === 'string' ? streamIp : undefined;
	const host = await answers.host(hostParts(addressParts(open)), ip);
	if (host === undefined || !(await confirm({ host, region, project }))) {
		return undefined;
	}
	const resolved = await resolveDefinition(open, {
		env: source.env,
		input: answers.input,
		secret: (name) => answers.secret(name, host),
	});
	if (!resolved || 'missing' in resolved) {
		return resolved;
	}
	const actual = targetHost(addressOf(resolved.value), ip) ?? '';
	return actual === host ? { ...resolved, host } : { otherHost: actual };
}

/** The host that a definition leads to, as far as that is known without asking; else empty. */
export function knownHost(open: OpenDefinition, env: (name: string) => string | undefined): string {
	const { streamIp } = isObject(open.literal) ? open.literal : {};
	const parts = substitute(hostParts(addressParts(open)), ({ kind, name }) =>
		kind === 'env' ? env(name) : undefined,
	);
	const isKnown = parts.every((part) => typeof part === 'string');
	const ip = typeof streamIp === 'string' ? streamIp : undefined;
	return isKnown ? (targetHost(parts.join(''), ip) ?? '') : '';
}

/** Asks for each variable once. */
class Answers {
	readonly #source: HostVariableSource;
	readonly #known = new Map<string, Promise<string | undefined>>();

	constructor(source: HostVariableSource) {
		this.#source = source;
	}

	readonly input = (label: string): Promise<string | undefined> =>
		this.#once({ kind: 'input', name: label }, () => this.#source.input(label));

	secret(name: string, host: string): Promise<string | undefined> {
		return this.#once({ kind: 'secret', name }, () => this.#source.secret(name, host));
	}

	/** The host of an address in parts; `''` for what is no address. Undefined where somebody did not answer. */
	async host(parts: readonly TextPart[], streamIp: string | undefined): Promise<string | undefined> {
		const values = new Map<string, string>();
		const hostNow = () => {
			const known = substitute(parts, (variable) => values.get(variableKey(variable)));
			const isKnown = known.every((part) => typeof part === 'string');
			return isKnown ? (targetHost(known.join(''), streamIp) ?? '') : undefined;
		};
		for (const part of parts) {
			if (typeof part !== 'string' && !values.has(variableKey(part))) {
				const value = await this.#hostVariable(part, (tried) => {
					values.set(variableKey(part), tried);
					const host = hostNow();
					values.delete(variableKey(part));
					return host;
				});
				if (value === undefined) {
					return undefined;
				}
				values.set(variableKey(part), value);
			}
		}
		return hostNow();
	}

	async #hostVariable(
		variable: Variable,
		hostWith: (value: string) => string | undefined,
	): Promise<string | undefined> {
		switch (variable.kind) {
			case 'env':
				return this.#source.env(variable.name);
			case 'input':
				return await this.input(variable.name);
			case 'secret':
				return await this.#once(variable, () => this.#source.hostSecret(variable.name, hostWith));
		}
	}

	#once(variable: Variable, ask: () => Promise<string | undefined>): Promise<string | undefined> {
		const answer = this.#known.get(variableKey(variable)) ?? ask();
		this.#known.set(variableKey(variable), answer);
		return answer;
	}
}

function addressParts({ literal, fields }: OpenDefinition): readonly TextPart[] {
	const field = fields.find(
		({ path }) => path.length === 2 && path.every((key, at) => key === STREAM_URL[at]),
	);
	return field?.parts ?? [addressOf(literal)];
}

function addressOf(value: unknown): string {
	const player = isObject(value) && isObject(value.player) ? value.player : {};
	return typeof player.streamUrl === 'string' ? player.streamUrl : '';
}

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
