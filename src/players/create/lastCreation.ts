import * as v from 'valibot';
import type { Memento } from 'vscode';
import { redactStreamUrl } from '../../agora/redact';
import { BoundedMemento } from '../../ui/boundedMemento';

const lastSchema = v.object({
	streamUrl: v.optional(v.string()),
	channelName: v.string(),
	/** As typed; `readChannelUser` tells a uid from an account. */
	user: v.string(),
});

export type LastCreation = v.InferOutput<typeof lastSchema>;

/** What was last typed to create a player in a project, as the default of the next time. */
export class LastCreations {
	readonly #creations: BoundedMemento<LastCreation>;

	constructor(memento: Pick<Memento, 'get' | 'update'>) {
		this.#creations = new BoundedMemento(memento, 'agora.lastCreated', 100, (stored) =>
			v.is(lastSchema, stored) ? stored : undefined,
		);
	}

	of(appId: string): LastCreation | undefined {
		return this.#creations.get(appId);
	}

	/** Of an rtmp address only the host is kept; of another one nothing where it may hold a secret. */
	async remember(appId: string, { streamUrl, channelName, user }: LastCreation): Promise<void> {
		const kept = streamUrl === undefined ? undefined : keptAddress(streamUrl);
		await this.#creations.set(appId, { channelName, user, ...(kept !== undefined && { streamUrl: kept }) });
	}
}

function keptAddress(streamUrl: string): string | undefined {
	const shown = redactStreamUrl(streamUrl);
	const [, host] = /^(rtmps?:\/\/[^/?#]+)/i.exec(shown) ?? [];
	return host === undefined ? (shown === streamUrl ? streamUrl : undefined) : `${host}/`;
}
