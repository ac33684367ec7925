import * as v from 'valibot';
import type * as vscode from 'vscode';

const KEY = 'agora.lastTokens';
const KEPT_AT_MOST = 100;

const answersSchema = v.object({
	channelName: v.string(),
	/** As typed: a number is a uid, anything else an account. */
	user: v.string(),
	role: v.picklist(['publisher', 'subscriber']),
	lifetimeSeconds: v.number(),
});

/** What a token was last asked to be. Holds no token and no certificate. */
export type LastToken = v.InferOutput<typeof answersSchema>;

/** Remembers for each project what its last token was for, so that the next one takes a few key presses. */
export class TokenMemory {
	private readonly memory: vscode.Memento;

	constructor(memory: vscode.Memento) {
		this.memory = memory;
	}

	of(projectId: string): LastToken | undefined {
		return this.read().get(projectId);
	}

	async remember(projectId: string, { channelName, user, role, lifetimeSeconds }: LastToken): Promise<void> {
		const entries = [...this.read()].filter(([id]) => id !== projectId);
		const last = { channelName, user, role, lifetimeSeconds };
		await this.memory.update(KEY, Object.fromEntries([...entries, [projectId, last]].slice(-KEPT_AT_MOST)));
	}

	private read(): Map<string, LastToken> {
		const stored = this.memory.get<unknown>(KEY);
		const entries = typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
		return new Map(entries.filter((entry): entry is [string, LastToken] => v.is(answersSchema, entry[1])));
	}
}
