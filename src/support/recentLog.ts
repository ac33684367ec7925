import type { RequestLog } from '../agora/requestLog';
import type { Clock } from '../common/clock';

const KEPT_AT_MOST = 500;

export interface LogLine {
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly level: 'debug' | 'info' | 'warn';
	readonly line: string;
}

/**
 * Passes every line on to the log, which drops those below its level, and keeps the newest 500 of all levels in memory: what
 * led to a problem is then known without asking anybody to raise the level and to wait for it again.
 */
export class RecentLog implements RequestLog {
	readonly #log: RequestLog;
	readonly #clock: Clock;
	readonly #wantsBodies: () => boolean;
	#kept: LogLine[] = [];

	/** @param wantsBodies asked before every request, so that a changed setting counts at once. */
	constructor(log: RequestLog, clock: Clock, wantsBodies: () => boolean) {
		this.#log = log;
		this.#clock = clock;
		this.#wantsBodies = wantsBodies;
	}

	get bodies(): boolean {
		return this.#wantsBodies();
	}

	/** The oldest first. */
	get lines(): readonly LogLine[] {
		return this.#kept.slice(-KEPT_AT_MOST);
	}

	debug(line: string): void {
		this.#write('debug', line);
	}

	info(line: string): void {
		this.#write('info', line);
	}

	warn(line: string): void {
		this.#write('warn', line);
	}

	#write(level: LogLine['level'], line: string): void {
		this.#log[level](line);
		this.#kept.push({ at: this.#clock.now(), level, line });
		// Not with every line, since each time all others are copied.
		if (this.#kept.length >= 2 * KEPT_AT_MOST) {
			this.#kept = this.#kept.slice(-KEPT_AT_MOST);
		}
	}
}
