import { isIPv4 } from 'node:net';
import type { FieldIssue } from '../fieldIssue';
import type { AudioOptions } from './playerRequest';
import { REGIONS } from './region';

/** Characters of channel names and user accounts: letters, digits, space and these marks (Create API, channelName). */
const CHANNEL_CHARACTERS = /^[a-zA-Z0-9 !#$%&()+\-:;<=.>?@[\]^_|~,]*$/;
const NAME_CHARACTERS = /^[a-zA-Z0-9_-]*$/;

/** Collects everything that is wrong with a request, so that all of it can be told at once. No detail holds a value. */
export class FieldRules {
	readonly issues: FieldIssue[] = [];

	add(field: string, rule: FieldIssue['rule'], what: string): void {
		this.issues.push({ field, rule, detail: `${field} ${what}` });
	}

	/** Not empty, and at most so many bytes in UTF-8. */
	text(field: string, text: string, maxBytes: number): void {
		if (text === '') {
			this.add(field, 'required', 'must not be empty');
		} else if (Buffer.byteLength(text) > maxBytes) {
			this.add(field, 'tooLong', `must not be longer than ${maxBytes} bytes`);
		}
	}

	/** Channel names (64 bytes) and user accounts (255). */
	channelText(field: string, text: string, maxBytes: number): void {
		this.text(field, text, maxBytes);
		if (!CHANNEL_CHARACTERS.test(text)) {
			this.add(field, 'characters', 'must hold only letters, digits, spaces and !#$%&()+-:;<=.>?@[]^_|~,');
		}
	}

	/** Names of cloud players. */
	playerName(field: string, name: string): void {
		this.text(field, name, 64);
		if (!NAME_CHARACTERS.test(name)) {
			this.add(field, 'characters', 'must hold only letters, digits, - and _');
		}
	}

	/** A whole number within both bounds. What is undefined is left to Agora's default. */
	integer(field: string, value: number | undefined, min: number, max: number): void {
		if (value !== undefined && !(Number.isInteger(value) && value >= min && value <= max)) {
			const bounds = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
			this.add(field, 'range', `must be a whole number ${bounds}`);
		}
	}

	/** Seconds into an on-demand stream. */
	position(field: string, seconds: number | undefined): void {
		if (seconds !== undefined && !(Number.isFinite(seconds) && seconds >= 0)) {
			this.add(field, 'range', 'must be 0 or more seconds');
		}
	}

	oneOf(field: string, value: unknown, allowed: readonly unknown[]): void {
		if (value !== undefined && !allowed.includes(value)) {
			this.add(field, 'format', `must be one of ${allowed.join(', ')}`);
		}
	}

	region(field: string, value: string): void {
		this.oneOf(field, value, REGIONS);
	}

	ipv4(field: string, address: string | undefined): void {
		if (address !== undefined && !isIPv4(address)) {
			this.add(field, 'format', 'must be an IPv4 address');
		}
	}

	/** A source: http, https or rtmp, at most 1,024 bytes (Create API, streamUrl). */
	streamUrl(field: string, text: string): void {
		this.text(field, text, 1024);
		const url = URL.canParse(text) ? new URL(text) : undefined;
		if (text !== '' && !(url?.host && ['http:', 'https:', 'rtmp:'].includes(url.protocol))) {
			this.add(field, 'format', 'must be an http, https or rtmp URL');
		}
	}

	audio(options: AudioOptions): void {
		this.integer('audioOptions.profile', options.profile, 0, 5);
		this.integer('audioOptions.volume', options.volume, 0, 200);
	}
}
