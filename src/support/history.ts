import * as v from 'valibot';
import type { Memento } from 'vscode';
import type { WriteReport, WriteStart } from '../agora/request';
import type { AgoraSession, SessionSource } from '../agora/session';
import type { Disposable } from '../common/disposable';
import { Emitter } from '../common/emitter';
import { BoundedMemento } from '../ui/boundedMemento';

const KEY = 'agora.history';
const MAX_ENTRIES = 500;
/** Characters of Agora's message that are stored. */
const MAX_MESSAGE_LENGTH = 300;

const optionalText = v.optional(v.string());

const entrySchema = v.object({
	/** Unique among all writes. */
	id: v.string(),
	/** The use of a command that sent the write; undefined where none did, such as after a reload. */
	action: v.optional(v.object({ id: v.string(), command: v.string() })),
	/** When the request was sent, in milliseconds since 1970. */
	at: v.number(),
	account: v.string(),
	accountId: v.string(),
	/** The project's name, or its App ID where the name was not loaded. */
	project: optionalText,
	appId: optionalText,
	projectId: optionalText,
	region: optionalText,
	operation: v.string(),
	/** Name or id of the player or project that was changed, or the target of a ban. */
	subject: optionalText,
	/** What was changed where the operation can do several things, such as `isPause true`. */
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
	/** The target of a ban that was created, changed or lifted. */
	ban: v.optional(
		v.object({
			id: v.optional(v.number()),
			uid: v.optional(v.number()),
			channelName: optionalText,
			ip: optionalText,
			privileges: v.optional(v.array(v.string())),
			/** 0 puts users offline once. */
			seconds: v.optional(v.number()),
		}),
	),
	/** `pending` until the response; it stays `pending` if the editor was closed before. */
	outcome: v.picklist(['pending', 'done', 'notDone', 'unknown']),
	error: v.optional(
		v.object({
			kind: v.string(),
			status: v.optional(v.number()),
			code: optionalText,
			agoraMessage: optionalText,
		}),
	),
	requestId: optionalText,
});

export type HistoryEntry = v.InferOutput<typeof entrySchema>;

/** Where names come from, and the command that is running. */
interface HistoryDeps {
	readonly sessions: SessionSource;
	/** The loaded project with this App ID. */
	readonly projectOf: (appId: string) => { readonly id: string; readonly name: string } | undefined;
	/** What a loaded player is called on the screen. */
	readonly playerName: (appId: string, playerId: string) => string | undefined;
	readonly currentAction: () => HistoryEntry['action'];
}

/**
 * The writes of this machine, stored across reloads: each gets its entry before it is sent. Contains names and ids, never a
 * secret. Keeps the newest 500 entries.
 */
export class History implements Disposable {
	readonly #changed = new Emitter<void>();
	readonly #stored: BoundedMemento<HistoryEntry>;
	readonly #deps: HistoryDeps;
	readonly #subscription: Disposable;
	readonly #observed = new WeakSet<AgoraSession>();
	/** The ids of this window's writes without a response yet. */
	readonly #inFlight = new Set<string>();

	readonly onDidChange = this.#changed.event;

	constructor(memento: Pick<Memento, 'get' | 'update'>, deps: HistoryDeps) {
		this.#stored = new BoundedMemento(memento, KEY, MAX_ENTRIES, (stored) =>
			v.is(entrySchema, stored) ? stored : undefined,
		);
		this.#deps = deps;
		const { sessions } = deps;
		this.#subscription = sessions.onDidChange(() => this.#observe(sessions.current));
		this.#observe(sessions.current);
	}

	/** In the order in which they were sent. */
	get entries(): readonly HistoryEntry[] {
		return [...this.#stored.entries.values()].sort((a, b) => a.at - b.at);
	}

	/** The account's writes without a response that this window did not send: their window was closed, or is still waiting. */
	pendingOf(accountId: string): readonly HistoryEntry[] {
		return this.entries.filter(
			({ id, outcome, accountId: owner }) =>
				outcome === 'pending' && owner === accountId && !this.#inFlight.has(id),
		);
	}

	/** Stores the outcome that a look-up found for a pending write. */
	async complete(id: string, outcome: 'done' | 'notDone' | 'unknown'): Promise<void> {
		await this.#update(id, (entry) => entry && { ...entry, outcome });
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
		const entry = this.#entryOf(session, write);
		await this.#update(write.id, () => ({ ...entry, outcome: 'pending' }));
	}

	async #end(session: AgoraSession, report: WriteReport): Promise<void> {
		const { id, outcome, error, requestId, playerId } = report;
		this.#inFlight.delete(id);
		if (outcome === 'notSent') {
			await this.#update(id, () => undefined);
			return;
		}
		const agoraMessage = error?.agoraMessage?.slice(0, MAX_MESSAGE_LENGTH);
		await this.#update(id, (begun) => ({
			...(begun ?? this.#entryOf(session, report)),
			...{ outcome, requestId, playerId, error: error && { ...error, agoraMessage } },
		}));
	}

	#entryOf({ accountId, accountLabel }: AgoraSession, write: WriteStart): Omit<HistoryEntry, 'outcome'> {
		const { id, at, operation, subject, appId, playerId, region } = write;
		const { name, change, player } = subject;
		const ban = subject.ban && {
			...subject.ban,
			privileges: subject.ban.privileges && [...subject.ban.privileges],
		};
		const project = appId === undefined ? undefined : this.#deps.projectOf(appId);
		return {
			...{ id, at, operation, appId, region, change, playerId, player, ban, accountId },
			account: accountLabel,
			action: this.#deps.currentAction(),
			project: project?.name ?? appId ?? name,
			projectId: subject.projectId ?? project?.id,
			subject: appId === undefined ? (name ?? subject.projectId) : this.#playerName(appId, write),
		};
	}

	#playerName(appId: string, { playerId, subject: { name, player } }: WriteStart): string | undefined {
		if (player) {
			const { name: given, channelName, account, uid } = player;
			// uid 0 asks Agora to choose.
			return (
				given || [channelName, account ?? (uid || undefined)].filter((part) => part !== undefined).join(' · ')
			);
		}
		const loaded = playerId === undefined ? undefined : this.#deps.playerName(appId, playerId);
		return (
			name ?? loaded ?? this.entries.findLast((entry) => entry.playerId === playerId)?.subject ?? playerId
		);
	}

	async #update(
		id: string,
		change: (entry: HistoryEntry | undefined) => HistoryEntry | undefined,
	): Promise<void> {
		await this.#stored.update(id, change);
		this.#changed.fire();
	}
}

