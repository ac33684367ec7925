import { createHmac, timingSafeEqual } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { type ChannelUser, channelUserText } from '../session';

/** The content of a token (docs/agora-api.md, Tokens). It can be read without the certificate, but only verified with it. */
export interface TokenContent {
	readonly appId: string;
	readonly issuedAt: Date;
	readonly expiresAt: Date;
	/** Undefined for a token of other services only, such as RTM. */
	readonly rtc: RtcGrant | undefined;
	/** The number of services in the token, including RTC. */
	readonly services: number;
	/** The services other than RTC that could be read. */
	readonly others: readonly ServiceGrant[];
}

/** The grant for a service other than RTC. */
export interface ServiceGrant {
	/** Agora's number of the service: 2 is RTM, 5 Chat. */
	readonly type: number;
	/** When each privilege expires, by its number. Not later than the token. */
	readonly privileges: ReadonlyMap<number, Date>;
	/** A user, or a channel and a user. An empty string means any. */
	readonly texts: readonly string[];
}

export interface RtcGrant {
	/** Empty if every channel is allowed. */
	readonly channelName: string;
	/** A uid in digits or an account; empty if every user is allowed. */
	readonly user: string;
	/** When each privilege expires; undefined if the token does not grant it. Not later than the token. */
	readonly privileges: Readonly<Record<Privilege, Date | undefined>>;
}

export type Privilege = 'joinChannel' | 'publishAudio' | 'publishVideo' | 'publishData';

/** Reads a token of version 007. Undefined for everything else, including older versions. */
export function readToken(token: string): TokenContent | undefined {
	return unpack(token)?.content;
}

/** Whether the token was signed with this certificate. Compares in constant time. */
export function isSignedWith(token: string, appCertificate: string): boolean {
	const unpacked = unpack(token);
	if (!unpacked) {
		return false;
	}
	const { signature, signed, issued, salt } = unpacked;
	const key = hmac(salt, hmac(issued, Buffer.from(appCertificate)));
	const expected = hmac(key, signed);
	return signature.length === expected.length && timingSafeEqual(signature, expected);
}

interface Unpacked {
	readonly content: TokenContent;
	readonly signature: Buffer;
	/** The bytes that are signed. */
	readonly signed: Buffer;
	readonly issued: Buffer;
	readonly salt: Buffer;
}

/** The largest token that is read, so that a small text cannot fill the memory. */
const MAX_BYTES = 64 * 1024;
const RTC_SERVICE = 1;

/** The number of strings after the privileges of a service, by its type (as in `agora-token`). */
const TEXT_COUNTS: ReadonlyMap<number, number> = new Map([
	[RTC_SERVICE, 2],
	[2, 1],
	[3, 2],
	[4, 0],
	[5, 1],
	[6, 2],
	[9, 0],
	[10, 0],
]);

function unpack(token: string): Unpacked | undefined {
	const packed = /^007([A-Za-z0-9+/]+={0,2})$/.exec(token)?.[1];
	if (packed === undefined) {
		return undefined;
	}
	try {
		const all = new Reader(inflateSync(Buffer.from(packed, 'base64'), { maxOutputLength: MAX_BYTES }));
		const signature = all.bytes();
		const signed = all.rest();
		const head = new Reader(signed);
		const appId = head.text();
		const issued = head.take(4);
		const lifetimeSeconds = head.uint32();
		const salt = head.take(4);
		const services = head.uint16();
		const issuedAt = issued.readUInt32LE();
		const expires = issuedAt + lifetimeSeconds;
		const read = readServices(head, services, issuedAt, expires);
		const content = {
			appId,
			issuedAt: dateOf(issuedAt),
			expiresAt: dateOf(expires),
			rtc: read.map(rtcGrant).find((grant) => grant !== undefined),
			services,
			others: read.filter(({ type }) => type !== RTC_SERVICE),
		};
		return { content, signature, signed, issued, salt };
	} catch {
		// Not a token: no base64, no zlib stream, or one that ends too early.
		return undefined;
	}
}

