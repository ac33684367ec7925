import { Emitter, type Event } from '../common/emitter';
import { BanRules } from './banRules';
import type { Behaviour, SandboxClock } from './behaviour';
import { Channels } from './channels';
import {
	type DestroyReason,
	destroyedAt,
	isMoving,
	type NewPlayer,
	type SandboxPlayer,
	startPlayback,
} from './player';
import type { Random } from './random';
import { type Traffic, UsageStore } from './usageModel';

/** A project of the account. May be changed while the sandbox runs. */
export interface SandboxProject {
	readonly id: string;
	name: string;
	/** 32 hex digits. */
	readonly appId: string;
	/** 32 hex digits. Kept while the certificate is disabled, because enabling restores the same one. */
	appCertificate: string;
	certificateEnabled: boolean;
	enabled: boolean;
	/** Milliseconds since 1970. */
	readonly createdAt: number;
	recordingServer: string | null;
	/** Whether Media Pull may be used (Media Pull REST API, Status codes, 403). */
	mediaPull: 'enabled' | 'notEnabled' | 'revoked';
	/** Whether the account may use channel management in this project (docs/agora-api.md, Channels). */
	channelManagement: 'enabled' | 'forbidden';
	/** Players that may exist at once (Media Pull REST API, Considerations). */
	playerQuota: number;
	/** The usage of the project; zero on every day where undefined. */
	traffic: Traffic | undefined;
}

export type NewProject = Partial<SandboxProject>;

/** The certificate that `sign_key` shows and that makes tokens necessary; undefined while it is disabled. */
export function certificateInUse(project: SandboxProject): string | undefined {
	return project.certificateEnabled ? project.appCertificate : undefined;
}

const MIN_IDLE_SECONDS = 5;
const MAX_IDLE_SECONDS = 600;
const DEFAULT_IDLE_SECONDS = 300;
const DEFAULT_QUOTA = 50;
const DEFAULT_SOURCE = 'rtmp://live.example.com/app/stream';

interface StateDeps {
	readonly clock: SandboxClock;
	readonly random: Random;
	readonly usageSeed: number;
	readonly behaviour: Behaviour;
}

/** Everything that the account has. May be read and changed while the sandbox runs. */
export class SandboxState {
	/** Oldest first. */
	readonly projects: SandboxProject[] = [];
	readonly usage: UsageStore;
	readonly behaviour: Behaviour;
	readonly channels: Channels;
	readonly banRules: BanRules;
	readonly #changed = new Emitter<void>();
	#alive: SandboxPlayer[] = [];
	/** Deleted and destroyed players, for lists that lag. */
	#gone: { readonly player: SandboxPlayer; readonly at: number; readonly isDeleted: boolean }[] = [];
	readonly #clock: SandboxClock;
	readonly #random: Random;

	constructor({ clock, random, usageSeed, behaviour }: StateDeps) {
		this.#clock = clock;
		this.#random = random;
		this.behaviour = behaviour;
		this.usage = new UsageStore(usageSeed, clock);
		const onChange = () => this.#changed.fire();
		this.banRules = new BanRules({ clock, behaviour, onChange });
		this.channels = new Channels({
			clock,
			behaviour,
			banRules: this.banRules,
			playersAt: (appId, time) => this.#playersAt(appId, time),
			onChange,
		});
	}

	/** Fires after players, channels or ban rules were changed, but not for what follows from the time. */
	get onDidChange(): Event<void> {
		return this.#changed.event;
	}

	/** The players that exist now, without those that exceeded their idle timeout. */
	get players(): readonly SandboxPlayer[] {
		const now = this.#clock.now();
		const destroyed = this.#alive.filter((player) => destroyedAt(player) < now);
		if (destroyed.length > 0) {
			this.#alive = this.#alive.filter((player) => destroyedAt(player) >= now);
			this.#gone.push(...destroyed.map((player) => ({ player, at: destroyedAt(player), isDeleted: false })));
		}
		return this.#alive;
	}

