import * as v from 'valibot';
import type { Memento } from 'vscode';
import { BoundedMemento } from '../../ui/boundedMemento';

/** The limit of Agora (docs/agora-api.md, Tokens). */
export const MAX_LIFETIME_SECONDS = 24 * 3600;

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/**
 * Parses a lifetime: a whole number of minutes, or a number with a unit, such as `45 s`, `90 min` or `8h`. Returns seconds, or undefined
 * for other texts and for lifetimes that are not between 1 second and 24 hours.
 */
export function parseLifetime(text: string): number | undefined {
	const match = /^\s*(\d{1,6})\s*(?:(s|m|h)[a-z]*\.?)?\s*$/i.exec(text);
	const amount = Number(match?.[1] ?? 0);
	const seconds = amount * (SECONDS[match?.[2]?.toLowerCase() ?? 'm'] ?? 0);
	return seconds >= 1 && seconds <= MAX_LIFETIME_SECONDS ? seconds : undefined;
}

/** The shortest text of a lifetime for `parseLifetime`. */
export function lifetimeText(seconds: number): string {
	if (seconds % 3600 === 0) {
		return `${seconds / 3600} h`;
	}
	return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

const answersSchema = v.object({
	channelName: v.string(),
	/** A uid or an account, as `readChannelUser` reads it. */
	user: v.string(),
	role: v.picklist(['publisher', 'subscriber']),
	lifetimeSeconds: v.number(),
});

/** The answers for the last token of a project. Contains no token and no certificate. */
export type LastToken = v.InferOutput<typeof answersSchema>;

/** Stores the answers for the last token of each project, to propose them for the next one. */
export class LastTokens {
	readonly #tokens: BoundedMemento<LastToken>;

	constructor(memento: Pick<Memento, 'get' | 'update'>) {
		this.#tokens = new BoundedMemento(memento, 'agora.lastTokens', 100, (stored) =>
			v.is(answersSchema, stored) ? stored : undefined,
		);
	}

	get(projectId: string): LastToken | undefined {
		return this.#tokens.get(projectId);
	}

	async set(projectId: string, { channelName, user, role, lifetimeSeconds }: LastToken): Promise<void> {
		await this.#tokens.set(projectId, { channelName, user, role, lifetimeSeconds });
	}
}
