import * as v from 'valibot';
import type { Memento } from 'vscode';
import type { WriteReport, WriteStart } from '../agora/request';
import type { AgoraSession, SessionSource } from '../agora/session';
import type { Disposable } from '../common/disposable';
import { Emitter } from '../common/emitter';

const KEY = 'agora.history';
const MAX_ENTRIES = 500;

const optionalText = v.optional(v.string());

const entrySchema = v.object({
	/** Unique; missing in entries of earlier versions. */
	id: optionalText,
	/** Milliseconds since 1970: when the request was sent; after the response, when it ended. */
	at: v.number(),
	account: v.string(),
	accountId: optionalText,
	/** The project's name, or its App ID where the name was not loaded. */
	project: optionalText,
	appId: optionalText,
	/** The project's id, in changes of a project. */
	projectId: optionalText,
	operation: v.string(),
	/** Name or id of the player or project that was changed. */
	subject: optionalText,
	change: optionalText,
	playerId: optionalText,
	/** What identifies a player that was created. */
	player: v.optional(
		v.object({
			name: optionalText,
			channelName: v.string(),
			uid: v.optional(v.number()),
			account: optionalText,
		}),
	),
	/** `pending` until the response; it stays `pending` if the editor was closed before. */
	outcome: v.picklist(['pending', 'done', 'notDone', 'unknown']),
	reason: optionalText,
	requestId: optionalText,
});

export type HistoryEntry = v.InferOutput<typeof entrySchema>;

/**
 * The writes of this machine, stored across reloads: each gets its entry before it is sent. Contains names and ids, never a
 * secret. Keeps the newest 500 entries.
 */
export class History implements Disposable {
	readonly #changed = new Emitter<void>();
	readonly #memento: Pick<Memento, 'get' | 'update'>;
	readonly #projectName: (appId: string) => string | undefined;
	readonly #subscription: Disposable;
	readonly #observed = new WeakSet<AgoraSession>();
	/** The ids of this window's writes without a response yet. */
	readonly #inFlight = new Set<string>();

	readonly onDidChange = this.#changed.event;

	constructor(
		memento: Pick<Memento, 'get' | 'update'>,
		sessions: SessionSource,
		projectName: (appId: string) => string | undefined,
	) {
		this.#memento = memento;
		this.#projectName = projectName;
		this.#subscription = sessions.onDidChange(() => this.#observe(sessions.current));
		this.#observe(sessions.current);
	}

	/** Oldest first. Ignores invalid stored entries. */
	get entries(): readonly HistoryEntry[] {
		const stored = this.#memento.get<unknown>(KEY);
		return Array.isArray(stored) ? stored.filter((each) => v.is(entrySchema, each)) : [];
	}

	/** The account's writes without a response that this window did not send: their window was closed, or is still waiting. */
	pendingOf(accountId: string): readonly HistoryEntry[] {
		return this.entries.filter(
			({ id, outcome, accountId: owner }) =>
				outcome === 'pending' && owner === accountId && id !== undefined && !this.#inFlight.has(id),
		);
	}

	/** Stores the outcome that a look-up found for a pending write. */
	async complete(id: string, outcome: 'done' | 'notDone' | 'unknown'): Promise<void> {
		await this.#replace(id, (entry) => ({ ...entry, outcome }));
	}

	dispose(): void {
		this.#subscription.dispose();
		this.#changed.dispose();
	}

	/** Never unsubscribes: a write may end after its session. */
	#observe(session: AgoraSession | undefined): void {
		if (session && !this.#observed.has(session)) {
			this.#observed.add(session);
			session.client.onWillWrite((write) => this.#begin(session, write));
			session.client.onDidWrite((report) => void this.#end(session, report));
		}
	}

	async #begin(session: AgoraSession, write: WriteStart): Promise<void> {
		this.#inFlight.add(write.id);
		await this.#store([...this.entries, { ...this.#entryOf(session, write), outcome: 'pending' }]);
	}

	async #end(session: AgoraSession, report: WriteReport): Promise<void> {
		const { id, outcome, reason, requestId } = report;
		this.#inFlight.delete(id);
		if (outcome === 'notSent') {
			await this.#replace(id, () => undefined);
			return;
		}
		const entry = { ...this.#entryOf(session, report), outcome, reason, requestId };
		if (this.entries.some((each) => each.id === id)) {
			await this.#replace(id, () => entry);
		} else {
			await this.#store([...this.entries, entry]);
		}
	}

	#entryOf({ accountId, accountLabel }: AgoraSession, write: WriteStart) {
		const { id, at, operation, subject, appId, playerId } = write;
		const { name, projectId, change, player } = subject;
		const project = appId === undefined ? undefined : (this.#projectName(appId) ?? appId);
		return {
			...{ id, at, account: accountLabel, accountId, project, appId, projectId, operation },
			...{ subject: name ?? playerId ?? projectId, change, playerId, player },
		};
	}

	async #replace(id: string, change: (entry: HistoryEntry) => HistoryEntry | undefined): Promise<void> {
		await this.#store(this.entries.flatMap((entry) => (entry.id === id ? (change(entry) ?? []) : entry)));
	}

	async #store(entries: readonly HistoryEntry[]): Promise<void> {
		await this.#memento.update(KEY, entries.slice(-MAX_ENTRIES));
		this.#changed.fire();
	}
}
