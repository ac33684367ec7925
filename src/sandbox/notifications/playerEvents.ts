import { randomBytes } from 'node:crypto';
import { type DestroyReason, destroyedAt, endsAt, type SandboxPlayer, sourceOf, statusAt } from '../player';
import type { ProductEvents, SandboxEvent } from './events';

const PRODUCT_ID = 4;
const [CREATED, DESTROYED, STATUS_CHANGED] = [1, 3, 4];

/** The longest time between `success` and `running`, in milliseconds. */
const BUFFER_MS = 500;

type StatusWord = 'connecting' | 'success' | 'running' | 'failed' | 'stopped';

interface WatchedPlayer {
	/** Until when its events are known, in milliseconds since 1970. */
	until: number;
	/** Undefined before it connects, and for a player whose status is constant. */
	status: StatusWord | undefined;
}

/** The events of Media Pull (docs/agora-api.md, Notifications). They follow from the players and the time. */
export class PlayerEvents implements ProductEvents {
	readonly productId = PRODUCT_ID;
	readonly #players: () => readonly SandboxPlayer[];
	#watched = new Map<SandboxPlayer, WatchedPlayer>();

	/** @param players returns those that exist now. */
	constructor(players: () => readonly SandboxPlayer[]) {
		this.#players = players;
	}

	start(now: number): void {
		this.#watched = new Map(
			this.#players().map((player) => [player, { until: now, status: statusWord(player, now) }]),
		);
	}

	catchUp(now: number): SandboxEvent[] {
		const events: SandboxEvent[] = [];
		const existing = new Set(this.#players());
		for (const player of existing) {
			if (!this.#watched.has(player)) {
				const { createdAt } = player;
				this.#watched.set(player, { until: createdAt, status: statusWord(player, createdAt) });
				events.push(createdEvent(player));
			}
		}
		for (const [player, watched] of this.#watched) {
			const isGone = !existing.has(player);
			const until = isGone && player.removedFor === undefined ? destroyedAt(player) : now;
			events.push(...statusEvents(player, watched, until));
			if (isGone) {
				this.#watched.delete(player);
				events.push(destroyedEvent(player, until));
			}
		}
		return events.sort((a, b) => a.at - b.at);
	}

	nextAt(now: number): number {
		let next = Infinity;
		for (const player of this.#watched.keys()) {
			// A player exists until the millisecond in which it is destroyed has passed.
			for (const moment of [...momentsOf(player), destroyedAt(player) + 1]) {
				next = moment > now ? Math.min(next, moment) : next;
			}
		}
		return next;
	}
}

/** When the status changes, unless the player is updated. */
function momentsOf(player: SandboxPlayer): number[] {
	const { connectsFrom, playsFrom, paused } = player.playback;
	if (player.heldStatus !== undefined) {
		return [];
	}
	return [connectsFrom, connectedAt(player), playsFrom, paused ? Infinity : endsAt(player)];
}

/** When the player is connected to its source, shortly before it plays. */
function connectedAt({ playback: { connectsFrom, playsFrom } }: SandboxPlayer): number {
	return playsFrom - Math.min(BUFFER_MS, (playsFrom - connectsFrom) / 2);
}

function statusWord(player: SandboxPlayer, time: number): StatusWord | undefined {
	if (player.heldStatus !== undefined || time < player.playback.connectsFrom) {
		return undefined;
	}
	const status = statusAt(player, time);
	if (status === 'connecting') {
		const isReachable = sourceOf(player.streamUrl).kind !== 'unreachable';
		return isReachable && time >= connectedAt(player) ? 'success' : 'connecting';
	}
	return status === 'running' || status === 'failed' ? status : 'stopped';
}

/** The changes of the status after the last known time. An update may also have changed it without such a moment. */
function statusEvents(player: SandboxPlayer, watched: WatchedPlayer, until: number): SandboxEvent[] {
	const moments = momentsOf(player).filter((moment) => watched.until < moment && moment < until);
	const events: SandboxEvent[] = [];
	for (const at of [...moments.sort((a, b) => a - b), until]) {
		const status = statusWord(player, at);
		if (status !== undefined && status !== watched.status) {
			events.push(statusEvent(player, status, at));
		}
		watched.status = status;
	}
	watched.until = until;
	return events;
}

function createdEvent(player: SandboxPlayer): SandboxEvent {
	const { id, name, channelName, uid, account, streamUrl, idleTimeout, createdAt, token = '' } = player;
	const user = account === undefined ? { uid } : { account };
	const createTs = Math.floor(createdAt / 1000);
	const status = statusAt(player, createdAt);
	return eventOf(player, CREATED, createdAt, {
		player: {
			...{ channelName, createTs, id, idleTimeout, name, status, streamUrl, token },
			...user,
		},
		xRequestId: randomBytes(16).toString('hex'),
	});
}

function statusEvent(player: SandboxPlayer, status: StatusWord, at: number): SandboxEvent {
	const { id, name, channelName } = player;
	return eventOf(player, STATUS_CHANGED, at, {
		player: { channelName, id, name, status },
		fields: 'player.name,player.channelName,player.id,player.status',
	});
}

function destroyedEvent(player: SandboxPlayer, at: number): SandboxEvent {
	const { id, name, channelName } = player;
	return eventOf(player, DESTROYED, at, {
		destroyReason: player.removedFor ?? reasonByTime(player),
		player: { channelName, id, name },
		fields: 'player.name,player.channelName,player.id',
	});
}

/** Why a player was destroyed that was not deleted. */
function reasonByTime(player: SandboxPlayer): DestroyReason {
	return endsAt(player) < destroyedAt(player) ? 'Stream Stopped' : 'Idle Timeout';
}

function eventOf({ appId }: SandboxPlayer, eventType: number, at: number, payload: object): SandboxEvent {
	return { productId: PRODUCT_ID, eventType, appId, at, payload: { ...payload, lts: Math.round(at) } };
}
