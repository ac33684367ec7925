import type { Player } from '../../../../src/agora/mediaPull/player';
import type { SandboxPlayer } from '../../../../src/sandbox/player';
import { isMoving } from '../../../../src/sandbox/player';
import { SimulatedClock } from '../../../fixtures/simulatedClock';
import { seeded } from '../polling/calls';
import type { Setting } from './actions';
import { AgoraServer, type ExecutedWrite } from './agoraServer';
import { EditorWindow } from './editorWindow';
import { Machine } from './machine';

export const ACCOUNTS = ['alpha', 'beta'] as const;

/** The maximum time of a restart: it waits until the time for a move has passed. */
const RESTART_MS = 300_000;

/** A player that the user wants. It has a channel of its own, which every restart keeps. */
export interface WantedPlayer {
	readonly channelName: string;
	readonly account: string;
	readonly appId: string;
	readonly definition: PlayerDefinition;
	/** Whether it was created here and a message said so. Otherwise only the values of List are known. */
	isDefinitionKnown: boolean;
	/** The sources that it may play: there are several after a switch with an unknown outcome. */
	sources: readonly string[];
	volumes: readonly number[];
}

export interface PlayerDefinition {
	readonly region: string;
	readonly name: string | undefined;
	readonly uid: number;
	readonly audioProfile: number | undefined;
	readonly idleTimeout: number;
}

/** A message with buttons that stays open until one of them is chosen. */
export interface OpenMessage {
	readonly window: EditorWindow;
	readonly text: string;
	readonly buttons: readonly { readonly label: string; readonly press: () => void }[];
}

/** Simulates Agora, a machine with a window, and the time of both. */
export class Simulation {
	readonly time = new SimulatedClock({ time: Date.UTC(2026, 4, 4, 12) });
	readonly random: () => number;
	readonly servers: ReadonlyMap<string, AgoraServer>;
	readonly machine: Machine;
	readonly wanted = new Map<string, WantedPlayer>();
	/** Ids of the players that the user deleted or restarted. */
	readonly mayBeDeleted = new Set<string>();
	/** Those that were to be deleted and not replaced. */
	private readonly deletedForGood = new Set<string>();
	private readonly channels = new Map<string, string>();
	/** The channels of players whose creation no message has reported, by id. */
	private readonly unreportedCreations = new Map<string, string>();
	private readonly restartAskedAt = new Map<string, number>();
	/** Ids of the players that the user restarted without a message about the outcome yet. */
	readonly restarting = new Set<string>();
	/** Players that were moved. None is moved twice, since that looks the same as a deletion. */
	readonly failedOver = new Set<string>();
	/** Players that Agora took longer to move than documented. They may be shown as gone until they are back. */
	readonly movedTooLong = new Set<string>();
	/** When a player last existed. */
	readonly aliveAt = new Map<string, number>();
	/** Those for which no message says that the restart continues by itself. */
	readonly unannounced = new Set<string>();
	/** Players that a restart deleted, by id, until the successor exists or a message says that there is none. */
	readonly beingReplaced = new Map<string, { readonly account: string; readonly channelName: string }>();
	readonly messages: OpenMessage[] = [];
	/** The log of events. */
	readonly story: string[] = [];
	/** The rules that were broken. */
	readonly violations: string[] = [];
	private readonly startedAt: number;
	readonly setting: Setting;
	private underWay = 0;
	window: EditorWindow;
	account: string = ACCOUNTS[0];

	constructor(setting: Setting) {
		const { seed, projects: _, ...behaviour } = setting;
		this.startedAt = this.time.now();
		this.setting = setting;
		this.random = seeded(seed);
		this.servers = new Map(
			ACCOUNTS.map((account, at) => [
				account,
				new AgoraServer({
					...{ time: this.time, random: this.random, seed: seed + at, behaviour },
					onWrite: (write) => this.written(account, write),
				}),
			]),
		);
		this.machine = new Machine(this.time, this.random, this.servers);
		for (let at = 1; at <= setting.projects; at += 1) {
			this.server('alpha').state.addProject({ name: `Classroom ${at}`, certificateEnabled: false });
		}
		this.server('beta').state.addProject({ name: 'Elsewhere', certificateEnabled: false });
		this.window = new EditorWindow(this.machine, this.time);
		this.window.signIn(this.account);
	}

