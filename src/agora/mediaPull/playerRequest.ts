import * as v from 'valibot';
import type { FieldIssue } from '../errors';
import * as fields from '../fields';
import * as playerFields from './playerFields';

export const ENCRYPT_MODES = [
	'aes-128-xts',
	'aes-256-xts',
	'aes-128-ecb',
	'sm4-128-ecb',
	'aes-128-gcm',
	'aes-256-gcm',
	'aes-128-gcm2',
	'aes-256-gcm2',
] as const;

const UID_MAX = 2 ** 32 - 1;
const DAY_SECONDS = 86_400;
const OBJECT = 'must be an object';

const audioOptionsSchema = v.strictObject(
	{
		profile: v.optional(playerFields.audioProfile),
		volume: v.optional(playerFields.audioVolume),
	},
	OBJECT,
);

const videoOptionsSchema = v.strictObject(
	{
		/** Pixels. */
		width: v.optional(fields.whole(66, 1920)),
		/** Pixels. */
		height: v.optional(fields.whole(66, 1080)),
		widthHeightAdaption: v.optional(fields.yesOrNo),
		/** Frames per second. */
		frameRate: v.optional(fields.whole(1, 30)),
		/** Kbps. */
		bitrate: v.optional(fields.whole(1, 10_000)),
		codec: v.optional(fields.oneOf(['H.264', 'VP9'])),
		/** At least 1; the documents disagree on the maximum. */
		gop: v.optional(fields.whole(1)),
		fillMode: v.optional(fields.oneOf(['fit', 'fill'])),
	},
	OBJECT,
);

/** 32 bytes in Base64, not all zeros. The last of the 43 letters encodes four bits. */
const SALT = /^(?!A{43})[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;

/**
 * The `player` object of Media Pull REST API, Create API, in the order of the document, with the rules of single fields;
 * `checkPlayer` adds those between fields. Definition files and their JSON Schema use the same schema.
 */
export const playerRequestSchema = v.strictObject(
	{
		audioOptions: v.optional(audioOptionsSchema),
		videoOptions: v.optional(videoOptionsSchema),
		/** http, https or rtmp. May hold user and password: a secret. */
		streamUrl: playerFields.streamUrl,
		channelName: fields.channelText(64),
		/** A secret. Only where the project has a certificate. */
		token: v.optional(fields.text),
		/** 0 lets Agora choose. Exactly one of `uid` and `account` must be set. */
		uid: v.optional(fields.whole(0, UID_MAX)),
		account: v.optional(fields.channelText(255)),
		/** Seconds; 300 by default. */
		idleTimeout: v.optional(fields.whole(5, 600)),
		/** Unix seconds from a day ago to five minutes ahead; 0, the default, plays at once. */
		playTs: v.optional(fields.whole(0)),
		/** Unique in the project. */
		name: v.optional(
			v.pipe(
				fields.shortText(64),
				v.regex(fields.NAME_CHARACTERS, 'may contain only letters, digits, - and _'),
			),
		),
		encryptMode: v.optional(fields.oneOf(ENCRYPT_MODES)),
		/** A secret. */
		encryptKey: v.optional(fields.text),
		/** With the two gcm2 modes only. A secret. */
		encryptKdfSalt: v.optional(
			v.pipe(v.string('must be a string'), v.regex(SALT, 'must be 32 bytes in Base64, not all zeros')),
		),
		/** On-demand streams only: how often to play; -1 plays in a loop. */
		repeatTime: v.optional(
			v.pipe(
				fields.whole(-1),
				v.check((times) => times !== 0, 'must be -1 or a whole number of at least 1'),
			),
		),
		/** On-demand streams only: seconds from the start. */
		seekPosition: v.optional(playerFields.position),
		/** Chinese mainland only (docs/agora-api.md, Media Pull: Create). */
		tempo: v.optional(playerFields.tempo),
		dataStreamOptions: v.optional(v.strictObject({ enable: v.optional(fields.yesOrNo) }, OBJECT)),
	},
	OBJECT,
);

export type PlayerRequest = Readonly<v.InferOutput<typeof playerRequestSchema>>;
export type AudioOptions = Readonly<v.InferOutput<typeof audioOptionsSchema>>;

/**
 * Every rule of Media Pull REST API, Create API, that `player` breaks.
 *
 * @param nowSeconds Unix seconds, for the check of `playTs`.
 */
export function checkPlayer(player: PlayerRequest, nowSeconds: number): FieldIssue[] {
	const ownIssues = fields.schemaIssues(playerRequestSchema, player);
	const broken = new Set(ownIssues.map(({ field }) => field));
	const combined = checkCombinations(player, nowSeconds).filter(({ field }) => !broken.has(field));
	return [...ownIssues.map(({ field, rule, detail }) => ({ field, rule, detail })), ...combined];
}

/** The fields with rules that involve other fields or the time. */
export type CombinedFields = {
	readonly [K in 'uid' | 'account' | 'playTs' | 'encryptMode' | 'encryptKey' | 'encryptKdfSalt']?: unknown;
};

/** The rules between fields that `player` breaks. Its values may be of any type. */
export function checkCombinations(player: CombinedFields, nowSeconds: number): FieldIssue[] {
	const issues: FieldIssue[] = [];
	const add = (field: keyof CombinedFields, rule: FieldIssue['rule'], what: string) =>
		issues.push({ field, rule, detail: `${field} ${what}` });
	// Exactly one of the two (docs/agora-api.md, Media Pull: Create): neither or both is refused with 400.
	if (player.uid === undefined && player.account === undefined) {
		add('uid', 'required', 'or account is required');
	} else if (player.uid !== undefined && player.account !== undefined) {
		add('account', 'exclusive', 'cannot be combined with uid');
	}
	if (typeof player.playTs === 'number' && !isPlayTs(player.playTs, nowSeconds)) {
		add('playTs', 'range', 'must be 0 or Unix seconds from a day ago to five minutes ahead');
	}
	if (player.encryptMode !== undefined && player.encryptKey === undefined) {
		add('encryptKey', 'required', 'is required with encryptMode');
	}
	const salted = player.encryptMode === 'aes-128-gcm2' || player.encryptMode === 'aes-256-gcm2';
	if (salted && player.encryptKdfSalt === undefined) {
		add('encryptKdfSalt', 'required', `is required with ${player.encryptMode}`);
	} else if (!salted && player.encryptKdfSalt !== undefined) {
		add('encryptKdfSalt', 'exclusive', 'is allowed only with aes-128-gcm2 or aes-256-gcm2');
	}
	return issues;
}

/** 0 means at once. */
function isPlayTs(playTs: number, nowSeconds: number): boolean {
	return playTs === 0 || (playTs >= nowSeconds - DAY_SECONDS && playTs <= nowSeconds + 300);
}
