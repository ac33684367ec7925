import type { CallControl } from '../http/callOptions';
import type { AgoraClient } from '../http/client';
import { settle } from '../http/doubt/settle';
import { isAgoraError } from '../http/error';
import { invalidRequest } from '../http/invalidRequest';
import { secretsOfStreamUrl } from '../http/redact';
import { readNothing } from '../http/reply';
import { FieldRules } from './fieldRules';
import type { PlayerAddress } from './playerAddress';
import { checkChanges, type PlayerChanges } from './playerChanges';

export interface PlayerUpdate extends PlayerAddress {
	/** Must be larger than in every earlier update of this player (api-facts §3). */
	readonly sequence: number;
	readonly changes: PlayerChanges;
}

/**
 * Changes a cloud player while it plays (api-facts §3, Update). No call reads back what was changed, but a sequence is taken
 * only once: an update whose answer was lost is sent again under its own, which makes the change unless it was made already.
 *
 * @throws AgoraError `invalid` with every broken rule; `unknownOutcome` when that answer was lost too.
 */
export async function updatePlayer(
	client: AgoraClient,
	{ region, appId, id, sequence, changes }: PlayerUpdate,
	control?: CallControl,
): Promise<void> {
	const rules = new FieldRules();
	rules.region('region', region);
	const issues = [...rules.issues, ...checkChanges(changes, sequence)];
	if (issues.length > 0) {
		throw invalidRequest('updatePlayer', issues);
	}
	const request = {
		operation: 'updatePlayer',
		params: { region, appId, id },
		query: { sequence: String(sequence) },
		body: { player: changes },
		subject: { change: wordsOf(changes).join(', ') },
		secrets: secretsOfStreamUrl(changes.streamUrl ?? ''),
	} as const;
	await settle(
		client,
		(send) => send(request, readNothing, control),
		{
			waits: [0],
			look: async (_, lookSignal) => {
				await client.send(request, readNothing, lookSignal).catch(ignoreUsedSequence);
				return { done: undefined };
			},
		},
		control,
	);
}

/**
 * What an update does, in the document's words: `isPause true`, `volume 50`. Texts are named only, since an address may hold
 * secrets.
 */
function wordsOf(changes: object): string[] {
	return Object.entries(changes).flatMap(([field, value]: [string, unknown]) => {
		switch (typeof value) {
			case 'undefined':
				return [];
			case 'object':
				return value ? wordsOf(value) : field;
			case 'string':
				return field;
			default:
				return `${field} ${value}`;
		}
	});
}

function ignoreUsedSequence(error: unknown): void {
	if (!isAgoraError(error, 'invalid') || !/\bsequence\b/i.test(error.agoraMessage ?? '')) {
		throw error;
	}
}
