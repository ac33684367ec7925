import { createHmac, timingSafeEqual } from 'node:crypto';
import { inflateSync } from 'node:zlib';

/** The project, channel and user that a token must be valid for. */
interface TokenHolder {
	readonly appId: string;
	readonly appCertificate: string;
	readonly channelName: string;
	/** The uid in digits, or the account; empty where the server assigns a uid. */
	readonly user: string;
}

const RTC_SERVICE = 1;

/**
 * Whether the holder may use a token (docs/agora-api.md, Tokens): signed with the current certificate, for this App ID and
 * channel, and for this user or any user. Accepts every token of another version than 007, such as the document's example.
 * Ignores the expiry, because tests may build tokens by another clock.
 */
export function isTokenOf(token: string, holder: TokenHolder): boolean {
	if (!token.startsWith('007')) {
		return true;
	}
	try {
		const content = new Reader(inflateSync(Buffer.from(token.slice(3), 'base64')));
		const signature = content.bytes();
		const signed = content.rest();
		return isSignature(signature, signed, holder.appCertificate) && namesHolder(signed, holder);
	} catch {
		return false;
	}
}

function isSignature(signature: Buffer, signed: Buffer, appCertificate: string): boolean {
	const { issued, salt } = readHead(new Reader(signed));
	const expected = hmac(hmac(salt, hmac(issued, Buffer.from(appCertificate))), signed);
	return signature.length === expected.length && timingSafeEqual(signature, expected);
}

function namesHolder(signed: Buffer, { appId, channelName, user }: TokenHolder): boolean {
	const content = new Reader(signed);
	const head = readHead(content);
	const services = content.uint16();
	const service = content.uint16();
	for (let privileges = content.uint16(); privileges > 0; privileges--) {
		content.take(6);
	}
	const [channel, holder] = [content.text(), content.text()];
	return (
		head.appId === appId &&
		services > 0 &&
		service === RTC_SERVICE &&
		channel === channelName &&
		(holder === '' || holder === user)
	);
}

function readHead(content: Reader) {
	const appId = content.text();
	const issued = content.take(4);
	content.take(4);
	return { appId, issued, salt: content.take(4) };
}

function hmac(key: Buffer, data: Buffer): Buffer {
	return createHmac('sha256', key).update(data).digest();
}

/** Reads consecutive little-endian values. Throws RangeError beyond the end. */
class Reader {
	readonly #buffer: Buffer;
	#offset = 0;

	constructor(buffer: Buffer) {
		this.#buffer = buffer;
	}

	uint16(): number {
		return this.take(2).readUInt16LE();
	}

	bytes(): Buffer {
		return this.take(this.uint16());
	}

	text(): string {
		return this.bytes().toString('utf8');
	}

	/** The next `count` bytes. */
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
