import type { RequestLog } from '../agora/requestLog';
import type { Clock } from '../common/clock';

const MAX_LINES = 500;

export interface LogLine {
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly level: 'debug' | 'info' | 'warn';
	readonly line: string;
}

/**
 * Forwards every line to the log, and keeps the newest 500 of all levels in memory: a support bundle then shows what led to a
 * problem even if the log's level hides it.
 */
export class RecentLog implements RequestLog {
	readonly #log: RequestLog;
	readonly #clock: Clock;
	readonly #logsBodies: () => boolean;
	#lines: LogLine[] = [];

	/** @param logsBodies called before every request, so that a changed setting takes effect at once */
	constructor(log: RequestLog, clock: Clock, logsBodies: () => boolean) {
		this.#log = log;
		this.#clock = clock;
		this.#logsBodies = logsBodies;
	}

	get bodies(): boolean {
		return this.#logsBodies();
	}

	/** Oldest first. */
	get lines(): readonly LogLine[] {
		return this.#lines.slice(-MAX_LINES);
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
		this.#lines.push({ at: this.#clock.now(), level, line });
		// Not for every line, because each cut copies the others.
		if (this.#lines.length >= 2 * MAX_LINES) {
			this.#lines = this.#lines.slice(-MAX_LINES);
		}
	}
}
