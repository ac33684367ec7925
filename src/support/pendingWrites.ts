import { isAgoraError } from '../agora/errors';
import type { AgoraSession, SessionSource } from '../agora/session';
import type { AlarmClock } from '../common/clock';
import { type Disposable, DisposableStore } from '../common/disposable';
import type { History, HistoryEntry } from './history';
import type { FoundOutcome } from './lookUpWrite';

export interface FoundWrite {
	readonly entry: HistoryEntry;
	readonly outcome: FoundOutcome;
}

interface PendingWritesDeps {
	readonly history: Pick<History, 'pendingOf' | 'complete'>;
	readonly sessions: SessionSource;
	readonly clock: AlarmClock;
	/** Shows what was found, once for each write. */
	readonly tell: (found: readonly FoundWrite[]) => void;
}

/**
 * After its storing, a write is given this long: another window may still be making it, and List shows what became of a player only
 * after a while.
 */
const UNDER_WAY_MS = 60_000;

/**
 * Looks up, once an account is signed in, the writes of it that got no response before the editor was closed, and has what became
 * of each shown once.
 */
export class PendingWrites implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #deps: PendingWritesDeps;
	readonly #begun = new WeakSet<AgoraSession>();
	readonly #abort = new AbortController();

	constructor(deps: PendingWritesDeps) {
		this.#deps = deps;
		const { sessions } = deps;
		this.#subscriptions.add(sessions.onDidChange(() => this.#begin(sessions.current)));
		this.#begin(sessions.current);
	}

	dispose(): void {
		this.#abort.abort();
		this.#subscriptions.dispose();
	}

	#begin(session: AgoraSession | undefined): void {
		if (session && !this.#begun.has(session)) {
			this.#begun.add(session);
			void this.#look(session, false);
		}
	}

	/** The first look finds what was done; what is left gets a second one once nothing can be under way any more. */
	async #look(session: AgoraSession, isLast: boolean): Promise<void> {
		const { history, sessions, clock, tell } = this.#deps;
		const pending = history.pendingOf(session.accountId);
		if (pending.length === 0) {
			return;
		}
		const ageOf = ({ at }: HistoryEntry) => clock.now() - at;
		const found: FoundWrite[] = [];
		for (const entry of pending) {
			if (sessions.current !== session || this.#abort.signal.aborted) {
				break;
			}
			const isOver = isLast || ageOf(entry) >= UNDER_WAY_MS;
			// Only that a player or project was created is certain while the write may be under way.
			if (isOver || entry.operation === 'createPlayer' || entry.operation === 'createProject') {
				const outcome = await this.#lookUp(session, entry);
				if (outcome === 'done' || (isOver && outcome)) {
					await history.complete(entry.id ?? '', outcome);
					found.push({ entry, outcome });
				}
			}
		}
		if (found.length > 0) {
			tell(found);
		}
		const left = isLast ? [] : history.pendingOf(session.accountId).map(ageOf);
		if (left.length > 0 && sessions.current === session) {
			const wait = Math.min(Math.max(0, UNDER_WAY_MS - Math.min(...left)), UNDER_WAY_MS);
			this.#subscriptions.add(clock.after(wait, () => void this.#look(session, true)));
		}
	}

	/** Undefined where the server could not be asked: then it is tried again after the next sign-in. */
	async #lookUp({ client }: AgoraSession, entry: HistoryEntry): Promise<FoundOutcome | undefined> {
		const { lookUpWrite } = await import('./lookUpWrite');
		try {
			return await lookUpWrite(client, entry, this.#abort.signal);
		} catch (error) {
			return isAgoraError(error, 'forbidden', 'notFound', 'invalid') ? 'unknown' : undefined;
		}
	}
}
