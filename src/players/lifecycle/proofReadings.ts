import type { Priority } from '../../agora/operations';
import type { Clock } from '../../common/clock';
import type { Disposable } from '../../common/disposable';
import type { PlayerReader } from '../polling/playerReader';
import { DELETE_LAG_MS, FAILOVER_MS } from '../store/playerConditions';
import type { PendingDeletion } from './pendingDeletion';

interface ProofReadingsDeps {
	/** The deletions that are not proven yet. */
	readonly pending: () => Iterable<PendingDeletion>;
	readonly reader: Pick<PlayerReader, 'readProject'>;
	readonly clock: Clock;
}

/** How long a reading counts as current while several players are deleted one after the other. */
const FRESH_MS = 20_000;

/** Milliseconds from an attempt to the readings after it; later readings follow every half minute. */
const READINGS_MS = [1000, 3000, 6000, DELETE_LAG_MS];
const LATER_READINGS_MS = 30_000;

/**
 * Reads the projects of pending deletions, because List may prove them: the poller reads nothing while the view is hidden or the window
 * has no focus. Times are those of the monotonic clock.
 */
export class ProofReadings implements Disposable {
	readonly #deps: ProofReadingsDeps;
	/** When the newest reading of each project began, also one that failed. */
	readonly #askedAt = new Map<string, number>();
	/** When the newest reading of each project that succeeded began. */
	readonly #readFrom = new Map<string, number>();
	#timer: Disposable | undefined;

	constructor(deps: ProofReadingsDeps) {
		this.#deps = deps;
	}

	/**
	 * Reads a project unless its last reading started after `asOf` and is still current.
	 *
	 * @returns whether the reading succeeded.
	 */
	async ensureRead(appId: string, asOf = this.#deps.clock.monotonic()): Promise<boolean> {
		const { reader, clock } = this.#deps;
		const from = this.#readFrom.get(appId);
		const isFresh = from !== undefined && from > asOf && from > clock.monotonic() - FRESH_MS;
		return isFresh || (await reader.readProject(appId)) === 'read';
	}

	/** Somebody read a project. */
	add(appId: string, startedAt: number): void {
		this.#askedAt.set(appId, startedAt);
		this.#readFrom.set(appId, startedAt);
	}

	/** Sets the timer for the next reading. Must be called after the pending deletions or the readings changed. */
	schedule(): void {
		const { pending, clock } = this.#deps;
		this.#timer?.dispose();
		this.#timer = undefined;
		const next = nextReading(pending(), this.#askedAt);
		if (next) {
			const wait = Math.max(0, next.at - clock.monotonic());
			this.#timer = clock.setTimeout(() => void this.#read(next), wait);
		}
	}

	/** Forgets all readings, those of another account. */
	clear(): void {
		this.#askedAt.clear();
		this.#readFrom.clear();
		this.dispose();
	}

	dispose(): void {
		this.#timer?.dispose();
		this.#timer = undefined;
	}

	async #read({ appId, priority }: ProofReading): Promise<void> {
		// Even if the reading fails, the next one is later.
		this.#askedAt.set(appId, this.#deps.clock.monotonic());
		await this.#deps.reader.readProject(appId, priority);
		this.schedule();
	}
}

/** A reading that may prove a deletion. */
interface ProofReading {
	readonly appId: string;
	readonly at: number;
	/** The readings just after an attempt are those of a user who waits: polling may have used up its share of List's limit. */
	readonly priority: Priority;
}

/** The project to read next. `lastAskedAt` is by App ID. */
function nextReading(
	deletions: Iterable<PendingDeletion>,
	lastAskedAt: ReadonlyMap<string, number>,
): ProofReading | undefined {
	let next: ProofReading | undefined;
	for (const deletion of deletions) {
		const { appId, attemptedAt } = deletion;
		const at = nextReadingOf(deletion, lastAskedAt.get(appId) ?? attemptedAt);
		if (!next || at < next.at) {
			next = { appId, at, priority: at <= attemptedAt + DELETE_LAG_MS ? 'interactive' : 'polling' };
		}
	}
	return next;
}

/** When to read the project of a deletion next, after it was read at `lastAskedAt`. */
function nextReadingOf({ attemptedAt, since }: PendingDeletion, lastAskedAt: number): number {
	const soon = READINGS_MS.map((ms) => attemptedAt + ms).find((at) => at > lastAskedAt);
	const later = Math.max(lastAskedAt, attemptedAt) + LATER_READINGS_MS;
	const end = since + FAILOVER_MS;
	return soon ?? (lastAskedAt < end ? Math.min(later, end) : later);
}
