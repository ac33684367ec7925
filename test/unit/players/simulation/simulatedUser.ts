import { isAgoraError } from '../../../../src/agora/errors';
import type { PlayerRequest } from '../../../../src/agora/mediaPull/playerRequest';
import type { PlayerChanges } from '../../../../src/agora/mediaPull/updatePlayer';
import type { AgoraSession } from '../../../../src/agora/session';
import { pausePlayer } from '../../../../src/players/control/changePlayer';
import {
	restartSeveral,
	runRestarts,
	type SeveralDeps,
	type SeveralRestarts,
} from '../../../../src/players/lifecycle/restartSeveral';
import { watchedProjects } from '../../../../src/players/projectSource';
import type { ShownPlayer } from '../../../../src/players/store/playerConditions';
import { listedProjects } from '../../../../src/players/tree/grouping';
import { runForEach } from '../../../../src/ui/runForEach';
import type { NewPlayerAction } from './actions';
import { changeAndRemember, createPlayer, interruptedPlan, type NewPlayer, restartPlan } from './commands';
import type { EditorWindow } from './editorWindow';
import type { Simulation } from './simulation';

/** A row that is or was on the screen. */
export interface Row {
	readonly account: string;
	readonly appId: string;
	readonly shown: ShownPlayer;
}

/** Runs the commands of a user, and records what their messages state about the players. */
export class SimulatedUser {
	private readonly simulation: Simulation;
	private readonly kept: Row[] = [];
	private created = 0;
	private sight: { readonly session: AgoraSession | undefined; readonly ids: Set<string> } = {
		session: undefined,
		ids: new Set(),
	};
	/** Players that were paused or resumed with a command, by their ids. */
	readonly pausedHere = new Set<string>();
	/** Players that another client paused or resumed. No operation returns that. */
	readonly pausedElsewhere = new Set<string>();

	constructor(simulation: Simulation) {
		this.simulation = simulation;
	}

	get rows(): readonly Row[] {
		const { window } = this.simulation;
		const account = window.sessions.current?.accountId;
		return account === undefined
			? []
			: listedProjects(window.projects, window.store).flatMap(({ project: { appId }, players }) =>
					players.map((shown) => ({ account, appId, shown })),
				);
	}

	/** Players that this window has shown since the last sign-in. */
	get seen(): ReadonlySet<string> {
		return this.sight.ids;
	}

	see(rows: readonly Row[]): void {
		const session = this.simulation.window.sessions.current;
		if (this.sight.session !== session) {
			this.sight = { session, ids: new Set() };
		}
		for (const { shown } of rows) {
			this.sight.ids.add(shown.player.id);
		}
	}

	keep(player: number): void {
		const row = pick(this.rows, player);
		if (row) {
			this.kept.push(row);
			this.simulation.note(`keep ${labelOf(row)} open`);
		}
	}

	find(player: number, kept: boolean, count = 1): readonly Row[] {
		const rows = kept ? this.kept : this.rows;
		const found = Array.from({ length: Math.min(count, rows.length) }, (_, at) => pick(rows, player + at));
		return [...new Set(found)].filter((row) => row !== undefined);
	}

	create(action: NewPlayerAction): void {
		const { window } = this.simulation;
		const session = window.sessions.current;
		const project = pick(watchedProjects(window.projects), action.project);
		if (session && project) {
			const player = this.want(session.accountId, project.appId, action);
			this.send(session, { project, region: action.region, player });
		}
	}

	createElsewhere(account: string, action: NewPlayerAction): void {
		const { state } = this.simulation.server(account);
		const project = pick(state.projects, action.project);
		if (project && !state.players.some(({ name }) => name !== undefined && name === action.name)) {
			const { region, idleTimeout } = action;
			const request = this.want(account, project.appId, action);
			state.addPlayer({ ...request, appId: project.appId, region, idleTimeout });
			this.simulation.note(`${request.channelName} is created elsewhere`);
		}
	}

	delete(rows: readonly Row[]): void {
		for (const row of rows) {
			const { appId, shown } = row;
			this.onSession(row, `delete ${labelOf(row)}`, async (session, window) => {
				this.simulation.deletionAsked(shown.player.id);
				return await window.lifecycle.deletions.delete(session, { appId, player: shown.player });
			});
		}
	}

