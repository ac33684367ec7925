import type { RequestLog } from './http/log';

/** What a list lost on its way. */
export interface Losses {
	/** Items that made no sense and were left out. */
	readonly rejected: number;
	/** Items kept without the fields that made no sense. */
	readonly partial: number;
}

/** Tells the log of what a list lost, by numbers alone. `what` names list and items: `listPlayers: cloud players …`. */
export function logLosses(log: RequestLog, what: [list: string, items: string], losses: Losses): void {
	const [list, items] = what;
	if (losses.rejected > 0) {
		log.warn(`${list}: ${items} that could not be read and were left out: ${losses.rejected}`);
	}
	if (losses.partial > 0) {
		log.warn(`${list}: ${items} kept without fields that could not be read: ${losses.partial}`);
	}
}
