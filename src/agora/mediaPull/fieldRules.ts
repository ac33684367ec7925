import type { GenericSchema } from 'valibot';
import type { FieldIssue } from '../fieldIssue';
import { schemaIssues } from './fieldIssues';
import * as fields from './playerFields';
import type { AudioOptions } from './playerRequest';

/** Collects everything that is wrong with a request, so that all of it can be told at once. No detail holds a value. */
export class FieldRules {
	readonly issues: FieldIssue[] = [];

	add(field: string, rule: FieldIssue['rule'], what: string): void {
		this.issues.push({ field, rule, detail: `${field} ${what}` });
	}

	/** Holds a field against its schema. What is undefined is left to Agora's default. */
	check(field: string, schema: GenericSchema, value: unknown): void {
		if (value !== undefined) {
			const issues = schemaIssues(schema, value, field);
			this.issues.push(...issues.map(({ rule, detail }) => ({ field, rule, detail })));
		}
	}

	/** Channel names (64 bytes) and user accounts (255). */
	channelText(field: string, text: string, maxBytes: number): void {
		this.check(field, fields.channelText(maxBytes), text);
	}

	/** A whole number within both bounds. */
	integer(field: string, value: number | undefined, min: number, max: number): void {
		this.check(field, fields.whole(min, max), value);
	}

	/** Seconds into an on-demand stream. */
	position(field: string, seconds: number | undefined): void {
		this.check(field, fields.position, seconds);
	}

	oneOf(field: string, value: unknown, allowed: readonly unknown[]): void {
		if (value !== undefined && !allowed.includes(value)) {
			this.add(field, 'format', `must be one of ${allowed.join(', ')}`);
		}
	}

	region(field: string, value: string): void {
		this.check(field, fields.region, value);
	}

	ipv4(field: string, address: string | undefined): void {
		this.check(field, fields.ipv4, address);
	}

	/** A source: http, https or rtmp, at most 1,024 bytes (Create API, streamUrl). */
	streamUrl(field: string, text: string): void {
		this.check(field, fields.streamUrl, text);
	}

	audio(options: AudioOptions): void {
		this.check('audioOptions.profile', fields.audioProfile, options.profile);
		this.check('audioOptions.volume', fields.audioVolume, options.volume);
	}
}
