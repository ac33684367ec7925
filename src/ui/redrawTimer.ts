import type { Disposable } from '../platform/disposable';

/** Redraws from time to time while something on the screen tells its age. */
export class RedrawTimer implements Disposable {
	private readonly redraw: () => void;
	private readonly everyMs: number;
	private timer: NodeJS.Timeout | undefined;

	constructor(redraw: () => void, everyMs: number) {
		this.redraw = redraw;
		this.everyMs = everyMs;
	}

	/** Runs while `needed`; calling it again with the same value changes nothing. */
	keep(needed: boolean): void {
		if (needed) {
			this.timer ??= setInterval(this.redraw, this.everyMs);
		} else {
			clearInterval(this.timer);
			this.timer = undefined;
		}
	}

	dispose(): void {
		this.keep(false);
	}
}
