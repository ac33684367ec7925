import type { AgoraClient } from '../client';
import { type FieldIssue, invalidRequestError, isAgoraError } from '../errors';
import * as fields from '../fields';
import type { CallControl } from '../operations';
import { reconcile } from '../reconcile';
import { secretsOfStreamUrl } from '../redact';
import { readEmptyResponse } from '../response';
import type { PlayerAddress } from './player';
import * as playerFields from './playerFields';
import type { AudioOptions } from './playerRequest';

/** Sequence numbers for the updates of one player. Each must be larger than all previous ones, also after a restart (docs/agora-api.md, Media Pull: Update). */
export interface SequenceSource {
	next(): Promise<number>;
	/** After Agora refused a number: one that is larger than those of other clients. */
	skipAhead(): Promise<number>;
}

export interface PlayerUpdate extends PlayerAddress {
	/** Its name, which determines the rate limit; `''` if it has none, undefined if that is unknown. */
	readonly name?: string | undefined;
	/** Returns a new number before every attempt, including those after a lost response. */
	readonly sequences: SequenceSource;
	readonly changes: PlayerChanges;
}

/**
 * Changes a cloud player while it plays (docs/agora-api.md, Media Pull: Update). No call returns what was changed. An update whose
 * response was lost is sent once more, with a larger sequence: it makes the change in any case, and Agora refuses the first one if it
 * arrives later.
 *
 * @throws AgoraError `invalid` with every broken rule; `unknownOutcome` if the second response was lost too.
 */
export async function updatePlayer(
	client: AgoraClient,
	{ region, appId, id, name, sequences, changes }: PlayerUpdate,
	control?: CallControl,
): Promise<void> {
	const issues = [...fields.checkField('region', playerFields.region, region), ...checkChanges(changes)];
	if (issues.length > 0) {
		throw invalidRequestError('updatePlayer', issues);
	}
	const request = {
		operation: 'updatePlayer',
		params: { region, appId, id },
		body: { player: changes },
		playerName: name,
		subject: { name: name || undefined, change: describeChanges(changes).join(', ') },
		secrets: secretsOfStreamUrl(changes.streamUrl ?? ''),
	} as const;
	const update = async (send: AgoraClient['send'], signal: CallControl): Promise<void> => {
		const sendWith = (take: () => Promise<number>) =>
			send(
				{ ...request, attemptQuery: async () => ({ sequence: sequenceText(await take()) }) },
				readEmptyResponse,
				signal,
			);
		try {
			await sendWith(() => sequences.next());
		} catch (error) {
			if (!refusesSequence(error)) {
				throw error;
			}
			await sendWith(() => sequences.skipAhead());
		}
	};
	await reconcile(
		client,
		(send) => update(send, control),
		{
			waitsMs: [0],
			lookUp: async (_, lookSignal) => {
				await update(client.send.bind(client), lookSignal);
				return { done: undefined };
			},
		},
		control,
	);
}

function sequenceText(sequence: number): string {
	const issues = fields.checkField('sequence', fields.whole(0), sequence);
	if (issues.length > 0) {
		throw invalidRequestError('updatePlayer', issues);
	}
	return String(sequence);
}

function refusesSequence(error: unknown): boolean {
	return (
		isAgoraError(error, 'invalid') &&
		error.issues.length === 0 &&
		/\bsequence\b/i.test(error.agoraMessage ?? '')
	);
}

/**
 * Describes an update by the document's field names: `isPause true`, `volume 50`. Strings are left out, because an address may contain
 * secrets.
 */
function describeChanges(changes: object): string[] {
	return Object.entries(changes).flatMap(([field, value]: [string, unknown]) => {
		switch (typeof value) {
			case 'undefined':
				return [];
			case 'object':
				return value ? describeChanges(value) : field;
			case 'string':
				return field;
			default:
				return `${field} ${value}`;
		}
	});
}

/** What Update can change (docs/agora-api.md, Media Pull: Update). */
export interface PlayerChanges {
	readonly streamUrl?: string | undefined;
	readonly isPause?: boolean | undefined;
	/** On-demand streams only: seconds from the start. */
	readonly seekPosition?: number | undefined;
	/** `volume` alone, or `profile` together with `volume`. */
	readonly audioOptions?: AudioOptions | undefined;
	/** Chinese mainland only: 0.5, 0.75, 1, 1.25, 1.5, 1.75 or 2. */
	readonly tempo?: number | undefined;
}

/** Every rule of docs/agora-api.md, Media Pull: Update, that `changes` breaks. */
export function checkChanges(changes: PlayerChanges): FieldIssue[] {
	const { streamUrl, seekPosition, tempo, audioOptions } = changes;
	const issues = [
		...fields.checkField('streamUrl', playerFields.streamUrl, streamUrl),
		...fields.checkField('seekPosition', playerFields.position, seekPosition),
		...fields.checkField('tempo', playerFields.tempo, tempo),
		...fields.checkField('audioOptions.profile', playerFields.audioProfile, audioOptions?.profile),
		...fields.checkField('audioOptions.volume', playerFields.audioVolume, audioOptions?.volume),
	];
	if (Object.values(changes).every((value) => value === undefined)) {
		issues.push({ field: 'changes', rule: 'required', detail: 'changes must not be empty' });
	}
	if (audioOptions && audioOptions.volume === undefined) {
		const field = 'audioOptions.volume';
		issues.push({ field, rule: 'required', detail: `${field} is required` });
	}
	return issues;
}
