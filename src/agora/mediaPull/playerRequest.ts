import type { FieldIssue } from '../fieldIssue';
import { FieldRules } from './fieldRules';

/**
 * The `player` object of Media Pull REST API, Create API, in the document's order and spelling. Exactly one of `uid` and
 * `account` must be set. `checkPlayer` holds every rule.
 */
export interface PlayerRequest {
	readonly audioOptions?: AudioOptions | undefined;
	readonly videoOptions?: VideoOptions | undefined;
	/** http, https or rtmp; at most 1,024 bytes. May hold user and password: a secret. */
	readonly streamUrl: string;
	/** At most 64 bytes. */
	readonly channelName: string;
	/** A secret. Only where the project has a certificate. */
	readonly token?: string | undefined;
	/** 0 to 2³²−1; 0 lets Agora choose. */
	readonly uid?: number | undefined;
	/** At most 255 bytes. */
	readonly account?: string | undefined;
	/** Seconds, 5–600; 300 by default. */
	readonly idleTimeout?: number | undefined;
	/** Unix seconds from a day ago to five minutes ahead; 0, the default, plays at once. */
	readonly playTs?: number | undefined;
	/** At most 64 bytes of letters, digits, `-` and `_`; unique in the project. */
	readonly name?: string | undefined;
	readonly encryptMode?: EncryptMode | undefined;
	/** A secret. */
	readonly encryptKey?: string | undefined;
	/** 32 bytes in Base64, with the two gcm2 modes only. A secret. */
	readonly encryptKdfSalt?: string | undefined;
	/** On-demand streams only: how often to play; -1 plays in a loop. */
	readonly repeatTime?: number | undefined;
	/** On-demand streams only: seconds from the start. */
	readonly seekPosition?: number | undefined;
	readonly dataStreamOptions?: { readonly enable?: boolean | undefined } | undefined;
}

export interface AudioOptions {
	/** 0–5 (Create API, audioOptions). */
	readonly profile?: number | undefined;
	/** 0–200, 100 by default (api-facts §3). */
	readonly volume?: number | undefined;
}

export interface VideoOptions {
	/** Pixels, 66–1920. */
	readonly width?: number | undefined;
	/** Pixels, 66–1080. */
	readonly height?: number | undefined;
	readonly widthHeightAdaption?: boolean | undefined;
	/** Frames per second, 1–30. */
	readonly frameRate?: number | undefined;
	/** Kbps, 1–10000. */
	readonly bitrate?: number | undefined;
	readonly codec?: 'H.264' | 'VP9' | undefined;
	/** At least 1: the documents disagree on the rest. */
	readonly gop?: number | undefined;
	readonly fillMode?: 'fit' | 'fill' | undefined;
}

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
export type EncryptMode = (typeof ENCRYPT_MODES)[number];

const UID_MAX = 2 ** 32 - 1;
const DAY_SECONDS = 86_400;
const ANY = Number.MAX_SAFE_INTEGER;

/**
 * Every rule of Media Pull REST API, Create API, that `player` breaks; none when it may be sent.
 *
 * @param nowSeconds Unix seconds, against which `playTs` is held.
 */
export function checkPlayer(player: PlayerRequest, nowSeconds: number): FieldIssue[] {
	const rules = new FieldRules();
	rules.streamUrl('streamUrl', player.streamUrl);
	rules.channelText('channelName', player.channelName, 64);
	checkUser(rules, player);
	if (player.token !== undefined) {
		rules.text('token', player.token, ANY);
	}
	if (player.name !== undefined) {
		rules.playerName('name', player.name);
	}
	rules.integer('idleTimeout', player.idleTimeout, 5, 600);
	// 0 stands for "at once" and lies outside of the window.
	if (player.playTs !== 0) {
		rules.integer('playTs', player.playTs, Math.ceil(nowSeconds) - DAY_SECONDS, Math.floor(nowSeconds) + 300);
	}
	if (player.repeatTime !== -1) {
		rules.integer('repeatTime', player.repeatTime, 1, ANY);
	}
	rules.position('seekPosition', player.seekPosition);
	rules.audio(player.audioOptions ?? {});
	checkVideo(rules, player.videoOptions ?? {});
	checkEncryption(rules, player);
	return rules.issues;
}

/** Exactly one of the two (api-facts §3): neither or both is refused with 400. */
function checkUser(rules: FieldRules, { uid, account }: PlayerRequest): void {
	if (uid === undefined && account === undefined) {
		rules.add('uid', 'required', 'or account must be given');
	} else if (uid !== undefined && account !== undefined) {
		rules.add('account', 'exclusive', 'must not be given together with uid');
	}
	rules.integer('uid', uid, 0, UID_MAX);
	if (account !== undefined) {
		rules.channelText('account', account, 255);
	}
}

function checkVideo(rules: FieldRules, video: VideoOptions): void {
	rules.integer('videoOptions.width', video.width, 66, 1920);
	rules.integer('videoOptions.height', video.height, 66, 1080);
	rules.integer('videoOptions.frameRate', video.frameRate, 1, 30);
	rules.integer('videoOptions.bitrate', video.bitrate, 1, 10_000);
	rules.oneOf('videoOptions.codec', video.codec, ['H.264', 'VP9']);
	rules.integer('videoOptions.gop', video.gop, 1, ANY);
	rules.oneOf('videoOptions.fillMode', video.fillMode, ['fit', 'fill']);
}

function checkEncryption(rules: FieldRules, player: PlayerRequest): void {
	const { encryptMode, encryptKey, encryptKdfSalt } = player;
	rules.oneOf('encryptMode', encryptMode, ENCRYPT_MODES);
	if (encryptKey !== undefined || encryptMode !== undefined) {
		rules.text('encryptKey', encryptKey ?? '', ANY);
	}
	const salted = encryptMode === 'aes-128-gcm2' || encryptMode === 'aes-256-gcm2';
	if (salted && encryptKdfSalt === undefined) {
		rules.add('encryptKdfSalt', 'required', `must be given with ${encryptMode}`);
	}
	if (encryptKdfSalt === undefined) {
		return;
	}
	if (!salted) {
		rules.add('encryptKdfSalt', 'exclusive', 'must be given with aes-128-gcm2 and aes-256-gcm2 only');
	}
	const salt = Buffer.from(encryptKdfSalt, 'base64');
	if (salt.length !== 32 || salt.toString('base64') !== encryptKdfSalt) {
		rules.add('encryptKdfSalt', 'format', 'must be 32 bytes in Base64');
	} else if (salt.every((byte) => byte === 0)) {
		rules.add('encryptKdfSalt', 'range', 'must not be all zeros');
	}
}
