import { isObject } from '../../../agora/lenient';
import {
	type MissingVariable,
	missingVariables,
	type OpenDefinition,
	type Resolved,
	resolveDefinition,
} from './resolveTemplate';
import { hostParts, targetHost } from './targetHost';
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
	private readonly source: HostVariableSource;
	private readonly known = new Map<string, Promise<string | undefined>>();

	constructor(source: HostVariableSource) {
		this.source = source;
	}

	readonly input = (label: string): Promise<string | undefined> =>
		this.once({ kind: 'input', name: label }, () => this.source.input(label));

	secret(name: string, host: string): Promise<string | undefined> {
		return this.once({ kind: 'secret', name }, () => this.source.secret(name, host));
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
				const value = await this.hostVariable(part, (tried) => {
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

	private async hostVariable(
		variable: Variable,
		hostWith: (value: string) => string | undefined,
	): Promise<string | undefined> {
		switch (variable.kind) {
			case 'env':
				return this.source.env(variable.name);
			case 'input':
				return await this.input(variable.name);
			case 'secret':
				return await this.once(variable, () => this.source.hostSecret(variable.name, hostWith));
		}
	}

	private once(variable: Variable, ask: () => Promise<string | undefined>): Promise<string | undefined> {
		const answer = this.known.get(variableKey(variable)) ?? ask();
		this.known.set(variableKey(variable), answer);
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
