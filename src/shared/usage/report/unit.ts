import type { TimeUnit } from '../words';

const secondsIn: Readonly<Record<TimeUnit, number>> = { second: 1, minute: 60, hour: 3600 };

/** A unit as this code reckons: durations in seconds, anything else as Agora names and sends it. */
export interface KnownUnit {
	/** `time` for a duration; else the unit as sent, which may be empty. */
	readonly name: string;
	/** What to multiply a figure by; 1 unless it is a duration sent in minutes or hours. */
	readonly factor: number;
}

/** Makes sense of the unit that `meta` names. */
export function readUnit(sent: string): KnownUnit {
	switch (sent.trim().toLowerCase()) {
		case 'second':
		case 'seconds':
			return { name: 'time', factor: secondsIn.second };
		case 'minute':
		case 'minutes':
			return { name: 'time', factor: secondsIn.minute };
		case 'hour':
		case 'hours':
			return { name: 'time', factor: secondsIn.hour };
		default:
			return { name: sent, factor: 1 };
	}
}

/** A duration in seconds as a number of `unit`s, unrounded. */
export function inUnit(seconds: number, unit: TimeUnit): number {
	return seconds / secondsIn[unit];
}