	restart(rows: readonly Row[]): void {
		const [first] = rows;
		if (first) {
			this.onSession(first, `restart ${rows.map(labelOf).join(', ')}`, async (session, window) => {
				await this.restartAll(session, window, rows);
				return 'done';
			});
		}
	}

	/** Accepts the offers to continue interrupted restarts after a reload. */
	finishRestarts(): void {
		const { simulation } = this;
		const { window } = simulation;
		const session = window.sessions.current;
		if (!session) {
			return;
		}
		for (const note of window.lifecycle.restarts.leases.interrupted(session.accountId)) {
			simulation.run(`finish the restart of ${note.label} ${note.playerId.slice(0, 4)}`, async () => {
				const { accountId: account, appId, playerId } = note;
				const plan = await interruptedPlan(window, session, note);
				if (!plan) {
					return 'not enough is known';
				}
				const { player } = plan;
				const row: Row = {
					...{ account, appId },
					shown: { player, condition: 'gone', since: 0, past: [], lastListedAt: undefined },
				};
				simulation.restartAsked(playerId);
				const run = () => window.lifecycle.restarts.resume(session, note, plan);
				await runRestarts(this.runDeps(session, window), [{ target: row, plan, run }]);
				return 'done';
			});
		}
	}

	refresh(): void {
		const { window } = this.simulation;
		this.simulation.run('refresh', async () => {
			await window.refresh();
			return 'read';
		});
	}

	setPaused(rows: readonly Row[], paused: boolean): void {
		for (const row of rows) {
			const { appId, shown } = row;
			const { id, name = '' } = shown.player;
			this.onSession(row, `${paused ? 'pause' : 'resume'} ${labelOf(row)}`, async (session, window) => {
				this.pausedHere.add(id);
				await pausePlayer(window, session, { appId, id, name }, paused);
				return 'done';
			});
		}
	}

	switchSource(rows: readonly Row[], streamUrl: string): void {
		for (const row of rows) {
			const wanted = this.simulation.wantedPlayer(row.account, row.shown.player);
			const isRestarting = () => this.simulation.wasRestartedLately(row.shown.player.id);
			this.change(row, `switch to ${streamUrl}`, { streamUrl }, async (_window, isDone) => {
				if (wanted) {
					wanted.sources = isDone && !isRestarting() ? [streamUrl] : [...wanted.sources, streamUrl];
				}
			});
		}
	}

	setVolume(rows: readonly Row[], volume: number): void {
		for (const row of rows) {
			const wanted = this.simulation.wantedPlayer(row.account, row.shown.player);
			const changes = { audioOptions: { volume } };
			const isRestarting = () => this.simulation.wasRestartedLately(row.shown.player.id);
			this.change(row, `set volume ${volume}`, changes, async (_window, isDone) => {
				if (wanted) {
					wanted.volumes = isDone && !isRestarting() ? [volume] : [...wanted.volumes, volume];
				}
			});
		}
	}

	/** @param known records what is known about the change: nothing certain before it is done. */
	private change(
		row: Row,
		what: string,
		changes: PlayerChanges,
		known: (window: EditorWindow, isDone: boolean) => Promise<void>,
	): void {
		const { appId, shown } = row;
		this.onSession(row, `${what} ${labelOf(row)}`, async (session, window) => {
			await known(window, false);
			await changeAndRemember(window, session, appId, shown.player, changes);
			await known(window, true);
			return 'done';
		});
	}

	/** After a message that nothing was done, the user tries again, now or later. */
	private send(session: AgoraSession, creation: NewPlayer): void {
		const { simulation } = this;
		const { window } = simulation;
		const { channelName, name = 'unnamed' } = creation.player;
		const what = `create ${channelName} as ${name}`;
		simulation.run(what, async () => {
			let isRemembered: boolean;
			try {
				isRemembered = await createPlayer(window, session, creation);
			} catch (error) {
				if (mayRetry(error)) {
					simulation.offer(what, { Retry: () => this.send(session, creation) });
				}
				throw error;
			}
			if (!isRemembered) {
				return 'created, and not remembered';
			}
			simulation.definitionKnown(channelName);
			return 'created';
		});
	}

