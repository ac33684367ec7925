import * as v from 'valibot';
import type { Memento } from 'vscode';
import { BoundedMemento } from '../../ui/boundedMemento';

const answersSchema = v.object({
	channelName: v.string(),
	/** As typed; `readChannelUser` tells a uid from an account. */
	user: v.string(),
	role: v.picklist(['publisher', 'subscriber']),
	lifetimeSeconds: v.number(),
});

/** What a token was last asked to be. Holds no token and no certificate. */
export type LastToken = v.InferOutput<typeof answersSchema>;

/** Remembers for each project what its last token was for, so that the next one takes a few key presses. */
export class TokenMemory {
	private readonly tokens: BoundedMemento<LastToken>;

	constructor(memento: Pick<Memento, 'get' | 'update'>) {
		this.tokens = new BoundedMemento(memento, 'agora.lastTokens', 100, (stored) =>
			v.is(answersSchema, stored) ? stored : undefined,
		);
	}

	of(projectId: string): LastToken | undefined {
		return this.tokens.get(projectId);
	}

	async remember(projectId: string, { channelName, user, role, lifetimeSeconds }: LastToken): Promise<void> {
		await this.tokens.set(projectId, { channelName, user, role, lifetimeSeconds });
	}
}