	/** Adds a project without validation. Missing properties get defaults; the certificate is enabled. */
	addProject(project: NewProject = {}): SandboxProject {
		const added: SandboxProject = {
			id: this.#random.projectId(),
			name: `project${this.projects.length + 1}`,
			appId: this.#random.hexId(),
			appCertificate: this.#random.hexId(),
			certificateEnabled: true,
			enabled: true,
			createdAt: this.#clock.now(),
			recordingServer: null,
			mediaPull: 'enabled',
			channelManagement: 'enabled',
			playerQuota: DEFAULT_QUOTA,
			traffic: undefined,
			...project,
		};
		this.projects.push(added);
		return added;
	}

	/** Adds a player without validation. Missing properties get defaults. */
	addPlayer(player: NewPlayer): SandboxPlayer {
		const createdAt = player.createdAt ?? this.#clock.now();
		const idleTimeout = player.idleTimeout ?? DEFAULT_IDLE_SECONDS;
		const added: SandboxPlayer = {
			id: player.id ?? this.#random.hexId(),
			appId: player.appId,
			region: player.region ?? 'na',
			name: player.name,
			channelName: player.channelName ?? 'channel',
			uid: player.account === undefined ? player.uid || this.#random.uid() : undefined,
			account: player.account,
			streamUrl: player.streamUrl ?? DEFAULT_SOURCE,
			createdAt,
			idleTimeout: Math.min(MAX_IDLE_SECONDS, Math.max(MIN_IDLE_SECONDS, idleTimeout)),
			repeatTime: player.repeatTime ?? 1,
			volume: player.volume ?? 100,
			audioProfile: player.audioProfile,
			sequence: -1,
			heldStatus: player.heldStatus,
			movesUntil: Number.NEGATIVE_INFINITY,
			partial: player.partial ?? false,
			token: player.token,
			removedFor: undefined,
			playback: startPlayback({
				streamUrl: player.streamUrl ?? DEFAULT_SOURCE,
				createdAt,
				playTs: player.playTs ?? 0,
				seekPosition: player.seekPosition ?? 0,
				connectMs: this.behaviour.connectSeconds * 1000,
				tempo: player.tempo ?? 1,
			}),
		};
		this.#alive.push(added);
		this.#changed.fire();
		return added;
	}

	/** The players in List: without those that are being moved, and with those that were removed within `listLagAfterDeleteSeconds`. */
	get listedPlayers(): readonly SandboxPlayer[] {
		const now = this.#clock.now();
		const { listLagSeconds, listLagAfterDeleteSeconds } = this.behaviour;
		this.#dropGone(now);
		const alive = this.players.filter((player) => !isMoving(player, now));
		const deleted = this.#gone.filter(
			({ at, isDeleted }) => isDeleted && now < at + listLagAfterDeleteSeconds * 1000,
		);
		return [...deleted.map(({ player }) => player), ...alive].filter(
			({ createdAt }) => createdAt + listLagSeconds * 1000 <= now,
		);
	}

	removePlayer(id: string, reason: DestroyReason = 'Delete Request'): void {
		const now = this.#clock.now();
		const player = this.#alive.find((each) => each.id === id);
		if (player) {
			this.#alive = this.#alive.filter((each) => each !== player);
			this.#gone.push({ player, at: now, isDeleted: true });
			player.removedFor = reason;
			this.#changed.fire();
		}
		this.#dropGone(now);
	}

	/** The player's server fails; Agora moves the player within `seconds`, 240 at most (docs/agora-api.md, Failover of players). */
	failOver(id: string, seconds: number): void {
		const player = this.#alive.find((each) => each.id === id);
		if (player) {
			player.movesUntil = this.#clock.now() + seconds * 1000;
			this.#changed.fire();
		}
	}

	newCertificate(): string {
		return this.#random.hexId();
	}

	/** The players of a project that existed at a time in the last minutes, oldest first. */
	#playersAt(appId: string, time: number): SandboxPlayer[] {
		this.#dropGone(this.#clock.now());
		const alive = this.players;
		const gone = this.#gone.filter(({ at }) => time < at).map(({ player }) => player);
		return [...gone, ...alive].filter((player) => player.appId === appId && player.createdAt <= time);
	}

	#dropGone(now: number): void {
		const { listLagAfterDeleteSeconds, channelLagSeconds } = this.behaviour;
		const shownMs = Math.max(listLagAfterDeleteSeconds, channelLagSeconds) * 1000;
		this.#gone = this.#gone.filter(({ at }) => now < at + shownMs);
	}
}
