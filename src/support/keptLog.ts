import type { RequestLog } from '../agora/http/log';
import type { Clock } from '../platform/clock';

const KEPT_AT_MOST = 500;

export interface KeptLine {
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly level: 'debug' | 'info' | 'warn';
	readonly line: string;
}

/**
 * Passes every line on to the log, which drops those below its level, and keeps the newest 500 of all levels in memory: what
 * led to a problem is then known without asking anybody to raise the level and to wait for it again.
 */
export class KeptLog implements RequestLog {
	private readonly log: RequestLog;
	private readonly clock: Clock;
	private readonly wantsBodies: () => boolean;
	private kept: KeptLine[] = [];

	/** @param wantsBodies asked before every request, so that a changed setting counts at once. */
	constructor(log: RequestLog, clock: Clock, wantsBodies: () => boolean) {
		this.log = log;
		this.clock = clock;
		this.wantsBodies = wantsBodies;
	}

	get bodies(): boolean {
		return this.wantsBodies();
	}

	/** The oldest first. */
	get lines(): readonly KeptLine[] {
		return this.kept.slice(-KEPT_AT_MOST);
	}

	debug(line: string): void {
		this.write('debug', line);
	}

	info(line: string): void {
		this.write('info', line);
	}

	warn(line: string): void {
		this.write('warn', line);
	}

	private write(level: KeptLine['level'], line: string): void {
		this.log[level](line);
		this.kept.push({ at: this.clock.now(), level, line });
		// Not with every line, since each time all others are copied.
		if (this.kept.length >= 2 * KEPT_AT_MOST) {
			this.kept = this.kept.slice(-KEPT_AT_MOST);
		}
	}
}
