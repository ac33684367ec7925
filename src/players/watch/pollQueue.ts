import { DueQueue } from '../../platform/dueQueue';
import type { WatchedProject } from './watchedProject';

/** How often the projects of a queue are read, in milliseconds. */
export interface PollRate {
	/** Undefined: not at all. */
	readonly periodMs: number | undefined;
	/** Between two calls for any of them. */
	readonly gapMs: number;
	/** The same while they are late: while the next one was not read for two periods, or is urgent. */
	readonly lateGapMs: number;
}

export interface NextPage {
	readonly queue: PollQueue;
	readonly project: WatchedProject;
	/** Milliseconds by the monotonic clock. */
	readonly at: number;
}

/** Projects by when they are due, and when the last call for one of them was made. */
export class PollQueue {
	readonly due = new DueQueue<WatchedProject>();
	lastCallAt = Number.NEGATIVE_INFINITY;

	/** @param readAtOf when a project was last read, here or elsewhere. */
	next(
		{ periodMs, gapMs, lateGapMs }: PollRate,
		now: number,
		readAtOf: (appId: string) => number | undefined,
	): NextPage | undefined {
		const { first } = this.due;
		if (!first) {
			return undefined;
		}
		const { item: project, due } = first;
		const last = project.lastAt(readAtOf(project.appId)) ?? Number.NEGATIVE_INFINITY;
		const isLate = project.isUrgent || periodMs === undefined || last + 2 * periodMs < now;
		return { queue: this, project, at: Math.max(due, this.lastCallAt + (isLate ? lateGapMs : gapMs)) };
	}
}
