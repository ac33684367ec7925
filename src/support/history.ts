import * as v from 'valibot';
import type { WriteReport, WriteStart } from '../agora/request';
import type { AgoraSession, SessionSource } from '../agora/session';
import type { Disposable } from '../common/disposable';
import { Emitter } from '../common/emitter';

const KEY = 'agora.history';
const KEPT_AT_MOST = 500;

const optionalText = v.optional(v.string());

const entrySchema = v.object({
	/** Unique; entries of earlier versions have none. */
	id: optionalText,
	/** Milliseconds since 1970: when it was sent, then when it was over. */
	at: v.number(),
	account: v.string(),
	accountId: optionalText,
	/** The project's name where it was known, else its App ID. */
	project: optionalText,
	appId: optionalText,
	/** The id of the project itself, of a write about one. */
	projectId: optionalText,
	operation: v.string(),
	/** Name or id of the player, or of the project itself. */
	subject: optionalText,
	change: optionalText,
	playerId: optionalText,
	/** What a player that was to be created can be found by. */
	player: v.optional(
		v.object({
			name: optionalText,
			channelName: v.string(),
			uid: v.optional(v.number()),
			account: optionalText,
		}),
	),
	/** `pending` until the response comes; for ever, if the editor was closed before. */
	outcome: v.picklist(['pending', 'done', 'notDone', 'unknown']),
	reason: optionalText,
	requestId: optionalText,
});

export type HistoryEntry = v.InferOutput<typeof entrySchema>;

/** The part of `vscode.Memento` that is needed here. */
interface Memory {
	get<T>(key: string): T | undefined;
	update(key: string, value: unknown): Thenable<void>;
}

/**
 * What was created, changed and destroyed from here, kept on this machine over reloads. Each write has its entry before it is
 * sent. Holds names and ids, never a secret. The newest 500 entries stay.
 */
export class History implements Disposable {
	readonly #changed = new Emitter<void>();
	readonly #memory: Memory;
	readonly #projectName: (appId: string) => string | undefined;
	readonly #subscription: Disposable;
	readonly #followed = new WeakSet<AgoraSession>();
	/** The writes of this window that are under way. */
	readonly #underWay = new Set<string>();

	readonly onDidChange = this.#changed.event;

	constructor(memory: Memory, sessions: SessionSource, projectName: (appId: string) => string | undefined) {
		this.#memory = memory;
		this.#projectName = projectName;
		this.#subscription = sessions.onDidChange(() => this.#follow(sessions.current));
		this.#follow(sessions.current);
	}

	/** The oldest first. Stored entries that make no sense are left out. */
	get entries(): readonly HistoryEntry[] {
		const stored = this.#memory.get<unknown>(KEY);
		return Array.isArray(stored) ? stored.filter((each) => v.is(entrySchema, each)) : [];
	}

	/** The writes of an account that got no response before their window was closed, or that another window is making. */
	pendingOf(accountId: string): readonly HistoryEntry[] {
		return this.entries.filter(
			({ id, outcome, accountId: owner }) =>
				outcome === 'pending' && owner === accountId && id !== undefined && !this.#underWay.has(id),
		);
	}

	/** Writes down what a look-up found out about a pending write. */
	async complete(id: string, outcome: 'done' | 'notDone' | 'unknown'): Promise<void> {
		await this.#replace(id, (entry) => ({ ...entry, outcome }));
	}

	async clear(): Promise<void> {
		await this.#memory.update(KEY, undefined);
		this.#changed.fire();
	}

	dispose(): void {
		this.#subscription.dispose();
		this.#changed.dispose();
	}

	/** For good: a write may end after its session, and counts all the same. */
	#follow(session: AgoraSession | undefined): void {
		if (session && !this.#followed.has(session)) {
			this.#followed.add(session);
			session.client.onWillWrite((write) => this.#begin(session, write));
			session.client.onDidWrite((report) => void this.#end(session, report));
		}
	}

	async #begin(session: AgoraSession, write: WriteStart): Promise<void> {
		this.#underWay.add(write.id);
		await this.#store([...this.entries, { ...this.#entryOf(session, write), outcome: 'pending' }]);
	}

	async #end(session: AgoraSession, report: WriteReport): Promise<void> {
		const { id, outcome, reason, requestId } = report;
		this.#underWay.delete(id);
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
		await this.#memory.update(KEY, entries.slice(-KEPT_AT_MOST));
		this.#changed.fire();
	}
}
