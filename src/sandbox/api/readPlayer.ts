import { isIPv4 } from 'node:net';
import {
	isJsonContentType,
	isJsonObject,
	type JsonObject,
	parseJsonObject,
	type SandboxRequest,
} from '../http/route';
import { type NewPlayer, type SandboxRegion, sourceOf } from '../player';
import { certificateInUse, type SandboxProject } from '../state';
import { invalidFormat, invalidParameter } from './refusals';
import { isTokenOf } from './token';

type Rule = (value: unknown) => boolean;

export const isBoolean: Rule = (value) => typeof value === 'boolean';
const isFiniteNumber: Rule = (value) => typeof value === 'number' && Number.isFinite(value);
const isText: Rule = (value) => typeof value === 'string' && value !== '';

function numberIn(low: number, high: number): Rule {
	return (value) => typeof value === 'number' && value >= low && value <= high;
}

function integerIn(low: number, high: number): Rule {
	return (value) => Number.isInteger(value) && numberIn(low, high)(value);
}

function oneOf(...values: readonly unknown[]): Rule {
	return (value) => values.includes(value);
}

/** A text of at most `maxBytes` bytes that matches the pattern. */
function textOf(pattern: RegExp, maxBytes: number): Rule {
	return (value) => typeof value === 'string' && Buffer.byteLength(value) <= maxBytes && pattern.test(value);
}

/** The first property that is set and breaks its rule; null counts as not set. Ignores unknown properties. */
export function firstBroken(object: JsonObject, rules: Readonly<Record<string, Rule>>): string | undefined {
	return Object.entries(rules).find(([name, rule]) => isSet(object[name]) && !rule(object[name]))?.[0];
}

export function isSet(value: unknown): boolean {
	return value !== undefined && value !== null;
}

/** A rule for a property that holds an object with these rules. */
function objectOf(rules: Readonly<Record<string, Rule>>): Rule {
	return (value) => isJsonObject(value) && firstBroken(value, rules) === undefined;
}

// The rules of the fields (Media Pull REST API, Create API, Request body; docs/agora-api.md, Media Pull: Create).