	server(account = this.account): AgoraServer {
		const server = this.servers.get(account);
		if (!server) {
			throw new Error(`there is no account ${account}`);
		}
		return server;
	}

	/** Closes the window in the middle of calls, and opens it again. */
	reload(): void {
		this.window.dispose();
		this.messages.length = 0;
		this.unannounced.clear();
		this.underWay = 0;
		this.window = new EditorWindow(this.machine, this.time);
		this.window.signIn(this.account);
	}

	/** Logs the start and end of a command, and allows waiting for it. */
	run(what: string, task: () => Promise<string>): void {
		const { window } = this;
		this.underWay += 1;
		this.note(what);
		const ended = (outcome: string): void => {
			if (this.window === window) {
				this.underWay -= 1;
				this.note(`  … ${what}: ${outcome}`);
			}
		};
		task().then(ended, (error: unknown) => ended(String(error)));
	}

	get isBusy(): boolean {
		return this.underWay > 0;
	}

	/** The channel of a player that exists or existed. */
	channelOf(playerId: string): string | undefined {
		return this.channels.get(playerId);
	}

	/** Also where List does not show its channel. */
	wantedPlayer(
		account: string,
		{ id, channelName }: Pick<Player, 'id' | 'channelName'>,
	): WantedPlayer | undefined {
		const listed = this.server(account).state.players.find((player) => player.id === id);
		return this.wanted.get(channelName ?? listed?.channelName ?? '');
	}

	/** A message reported the creation: every restart must keep its properties. */
	definitionKnown(channelName: string): void {
		const wanted = this.wanted.get(channelName);
		if (wanted) {
			wanted.isDefinitionKnown = true;
			this.creationReported(channelName);
		}
	}

	/** The user deletes a player, also during other commands. */
	deletionAsked(playerId: string): void {
		this.mayBeDeleted.add(playerId);
		this.deletedForGood.add(playerId);
		this.beingReplaced.delete(playerId);
	}

	/**
	 * What a restart created just before a reload is known from List only, until that restart is finished, and so is a player that was
	 * deleted and is still listed: another restart says what is lost.
	 */
	restartPrepared(playerId: string): void {
		const isForgotten = this.deletedForGood.has(playerId);
		const channelName = isForgotten ? this.channels.get(playerId) : this.unreportedCreations.get(playerId);
		const wanted = this.wanted.get(channelName ?? '');
		if (wanted) {
			wanted.isDefinitionKnown = false;
		}
	}

	/** Whether a restart may have been prepared before something was changed. */
	wasRestartedLately(playerId: string): boolean {
		return this.time.now() - (this.restartAskedAt.get(playerId) ?? Number.NEGATIVE_INFINITY) < RESTART_MS;
	}

	restartAsked(playerId: string): void {
		this.restartAskedAt.set(playerId, this.time.now());
		this.restarting.add(playerId);
		this.unannounced.add(playerId);
	}

	/** A message said that a restart continues by itself. */
	restartWaits(playerId: string): void {
		this.unannounced.delete(playerId);
	}

	/** A message reported a creation. */
	creationReported(channelName: string | undefined): void {
		for (const [id, channel] of this.unreportedCreations) {
			if (channel === channelName) {
				this.unreportedCreations.delete(id);
			}
		}
	}

	/** A message reported the outcome of a restart. */
	restartReported(playerId: string): void {
		this.unannounced.delete(playerId);
		this.restarting.delete(playerId);
		this.beingReplaced.delete(playerId);
	}

	/** The command ended without a message, so nothing was done. */
	restartNotBegun(playerId: string): void {
		if (this.unannounced.delete(playerId)) {
			this.restarting.delete(playerId);
		}
	}

	/** A command waits for its message, which may stay open. */
	async ask(
		window: EditorWindow,
		text: string,
		buttons: Readonly<Record<string, () => Promise<void>>>,
	): Promise<void> {
		if (this.window !== window) {
			return;
		}
		this.underWay -= 1;
		const press = await new Promise<() => Promise<void>>((resolve) => {
			const choices = Object.entries(buttons).map(([label, run]) => [label, () => resolve(run)] as const);
			this.offer(text, Object.fromEntries(choices));
		});
		if (this.window === window) {
			this.underWay += 1;
			await press();
		}
	}

