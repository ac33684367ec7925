import type { AgoraClient } from '../client';
import { type FieldIssue, invalidRequestError, isAgoraError } from '../errors';
import type { CallControl } from '../operations';
import { reconcile } from '../reconcile';
import { secretsOfStreamUrl } from '../redact';
import { readEmptyResponse } from '../response';
import type { PlayerAddress } from './player';
import { tempo } from './playerFields';
import { type AudioOptions, FieldRules } from './playerRequest';

/** Numbers for the updates of one player. Each must be larger than all before, also over restarts (docs/agora-api.md, Media Pull: Update). */
export interface SequenceSource {
	next(): Promise<number>;
	/** After Agora refused a number: one that is larger than those of others who count in larger numbers. */
	skipAhead(): Promise<number>;
}

export interface PlayerUpdate extends PlayerAddress {
	/** Its name; `''` where it has none, undefined where that is not known. Decides the rate limit, and names it in the history. */
	readonly name?: string | undefined;
	/** Asked for a new number before every attempt, those after a lost response included. */
	readonly sequences: SequenceSource;
	readonly changes: PlayerChanges;
}

/**
 * Changes a cloud player while it plays (docs/agora-api.md, Media Pull: Update). No call reads back what was changed. An update whose response was
 * lost is sent once more, with a larger sequence: that makes the change whether or not the first one did, and the first one is
 * refused should it arrive later.
 *
 * @throws AgoraError `invalid` with every broken rule; `unknownOutcome` when that response was lost too.
 */
export async function updatePlayer(
	client: AgoraClient,
	{ region, appId, id, name, sequences, changes }: PlayerUpdate,
	control?: CallControl,
): Promise<void> {
	const rules = new FieldRules();
	rules.region('region', region);
	const issues = [...rules.issues, ...checkChanges(changes)];
	if (issues.length > 0) {
		throw invalidRequestError('updatePlayer', issues);
	}
	const request = {
		operation: 'updatePlayer',
		params: { region, appId, id },
		body: { player: changes },
		playerName: name,
		subject: { name: name || undefined, change: wordsOf(changes).join(', ') },
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
	const rules = new FieldRules();
	rules.integer('sequence', sequence, 0, Number.MAX_SAFE_INTEGER);
	if (rules.issues.length > 0) {
		throw invalidRequestError('updatePlayer', rules.issues);
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

/** Every rule of docs/agora-api.md, Media Pull: Update, that `changes` break. */
export function checkChanges(changes: PlayerChanges): FieldIssue[] {
	const rules = new FieldRules();
	if (Object.values(changes).every((value) => value === undefined)) {
		rules.add('changes', 'required', 'must not be empty');
	}
	if (changes.streamUrl !== undefined) {
		rules.streamUrl('streamUrl', changes.streamUrl);
	}
	rules.position('seekPosition', changes.seekPosition);
	rules.check('tempo', tempo, changes.tempo);
	if (changes.audioOptions) {
		rules.audio(changes.audioOptions);
		if (changes.audioOptions.volume === undefined) {
			rules.add('audioOptions.volume', 'required', 'is required');
		}
	}
	return rules.issues;
}