/** Reads the services up to the first one of an unknown type, whose length is unknown. */
function readServices(content: Reader, count: number, issuedAt: number, expires: number): ServiceGrant[] {
	const grants: ServiceGrant[] = [];
	while (grants.length < count) {
		const type = content.uint16();
		const privileges = new Map<number, Date>();
		for (let left = content.uint16(); left > 0; left--) {
			const privilege = content.uint16();
			const seconds = content.uint32();
			// 0 means as long as the token.
			privileges.set(privilege, dateOf(seconds === 0 ? expires : Math.min(issuedAt + seconds, expires)));
		}
		const texts = TEXT_COUNTS.get(type);
		grants.push({ type, privileges, texts: Array.from({ length: texts ?? 0 }, () => content.text()) });
		if (texts === undefined) {
			break;
		}
	}
	return grants;
}

function rtcGrant({
	type,
	privileges,
	texts: [channelName = '', user = ''],
}: ServiceGrant): RtcGrant | undefined {
	if (type !== RTC_SERVICE) {
		return undefined;
	}
	const [joinChannel, publishAudio, publishVideo, publishData] = [1, 2, 3, 4].map((number) =>
		privileges.get(number),
	);
	return { channelName, user, privileges: { joinChannel, publishAudio, publishVideo, publishData } };
}

function dateOf(unixSeconds: number): Date {
	return new Date(unixSeconds * 1000);
}

function hmac(key: Buffer, data: Buffer): Buffer {
	return createHmac('sha256', key).update(data).digest();
}

/** Reads little-endian values one after the other; throws a RangeError at the end. */
class Reader {
	readonly #buffer: Buffer;
	#offset = 0;

	constructor(buffer: Buffer) {
		this.#buffer = buffer;
	}

	uint16(): number {
		return this.take(2).readUInt16LE();
	}

	uint32(): number {
		return this.take(4).readUInt32LE();
	}

	bytes(): Buffer {
		return this.take(this.uint16());
	}

	text(): string {
		return this.bytes().toString('utf8');
	}

	take(count: number): Buffer {
		if (this.#offset + count > this.#buffer.length) {
			throw new RangeError('the token ends too early');
		}
		this.#offset += count;
		return this.#buffer.subarray(this.#offset - count, this.#offset);
	}

	rest(): Buffer {
		return this.take(this.#buffer.length - this.#offset);
	}
}

/** What a token is needed for. Undefined fields are not checked. */
export interface TokenPurpose {
	readonly appId?: string | undefined;
	readonly channelName?: string | undefined;
	readonly user?: ChannelUser | undefined;
	/** When it must be valid, in milliseconds since 1970. */
	readonly at?: number | undefined;
}

export type TokenMismatch = 'appId' | 'notRtc' | 'channelName' | 'user' | 'notYetValid' | 'expired';

/** Every reason why a token cannot be used for a purpose. Does not check the signature. */
export function tokenMismatches(
	{ appId, issuedAt, expiresAt, rtc }: TokenContent,
	purpose: TokenPurpose,
): TokenMismatch[] {
	const { at } = purpose;
	const mismatches: [TokenMismatch, boolean][] = [
		['appId', purpose.appId !== undefined && purpose.appId !== appId],
		['notRtc', rtc === undefined],
		['channelName', isOther(rtc?.channelName, purpose.channelName)],
		['user', isOther(rtc?.user, purpose.user && channelUserText(purpose.user))],
		['notYetValid', at !== undefined && at < issuedAt.getTime()],
		['expired', at !== undefined && at >= (rtc?.privileges.joinChannel ?? expiresAt).getTime()],
	];
	return mismatches.filter(([, applies]) => applies).map(([mismatch]) => mismatch);
}

/** An empty string in a token means any. uid 0 lets the server choose, which only such a token allows. */
function isOther(granted: string | undefined, wanted: string | undefined): boolean {
	return wanted !== undefined && granted !== undefined && granted !== '' && granted !== wanted;
}