const RESTART = 'agora.player.restart';
/** Work in the background belongs to the action that started it. After such a pause it counts as an action of its own. */
const MAX_PAUSE_MS = 10 * 60_000;

/** What one use of a command changed, with all its writes. */
export interface HistoryAction {
	/** When the first request was sent. */
	readonly at: number;
	/** In the order in which they were sent. */
	readonly writes: readonly HistoryEntry[];
	/** In the order in which they were begun. */
	readonly steps: readonly HistoryStep[];
}

/** One kind of change of one or more objects. */
export interface HistoryStep {
	/** A restart deletes and creates each player. */
	readonly isRestart: boolean;
	/** The write that decides the outcome, for each object: the last one, or the one that a restart failed at. */
	readonly targets: readonly HistoryEntry[];
}

/** The writes as actions of the user, newest first. A write that no command sent is an action of its own. */
export function actionsOf(entries: readonly HistoryEntry[]): HistoryAction[] {
	const groups = grouped(entries, ({ id, action }) => action?.id ?? id).flatMap(splitAtPauses);
	const actions = groups.map((writes) => ({
		at: Math.min(...writes.map(({ at }) => at)),
		writes,
		steps: stepsOf(writes),
	}));
	return actions.sort((a, b) => b.at - a.at);
}

function splitAtPauses(writes: readonly HistoryEntry[]): HistoryEntry[][] {
	const parts: HistoryEntry[][] = [];
	for (const write of writes) {
		const part = parts.at(-1);
		const last = part?.at(-1);
		if (part && last && write.at - last.at <= MAX_PAUSE_MS) {
			part.push(write);
		} else {
			parts.push([write]);
		}
	}
	return parts;
}

function stepsOf(writes: readonly HistoryEntry[]): HistoryStep[] {
	const isRestart = writes.some(({ action }) => action?.command === RESTART);
	const kinds = grouped(writes, ({ operation, change }) => (isRestart ? '' : `${operation} ${change}`));
	return kinds.map((kind) => ({
		isRestart,
		targets: grouped(kind, objectKey).flatMap(decidingWrite),
	}));
}

/** A player that is created again has the same name but another id. Several rules may have the same target. */
function objectKey({ appId, subject, playerId, projectId, ban }: HistoryEntry): string {
	return `${appId ?? projectId} ${subject ?? playerId} ${ban?.id ?? ''}`;
}

/** The last attempts of each operation decide: the one that was not done, if there is one. */
function decidingWrite(writes: readonly HistoryEntry[]): HistoryEntry[] {
	const last = grouped(writes, ({ operation }) => operation).flatMap((attempts) => {
		const found = attempts.filter((entry) => !isInOtherRegion(entry));
		return (found.length > 0 ? found : attempts).slice(-1);
	});
	return [...last.filter(({ outcome }) => outcome !== 'done'), ...last.slice(-1)].slice(0, 1);
}

/** A player whose region is not known is deleted or changed in several regions, of which all others do not know it. */
function isInOtherRegion({ playerId, error }: HistoryEntry): boolean {
	return playerId !== undefined && error?.kind === 'notFound';
}

/** The values with the same key, in the order of their first values. */
function grouped<T>(values: readonly T[], keyOf: (value: T) => string): T[][] {
	const groups = new Map<string, T[]>();
	for (const value of values) {
		const key = keyOf(value);
		groups.set(key, [...(groups.get(key) ?? []), value]);
	}
	return [...groups.values()];
}

/** A project, or a player of a project, by the names that the history has for them. */
export interface HistoryObject {
	readonly accountId: string;
	readonly project: string;
	readonly player?: string | undefined;
}

/** The projects and players of the history, the last changed first, with how many actions changed them. */
export function objectsOf(
	entries: readonly HistoryEntry[],
): { object: HistoryObject; count: number; at: number }[] {
	const found = new Map<string, HistoryObject>();
	for (const entry of entries.toReversed()) {
		const { accountId, project, subject } = entry;
		if (project !== undefined) {
			for (const player of concernsPlayer(entry) ? [undefined, subject] : [undefined]) {
				const key = JSON.stringify([accountId, project, player]);
				found.set(key, found.get(key) ?? { accountId, project, player });
			}
		}
	}
	return [...found.values()].map((object) => {
		const actions = actionsOf(entriesAbout(entries, object));
		return { object, count: actions.length, at: actions[0]?.at ?? 0 };
	});
}

/** The writes that changed a project or its players, or one player. */
export function entriesAbout(
	entries: readonly HistoryEntry[],
	{ accountId, project, player }: HistoryObject,
): HistoryEntry[] {
	return entries.filter(
		(entry) =>
			entry.accountId === accountId &&
			entry.project === project &&
			(player === undefined || (concernsPlayer(entry) && entry.subject === player)),
	);
}

function concernsPlayer({ appId, ban }: HistoryEntry): boolean {
	return appId !== undefined && ban === undefined;
}
