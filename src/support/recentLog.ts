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
	readonly #projectName: (id: string) => string | undefined;
	#lines: LogLine[] = [];

	/**
	 * @param logsBodies called before every request, so that a changed setting takes effect at once
	 * @param projectName the name of a project by its App ID or project ID
	 */
	constructor(
		log: RequestLog,
		clock: Clock,
		logsBodies: () => boolean,
		projectName: (id: string) => string | undefined,
	) {
		this.#log = log;
		this.#clock = clock;
		this.#logsBodies = logsBodies;
		this.#projectName = projectName;
	}

	get bodies(): boolean {
		return this.#logsBodies();
	}

	projectName(id: string): string | undefined {
		return this.#projectName(id);
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