/** Includes `{` and `}`, which are missing from the document where it prints `" , "`. */
const CHANNEL_CHARACTERS = /^[a-zA-Z0-9 !#$%&()+\-:;<=.>?@[\]^_{}|~,]+$/;
const NAME_CHARACTERS = /^[a-zA-Z0-9_-]+$/;
const MAX_UID = 2 ** 32 - 1;
const GCM2_MODES = ['aes-128-gcm2', 'aes-256-gcm2'] as const;
const SALT_BYTES = 32;

export const isStreamUrl: Rule = (value) =>
	typeof value === 'string' &&
	Buffer.byteLength(value) <= 1024 &&
	/^(rtmp|https?):\/\/[^/?#\s]\S*$/i.test(value) &&
	URL.canParse(value);

const isChannelName = textOf(CHANNEL_CHARACTERS, 64);
const isAccount = textOf(CHANNEL_CHARACTERS, 255);
const isUid = integerIn(0, MAX_UID);
export const isAudioOptions = objectOf({ profile: integerIn(0, 5), volume: numberIn(0, 200) });
/** Chinese mainland only (docs/agora-api.md, Media Pull: Create). */
export const isTempo = oneOf(0.5, 0.75, 1, 1.25, 1.5, 1.75, 2);
export const isSeekPosition = numberIn(0, Number.MAX_SAFE_INTEGER);

const isRepeatTime: Rule = (value) => value === -1 || integerIn(1, Number.MAX_SAFE_INTEGER)(value);

const isVideoOptions = objectOf({
	width: integerIn(66, 1920),
	height: integerIn(66, 1080),
	widthHeightAdaption: isBoolean,
	frameRate: numberIn(1, 30),
	bitrate: numberIn(1, 10000),
	fillMode: oneOf('fit', 'fill'),
	codec: isText,
	gop: numberIn(1, Number.MAX_SAFE_INTEGER),
});

/** The rules of the optional fields that do not depend on others. */
const OPTIONAL_FIELDS: Readonly<Record<string, Rule>> = {
	name: textOf(NAME_CHARACTERS, 64),
	idleTimeout: isFiniteNumber,
	playTs: integerIn(0, Number.MAX_SAFE_INTEGER),
	repeatTime: isRepeatTime,
	seekPosition: isSeekPosition,
	tempo: isTempo,
	audioOptions: isAudioOptions,
	videoOptions: isVideoOptions,
	dataStreamOptions: objectOf({ enable: isBoolean }),
	encryptMode: oneOf(
		'aes-128-xts',
		'aes-256-xts',
		'aes-128-ecb',
		'sm4-128-ecb',
		'aes-128-gcm',
		'aes-256-gcm',
		...GCM2_MODES,
	),
	encryptKey: isText,
	token: isText,
};

/** The encryption field that does not fit the others. Only two modes need the salt. */
function brokenEncryption(player: JsonObject): string | undefined {
	if (isSet(player.encryptMode) && !isSet(player.encryptKey)) {
		return 'encryptKey';
	}
	const needsSalt = GCM2_MODES.some((mode) => mode === player.encryptMode);
	return needsSalt && !isSalt(player.encryptKdfSalt) ? 'encryptKdfSalt' : undefined;
}

const isSalt: Rule = (value) => {
	if (typeof value !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) {
		return false;
	}
	const bytes = Buffer.from(value, 'base64');
	return bytes.length === SALT_BYTES && bytes.some((byte) => byte !== 0);
};

const PLAY_TS_BEFORE = 86_400;
const PLAY_TS_AFTER = 300;

/** The `player` object of the body; refuses a request without one with 400. */
export function playerObject(request: SandboxRequest): JsonObject {
	const body = isJsonContentType(request.headers['content-type']) ? parseJsonObject(request.body) : undefined;
	if (!isJsonObject(body?.player)) {
		throw invalidParameter('player');
	}
	return body.player;
}

/** The requested player. Refuses a field that breaks its rule with 400 (Media Pull REST API, Create API); ignores unknown keys. */
export function readPlayer(
	request: SandboxRequest,
	project: SandboxProject,
	region: SandboxRegion,
	now: number,
): NewPlayer {
	const streamIp = request.query.get('streamIp');
	if (streamIp !== null && !isIPv4(streamIp)) {
		throw invalidParameter('streamIp');
	}
	const player = playerObject(request);
	if (!isStreamUrl(player.streamUrl)) {
		throw invalidFormat('streamUrl');
	}
	const broken =
		brokenRequired(player) ??
		firstBroken(player, OPTIONAL_FIELDS) ??
		brokenEncryption(player) ??
		brokenToken(player, project) ??
		brokenTime(player, now);
	if (broken !== undefined) {
		throw invalidParameter(broken);
	}
	const audioOptions = isJsonObject(player.audioOptions) ? player.audioOptions : {};
	return {
		appId: project.appId,
		region,
		name: text(player.name),
		channelName: text(player.channelName),
		uid: number(player.uid),
		account: text(player.account),
		streamUrl: text(player.streamUrl),
		createdAt: now,
		idleTimeout: number(player.idleTimeout),
		playTs: number(player.playTs),
		repeatTime: number(player.repeatTime),
		seekPosition: number(player.seekPosition),
		volume: number(audioOptions.volume),
		audioProfile: number(audioOptions.profile),
		// Only supported in the Chinese mainland; ignored elsewhere, like any unknown key.
		tempo: region === 'cn' ? number(player.tempo) : undefined,
		token: text(player.token),
	};
}

/** Exactly one of uid and account is required, and neither may be null. */
function brokenRequired(player: JsonObject): string | undefined {
	if (!isChannelName(player.channelName)) {
		return 'channelName';
	}
	if (player.account === undefined) {
		return isUid(player.uid) ? undefined : 'uid';
	}
	return isAccount(player.account) && player.uid === undefined ? undefined : 'account';
}

/** A project with a certificate requires a token; for a project without one, a token is an error. */
function brokenToken(player: JsonObject, project: SandboxProject): string | undefined {
	const appCertificate = certificateInUse(project);
	const token = text(player.token);
	if (appCertificate === undefined || token === undefined) {
		return appCertificate === token ? undefined : 'token';
	}
	const { appId } = project;
	const user = text(player.account) ?? String(number(player.uid) || '');
	const channelName = text(player.channelName) ?? '';
	return isTokenOf(token, { appId, appCertificate, channelName, user }) ? undefined : 'token';
}

function brokenTime(player: JsonObject, now: number): string | undefined {
	const createTs = Math.floor(now / 1000);
	const playTs = number(player.playTs) ?? 0;
	if (playTs !== 0 && (playTs < createTs - PLAY_TS_BEFORE || playTs > createTs + PLAY_TS_AFTER)) {
		return 'playTs';
	}
	const source = sourceOf(text(player.streamUrl) ?? '');
	const seekPosition = number(player.seekPosition) ?? 0;
	return source.kind === 'onDemand' && seekPosition >= source.seconds ? 'seekPosition' : undefined;
}

function text(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

function number(value: unknown): number | undefined {
	return typeof value === 'number' ? value : undefined;
}
