import type { Rule } from './rules';
import {
	firstBroken,
	integerIn,
	isBoolean,
	isFiniteNumber,
	isSet,
	isText,
	numberIn,
	objectOf,
	oneOf,
	textOf,
} from './rules';

// What each field of a player may be (Media Pull REST API, Create API, Request body; api-facts §3).

/** Also `{` and `}`, which the document lost in print where it says `" , "`. */
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

export const isChannelName = textOf(CHANNEL_CHARACTERS, 64);
export const isAccount = textOf(CHANNEL_CHARACTERS, 255);
export const isUid = integerIn(0, MAX_UID);
export const isAudioOptions = objectOf({ profile: integerIn(0, 5), volume: numberIn(0, 200) });
/** Chinese mainland only (api-facts §3). */
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

/** Rules of the optional fields that stand by themselves. */
const optionalFields: Readonly<Record<string, Rule>> = {
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

/** The encryption field that does not go with the others; the salt matters to the two modes that take one. */
function brokenEncryption(player: Readonly<Record<string, unknown>>): string | undefined {
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

export function brokenField(player: Readonly<Record<string, unknown>>): string | undefined {
	return firstBroken(player, optionalFields) ?? brokenEncryption(player);
}
