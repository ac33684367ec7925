import * as v from 'valibot';
import type { Memento } from 'vscode';
import { redactStreamUrl } from '../../agora/http/redact';

const KEY = 'agora.lastCreations';
const KEPT_AT_MOST = 100;

const lastSchema = v.object({
	streamUrl: v.optional(v.string()),
	channelName: v.string(),
	/** As typed: a number is a uid, anything else an account. */
	user: v.string(),
});

export type LastCreation = v.InferOutput<typeof lastSchema>;

/** What was last typed to create a player in a project, as the default of the next time. */
export class LastCreations {
	private readonly memory: Pick<Memento, 'get' | 'update'>;

	constructor(memory: Pick<Memento, 'get' | 'update'>) {
		this.memory = memory;
	}

	of(appId: string): LastCreation | undefined {
		return this.read().get(appId);
	}

	/** An address that may hold a password or a stream key is not kept. */
	async remember(appId: string, { streamUrl, channelName, user }: LastCreation): Promise<void> {
		const isPlain = streamUrl !== undefined && redactStreamUrl(streamUrl) === streamUrl;
		const last = { channelName, user, ...(isPlain && { streamUrl }) };
		const others = [...this.read()].filter(([id]) => id !== appId);
		await this.memory.update(KEY, Object.fromEntries([...others, [appId, last]].slice(-KEPT_AT_MOST)));
	}

	private read(): Map<string, LastCreation> {
		const stored = this.memory.get<unknown>(KEY);
		const entries = typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
		return new Map(entries.filter((entry): entry is [string, LastCreation] => v.is(lastSchema, entry[1])));
	}
}
