import { isAgoraError } from '../agora/errors';
import type { AgoraSession, SessionSource } from '../agora/session';
import type { Clock } from '../common/clock';
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
	readonly clock: Clock;
	/** Called once with each write whose outcome was found. */
	readonly notify: (found: readonly FoundWrite[]) => void;
}

/**
 * How long a write counts as in flight after its entry was stored: another window may still be waiting for the response, and
 * List shows changes of players only after a delay.
 */
const IN_FLIGHT_MS = 60_000;

const CREATIONS: readonly string[] = ['createPlayer', 'createProject', 'createBan'];

/** After each sign-in, looks up the account's writes that got no response before the editor was closed, and reports each once. */
export class PendingWrites implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #deps: PendingWritesDeps;
	readonly #started = new WeakSet<AgoraSession>();
	readonly #abort = new AbortController();

	constructor(deps: PendingWritesDeps) {
		this.#deps = deps;
		const { sessions } = deps;
		this.#subscriptions.add(sessions.onDidChange(() => this.#start(sessions.current)));
		this.#start(sessions.current);
	}

	dispose(): void {
		this.#abort.abort();
		this.#subscriptions.dispose();
	}

	#start(session: AgoraSession | undefined): void {
		if (session && !this.#started.has(session)) {
			this.#started.add(session);
			void this.#lookUpPending(session, false);
		}
	}

	/** The first pass finds what was done; a second one handles the rest when nothing can be in flight any more. */
	async #lookUpPending(session: AgoraSession, isLast: boolean): Promise<void> {
		const { history, sessions, clock, notify } = this.#deps;
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
			const isOver = isLast || ageOf(entry) >= IN_FLIGHT_MS;
			// While a write may be in flight, only the existence of what it creates is certain.
			if (isOver || CREATIONS.includes(entry.operation)) {
				const outcome = await this.#lookUp(session, entry);
				if (outcome === 'done' || (isOver && outcome)) {
					await history.complete(entry.id, outcome);
					found.push({ entry, outcome });
				}
			}
		}
		if (found.length > 0) {
			notify(found);
		}
		const left = isLast ? [] : history.pendingOf(session.accountId).map(ageOf);
		if (left.length > 0 && sessions.current === session) {
			const wait = Math.min(Math.max(0, IN_FLIGHT_MS - Math.min(...left)), IN_FLIGHT_MS);
			this.#subscriptions.add(clock.setTimeout(() => void this.#lookUpPending(session, true), wait));
		}
	}

	/** Undefined where the request fails; the next sign-in tries again. */
	async #lookUp({ client }: AgoraSession, entry: HistoryEntry): Promise<FoundOutcome | undefined> {
		const { lookUpWrite } = await import('./lookUpWrite');
		try {
			return await lookUpWrite(client, entry, this.#abort.signal);
		} catch (error) {
			return isAgoraError(error, 'forbidden', 'notFound', 'invalid') ? 'unknown' : undefined;
		}
	}
}