	private async restartAll(session: AgoraSession, window: EditorWindow, rows: readonly Row[]): Promise<void> {
		const { simulation } = this;
		const { restarts } = window.lifecycle;
		const ids = rows.map(({ shown }) => shown.player.id);
		for (const id of ids) {
			simulation.restartAsked(id);
		}
		await restartSeveral(
			{
				...this.runDeps(session, window),
				restarts,
				isCurrent: () => window.sessions.current === session,
				plan: async ({ appId }, { shown, knownGone }) => {
					const plan = await restartPlan(window, session, appId, shown.player, knownGone);
					simulation.mayBeDeleted.add(shown.player.id);
					simulation.restartPrepared(shown.player.id);
					return plan;
				},
				restart: (plan) => restarts.restart(session, plan),
			},
			rows,
			window.clock.monotonic(),
		);
		// If the user left the account meanwhile, nothing was started.
		for (const id of ids) {
			simulation.restartNotBegun(id);
		}
	}

	private runDeps(
		session: AgoraSession,
		window: EditorWindow,
	): Pick<SeveralDeps<Row>, 'runForEach' | 'errorOf' | 'notify'> {
		return {
			runForEach: (rows, task) => runForEach(rows, (row) => task(row)),
			errorOf: (reason) => ('error' in reason && reason.error) || new Error(reason.state),
			notify: (several) => this.notifyRestarts(session, window, several),
		};
	}

	/** Shows the outcome of several restarts in a message that stays open, with its buttons. */
	private async notifyRestarts(
		session: AgoraSession,
		window: EditorWindow,
		{ done, failures, left, waiting, orphans }: SeveralRestarts<Row>,
	): Promise<void> {
		const { simulation } = this;
		if (simulation.window !== window) {
			return;
		}
		for (const { shown } of [...done, ...left, ...failures.map(({ target }) => target)]) {
			simulation.restartReported(shown.player.id);
		}
		for (const { shown } of done) {
			simulation.creationReported(simulation.channelOf(shown.player.id));
		}
		for (const task of waiting) {
			simulation.restartWaits(task.plan.player.id);
			void task.ended.then((late) =>
				runRestarts(this.runDeps(session, window), [{ ...task, run: async () => late }]),
			);
		}
		simulation.note(`  … restarted ${done.length}, waiting for ${waiting.length}, failed ${failures.length}`);
		if (failures.length === 0) {
			return;
		}
		const reasons = failures.map(({ target, error }) => `${labelOf(target)} was not restarted (${error})`);
		await simulation.ask(window, reasons.join(', '), {
			Retry: async () => {
				if (window.sessions.current !== session) {
					return;
				}
				const isOrphan = (row: Row) => orphans.some(({ target }) => target === row);
				await this.restartAll(
					session,
					window,
					failures.flatMap(({ target }) => (isOrphan(target) ? [] : [target])),
				);
				const { restarts } = window.lifecycle;
				const again = orphans.map((task) => ({
					...task,
					run: () => restarts.createAgain(session, task.plan),
				}));
				await runRestarts(this.runDeps(session, window), again);
			},
			Close: async () => {},
		});
	}

	private want(account: string, appId: string, action: NewPlayerAction): PlayerRequest {
		const { audioProfile, idleTimeout, name, region, source } = action;
		this.created += 1;
		const channelName = `channel${this.created}`;
		const uid = this.created;
		this.simulation.wanted.set(channelName, {
			...{ channelName, account, appId, sources: [source], volumes: [100] },
			definition: { region, name, uid, audioProfile, idleTimeout: idleTimeout ?? 300 },
			isDefinitionKnown: false,
		});
		return {
			...{ streamUrl: source, channelName, uid },
			...(name !== undefined && { name }),
			...(idleTimeout !== undefined && { idleTimeout }),
			...(audioProfile !== undefined && { audioOptions: { profile: audioProfile } }),
		};
	}

	private onSession(
		row: Row,
		what: string,
		task: (session: AgoraSession, window: EditorWindow) => Promise<string>,
	): void {
		const { window } = this.simulation;
		const session = window.sessions.current;
		if (session?.accountId === row.account) {
			this.simulation.run(what, () => task(session, window));
		}
	}
}

/** When `notifyFailure` offers Retry. */
function mayRetry(error: unknown): boolean {
	return !isAgoraError(error) || error.outcome === 'notDone' || error.kind === 'rateLimited';
}

function labelOf({ shown: { player, condition } }: Row): string {
	return `${player.channelName ?? '?'} ${player.id.slice(0, 4)} (${condition})`;
}

export function pick<T>(items: readonly T[], at: number): T | undefined {
	return items[at % items.length];
}
