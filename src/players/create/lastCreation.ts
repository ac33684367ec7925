import * as v from 'valibot';
import type { Memento } from 'vscode';
import { redactStreamUrl } from '../../agora/redact';
import { BoundedMemento } from '../../ui/boundedMemento';

const lastSchema = v.object({
	streamUrl: v.optional(v.string()),
	channelName: v.string(),
	/** As typed; `readChannelUser` distinguishes a uid from an account. */
	user: v.string(),
});

export type LastCreation = v.InferOutput<typeof lastSchema>;

/** The last input of Create Cloud Player by project, as defaults for the next time. */
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

	/** Stores only the host of an rtmp address, and no other address that may contain a secret. */
	async remember(appId: string, { streamUrl, channelName, user }: LastCreation): Promise<void> {
		const stored = streamUrl === undefined ? undefined : addressToStore(streamUrl);
		await this.#creations.set(appId, {
			channelName,
			user,
			...(stored !== undefined && { streamUrl: stored }),
		});
	}
}

function addressToStore(streamUrl: string): string | undefined {
	const shown = redactStreamUrl(streamUrl);
	const [, host] = /^(rtmps?:\/\/[^/?#]+)/i.exec(shown) ?? [];
	return host === undefined ? (shown === streamUrl ? streamUrl : undefined) : `${host}/`;
}
