import * as v from 'valibot';
import type { WriteReport } from '../agora/http/writeReport';
import type { AgoraSession, SessionSource } from '../agora/session';
import type { Disposable } from '../platform/disposable';
import { Emitter } from '../platform/emitter';

const KEY = 'agora.history';
const KEPT_AT_MOST = 500;

const entrySchema = v.object({
	/** Milliseconds since 1970. */
	at: v.number(),
	account: v.string(),
	/** The project's name where it was known, else its App ID. */
	project: v.optional(v.string()),
	operation: v.string(),
	/** Name or id of the player, or of the project itself. */
	subject: v.optional(v.string()),
	change: v.optional(v.string()),
	playerId: v.optional(v.string()),
	outcome: v.picklist(['done', 'notDone', 'unknown']),
	reason: v.optional(v.string()),
	requestId: v.optional(v.string()),
});

export type HistoryEntry = v.InferOutput<typeof entrySchema>;

/** The part of `vscode.Memento` that is needed here. */
interface Memory {
	get<T>(key: string): T | undefined;
	update(key: string, value: unknown): Thenable<void>;
}

/**
 * What was created, changed and destroyed from here, kept on this machine over reloads. Holds names and ids, never a
 * secret. The newest 500 entries stay.
 */
export class History implements Disposable {
	private readonly changed = new Emitter<void>();
	private readonly memory: Memory;
	private readonly projectName: (appId: string) => string | undefined;
	private readonly subscription: Disposable;
	private readonly followed = new WeakSet<AgoraSession>();

	readonly onDidChange = this.changed.event;

	constructor(memory: Memory, sessions: SessionSource, projectName: (appId: string) => string | undefined) {
		this.memory = memory;
		this.projectName = projectName;
		this.subscription = sessions.onDidChange(() => this.follow(sessions.current));
		this.follow(sessions.current);
	}

	/** The oldest first. Stored entries that make no sense are left out. */
	get entries(): readonly HistoryEntry[] {
		const stored = this.memory.get<unknown>(KEY);
		return Array.isArray(stored) ? stored.filter((each) => v.is(entrySchema, each)) : [];
	}

	async clear(): Promise<void> {
		await this.memory.update(KEY, undefined);
		this.changed.fire();
	}

	dispose(): void {
		this.subscription.dispose();
		this.changed.dispose();
	}

	/** For good: a write may end after its session, and counts all the same. */
	private follow(session: AgoraSession | undefined): void {
		if (session && !this.followed.has(session)) {
			this.followed.add(session);
			session.client.onDidWrite((report) => void this.add(session.accountLabel, report));
		}
	}

	private async add(account: string, report: WriteReport): Promise<void> {
		const { at, operation, subject, appId, playerId, outcome, reason, requestId } = report;
		const project = appId === undefined ? undefined : (this.projectName(appId) ?? appId);
		const entry = {
			...{ at, account, project, operation, subject: subject.name ?? playerId ?? subject.projectId },
			...{ change: subject.change, playerId, outcome, reason, requestId },
		};
		await this.memory.update(KEY, [...this.entries, entry].slice(-KEPT_AT_MOST));
		this.changed.fire();
	}
}