	/** Shows a message, which stays open until one of its buttons is pressed or the window is closed. */
	offer(text: string, buttons: Readonly<Record<string, () => unknown>>): void {
		this.messages.push({
			window: this.window,
			text,
			buttons: Object.entries(buttons).map(([label, press]) => ({ label, press })),
		});
	}

	/**
	 * Whether a move can be distinguished from a deletion. It cannot if another region answers 2xx for a player whose region is
	 * unknown while it is being moved.
	 */
	isMoveDetectable({ channelName }: SandboxPlayer): boolean {
		return (
			this.setting.deleteElsewhereStatus === 404 || this.wanted.get(channelName)?.isDefinitionKnown === true
		);
	}

	note(what: string): void {
		const seconds = ((this.time.now() - this.startedAt) / 1000).toFixed(1);
		this.story.push(`${seconds.padStart(8)} s  ${what}`);
	}

	violate(what: string): void {
		if (!this.violations.includes(what)) {
			this.note(`!! ${what}`);
			this.violations.push(what);
		}
	}

	/** @param watch called when no work is left, before more time passes. */
	async pass(ms: number, watch: () => void): Promise<void> {
		await this.time.pass(ms, async () => {
			for (let turn = 0; turn < 3; turn += 1) {
				await new Promise(setImmediate);
			}
			watch();
		});
	}

	dispose(): void {
		this.window.dispose();
		this.machine.dispose();
	}

	private written(account: string, write: ExecutedWrite): void {
		const { player } = write;
		const label = `${player.channelName} ${player.id.slice(0, 4)}`;
		this.note(`  [${account}] ${write.kind} ${label}`);
		if (write.kind === 'create') {
			this.created(account, player);
		} else if (
			write.kind === 'delete' &&
			this.restarting.has(player.id) &&
			!this.deletedForGood.has(player.id)
		) {
			this.beingReplaced.set(player.id, { account, channelName: player.channelName });
		} else if (write.kind === 'delete' && !this.mayBeDeleted.has(player.id)) {
			this.violate(`${label} was deleted without a command`);
		}
	}

	private created(account: string, player: SandboxPlayer): void {
		this.unreportedCreations.set(player.id, player.channelName);
		this.channels.set(player.id, player.channelName);
		const wanted = this.wanted.get(player.channelName);
		if (!wanted || wanted.account !== account || wanted.appId !== player.appId) {
			this.violate(`${player.channelName} was created without a command`);
			return;
		}
		for (const [id, { channelName }] of this.beingReplaced) {
			if (channelName === player.channelName) {
				this.beingReplaced.delete(id);
			}
		}
		const twins = this.server(account).state.players.filter(
			(each) =>
				each.id !== player.id &&
				each.channelName === player.channelName &&
				!(this.movedTooLong.has(each.id) && isMoving(each, this.time.now())),
		);
		if (twins.length > 0) {
			this.violate(`${player.channelName} was created while ${twins.map(({ id }) => id.slice(0, 4))} exists`);
		}
		for (const difference of differences(wanted, player)) {
			this.violate(`${player.channelName} was created with another ${difference}`);
		}
	}
}

function differences(
	{ definition, isDefinitionKnown, sources, volumes }: WantedPlayer,
	player: SandboxPlayer,
): string[] {
	const different = (what: string, expected: readonly unknown[], actual: unknown) =>
		expected.includes(actual) ? [] : [`${what}: ${actual} instead of ${expected.join(' or ')}`];
	return [
		...different('source', sources, player.streamUrl),
		...(isDefinitionKnown
			? [
					...different('volume', volumes, player.volume),
					...different('name', [definition.name], player.name),
					...different('uid', [definition.uid], player.uid),
					...different('region', [definition.region], player.region),
					...different('audio profile', [definition.audioProfile], player.audioProfile),
					...different('idle timeout', [definition.idleTimeout], player.idleTimeout),
				]
			: []),
	];
}
