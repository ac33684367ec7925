import { isObject } from '../../agora/parsing';
import { type Path, substitute, type TextPart, type Variable, variableKey } from './definitionSyntax';
import { userInfo } from './plainSecrets';
import {
	type MissingVariable,
	missingVariables,
	type OpenDefinition,
	type Resolved,
	resolveDefinition,
} from './resolveDefinition';

/** The source of values, in which a secret belongs to the host that it is sent to. Undefined cancels. */
export interface HostVariableSource {
	env(name: string): string | undefined;
	input(label: string): Promise<string | undefined>;
	secret(name: string, host: string): Promise<string | undefined>;
	/**
	 * A secret that determines the host.
	 *
	 * @param hostWith the host for a value of the secret; undefined if it depends on other variables, too.
	 */
	hostSecret(name: string, hostWith: (value: string) => string | undefined): Promise<string | undefined>;
}

/** The part of a request that is resolved before the user confirms it. */
export interface RequestHead {
	readonly host: string;
	/** From the definition, with variables replaced, but not checked. */
	readonly region: unknown;
	readonly project: unknown;
}

export type ResolvedForHost =
	| (Resolved & { readonly host: string })
	| { readonly missing: readonly MissingVariable[] }
	/** The values lead to another host than the confirmed one: the request must not be sent. */
	| { readonly otherHost: string }
	| undefined;

const HEAD: readonly string[] = ['region', 'project', 'streamIp'];
const STREAM_URL: Path = ['player', 'streamUrl'];

/**
 * Replaces the variables of a definition in two steps: first those that determine the host, and after a confirmation all others.
 *
 * @param confirm returns whether to continue.
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
	const withoutSecrets = { env: source.env, secret: async () => undefined, input: answers.input };
	const head = await resolveDefinition({ literal: open.literal, fields }, withoutSecrets);
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

/** The host of a definition, if it is known without asking the user; else empty. */
export function knownHost(open: OpenDefinition, env: (name: string) => string | undefined): string {
	const { streamIp } = isObject(open.literal) ? open.literal : {};
	const parts = substitute(hostParts(addressParts(open)), ({ kind, name }) =>
		kind === 'env' ? env(name) : undefined,
	);
	const isLiteral = parts.every((part) => typeof part === 'string');
	const ip = typeof streamIp === 'string' ? streamIp : undefined;
	return isLiteral ? (targetHost(parts.join(''), ip) ?? '') : '';
}

/** Asks for each variable once. */
class Answers {
	readonly #source: HostVariableSource;
	readonly #answers = new Map<string, Promise<string | undefined>>();

	constructor(source: HostVariableSource) {
		this.#source = source;
	}

	readonly input = (label: string): Promise<string | undefined> =>
		this.#once({ kind: 'input', name: label }, () => this.#source.input(label));

	secret(name: string, host: string): Promise<string | undefined> {
		return this.#once({ kind: 'secret', name }, () => this.#source.secret(name, host));
	}

	/** The host of an address in parts; `''` if it is not an address, undefined if the user cancelled. */
	async host(parts: readonly TextPart[], streamIp: string | undefined): Promise<string | undefined> {
		const values = new Map<string, string>();
		const currentHost = () => {
			const resolved = substitute(parts, (variable) => values.get(variableKey(variable)));
			const isLiteral = resolved.every((part) => typeof part === 'string');
			return isLiteral ? (targetHost(resolved.join(''), streamIp) ?? '') : undefined;
		};
		for (const part of parts) {
			if (typeof part !== 'string' && !values.has(variableKey(part))) {
				const value = await this.#hostVariable(part, (tried) => {
					values.set(variableKey(part), tried);
					const host = currentHost();
					values.delete(variableKey(part));
					return host;
				});
				if (value === undefined) {
					return undefined;
				}
				values.set(variableKey(part), value);
			}
		}
		return currentHost();
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
		const answer = this.#answers.get(variableKey(variable)) ?? ask();
		this.#answers.set(variableKey(variable), answer);
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
 * The host of a source's address, with its port unless it is the default one. If URL parsers may disagree, as about
 * `rtmp://a:1/x@b/live`, all possible hosts, joined by ` / `. With `streamIp`, which Agora connects to instead (Create API), that
 * address, too. Undefined if the text is not an address.
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
		// URL parsers ignore line breaks and similar characters, and the confirmation must not contain them.
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
 * The parts of an address that determine its host, as an address: without user, password and path. All parts if the address starts
 * with a variable.
 */
function hostParts(parts: readonly TextPart[]): readonly TextPart[] {
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
