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

/** The longest that a restart takes: it waits until Agora can no longer be moving the player. */
const RESTART_MS = 300_000;

/** What somebody wanted: a player in a channel of its own, which every restart keeps. */
export interface WantedPlayer {
	readonly channelName: string;
	readonly account: string;
	readonly appId: string;
	readonly definition: PlayerDefinition;
	/** Whether it was created here, and the user was told so: else no more is known here than List shows. */
	isDefinitionKnown: boolean;
	/** Sources that it may play by now: a switch with an unknown outcome leaves several. */
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

/** Agora, a machine with a window, and the time that passes for both. */
export class Simulation {
	readonly time = new SimulatedClock({ time: Date.UTC(2026, 4, 4, 12) });
	readonly random: () => number;
	readonly servers: ReadonlyMap<string, AgoraServer>;
	readonly machine: Machine;
	readonly wanted = new Map<string, WantedPlayer>();
	/** Ids of the players that somebody asked to delete or to restart. */
	readonly mayBeDeleted = new Set<string>();
	/** Those of them that were to be deleted, and not replaced. */
	private readonly deletedForGood = new Set<string>();
	private readonly channels = new Map<string, string>();
	/** Players that were created while nobody was told so, with their channels. */
	private readonly createdUntold = new Map<string, string>();
	private readonly restartAskedAt = new Map<string, number>();
	/** Ids of the players that somebody asked to restart, and was not told more about. */
	readonly restarting = new Set<string>();
	/** Players that were moved before: none is moved twice, which nobody could tell from one that is gone. */
	readonly failedOver = new Set<string>();
	/** Players that Agora took longer to move than it says: they may be called gone until they are back. */
	readonly movedTooLong = new Set<string>();
	/** When a player was last seen to live. */
	readonly aliveAt = new Map<string, number>();
	/** Those of them of which the user does not know either that the restart goes on by itself. */
	readonly unannounced = new Set<string>();
	/** Players that a restart deleted, by their ids, until the successor exists or the user knows that there is none. */
	readonly beingReplaced = new Map<string, { readonly account: string; readonly channelName: string }>();
	readonly messages: OpenMessage[] = [];
	/** What happened, in words. */
	readonly story: string[] = [];
	/** What must not have happened, in words. */
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

	/** The window is closed in the middle of everything, and opened again. */
	reload(): void {
		this.window.dispose();
		this.messages.length = 0;
		this.unannounced.clear();
		this.underWay = 0;
		this.window = new EditorWindow(this.machine, this.time);
		this.window.signIn(this.account);
	}

	/** Notes when something a command does begins and ends, so that it can be waited for. */
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

	/** The channel of a player that lives, or lived. */
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

	/** The user knows what they created: every restart of it must keep that. */
	definitionKnown(channelName: string): void {
		const wanted = this.wanted.get(channelName);
		if (wanted) {
			wanted.isDefinitionKnown = true;
			this.creationTold(channelName);
		}
	}

	/** The user deletes a player, whatever else they asked for. */
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
		const channelName = isForgotten ? this.channels.get(playerId) : this.createdUntold.get(playerId);
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

	/** The user knows that a restart goes on by itself. */
	restartWaits(playerId: string): void {
		this.unannounced.delete(playerId);
	}

	/** The user knows that a player was created, and from what. */
	creationTold(channelName: string | undefined): void {
		for (const [id, channel] of this.createdUntold) {
			if (channel === channelName) {
				this.createdUntold.delete(id);
			}
		}
	}

	/** The user knows how a restart ended. */
	restartTold(playerId: string): void {
		this.unannounced.delete(playerId);
		this.restarting.delete(playerId);
		this.beingReplaced.delete(playerId);
	}

	/** Nothing was done where the user was told nothing. */
	restartNotBegun(playerId: string): void {
		if (this.unannounced.delete(playerId)) {
			this.restarting.delete(playerId);
		}
	}

	/** A command shows a message and waits until it is closed, which may be never. */
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
	 * Whether its absence can be told from its deletion: not where a wrong region answers 2xx for a player whose region is not
	 * known, at the very moment in which it is being moved.
	 */
	canBeTold({ channelName }: SandboxPlayer): boolean {
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

	/** @param watch called whenever everything has come to rest, before more time passes. */
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
			this.violate(`${label} was deleted, and nobody asked for it`);
		}
	}

	private created(account: string, player: SandboxPlayer): void {
		this.createdUntold.set(player.id, player.channelName);
		this.channels.set(player.id, player.channelName);
		const wanted = this.wanted.get(player.channelName);
		if (!wanted || wanted.account !== account || wanted.appId !== player.appId) {
			this.violate(`${player.channelName} was created where nobody wanted it`);
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
			this.violate(`${player.channelName} was created while ${twins.map(({ id }) => id.slice(0, 4))} lives`);
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
