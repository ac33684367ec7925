import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Presence } from '../../../../src/agora/channels/presence';
import type { Player } from '../../../../src/agora/mediaPull/player';
import { succeeded } from '../../../../src/common/loadable';
import { userOf } from '../../../../src/players/playerNames';
import {
	CONFIRM_MS,
	GRACE_MS,
	NEWS_MS,
	needsExplanation,
	playerPresence,
} from '../../../../src/players/presence/presence';
import type { Condition, ShownPlayer } from '../../../../src/players/store/playerConditions';

const NOW = 10_000_000;
const SERVER_NOW = Date.UTC(2026, 0, 1, 12);
const TIMES = { now: NOW, serverNow: SERVER_NOW };
const HOUR = 3_600_000;

interface Given {
	readonly condition?: Condition;
	/** How long the condition has lasted, in milliseconds. */
	readonly forMs?: number;
	/** Whether it was seen to begin. */
	readonly seen?: boolean;
	/** In milliseconds before now. */
	readonly createdAgo?: number | undefined;
}

function shownPlayer({ condition = 'running', forMs = HOUR, seen = true, createdAgo = forMs }: Given = {}) {
	const player: Player = {
		id: 'id',
		name: undefined,
		channelName: 'class32',
		uid: 101,
		account: undefined,
		streamUrl: undefined,
		createdAt: new Date(SERVER_NOW - createdAgo),
		status: condition,
	};
	const shown: ShownPlayer = {
		player,
		condition,
		since: NOW - forMs,
		past: seen ? [{ condition: 'connecting', status: undefined, at: NOW - forMs - 1000 }] : [],
		lastListedAt: undefined,
	};
	return shown;
}

function judged(given: Given, presence: Presence, readAgo = 0) {
	const { kind, onRow } = playerPresence(shownPlayer(given), succeeded(presence, NOW - readAgo), TIMES);
	return [kind, onRow];
}

const out = (forMs: number, seenAgo?: number): Presence => ({
	...{ state: 'out', since: NOW - forMs },
	lastSeenAt: seenAgo === undefined ? undefined : NOW - seenAgo,
});
const inChannel = (forMs: number, more: Partial<Presence & { state: 'in' }> = {}): Presence => ({
	...{ state: 'in', since: NOW - forMs, joinedAt: undefined, role: 'host' },
	...more,
});

describe('whether a player is in its channel', () => {
	it('is said on its row where it is running and missing, but not before the grace time has passed', () => {
		expect(judged({ forMs: GRACE_MS - 1 }, out(GRACE_MS - 1))).toEqual(['notSeenYet', false]);
		expect(judged({ forMs: GRACE_MS }, out(GRACE_MS))).toEqual(['missing', true]);
		expect(judged({ condition: 'failed' }, out(HOUR))).toEqual(['notPlaying', false]);
		expect(judged({ condition: 'paused' }, out(HOUR))).toEqual(['notPlaying', false]);
	});

	it('needs two readings without it, at least some seconds apart', () => {
		expect(judged({}, out(0))).toEqual(['notSeenYet', false]);
		expect(judged({}, out(CONFIRM_MS - 1))).toEqual(['notSeenYet', false]);
		expect(judged({}, out(CONFIRM_MS))).toEqual(['missing', true]);
	});

	it('needs no grace time for a player that has been there since it began to run', () => {
		expect(judged({ forMs: 60_000 }, out(CONFIRM_MS, 50_000))).toEqual(['missing', true]);
		expect(judged({ forMs: 60_000 }, out(CONFIRM_MS - 1, 50_000))).toEqual(['notSeenYet', false]);
		// Before a restart.
		expect(judged({ forMs: 60_000 }, out(CONFIRM_MS, 70_000))).toEqual(['notSeenYet', false]);
	});

	it('is measured from its creation where it was running when this window first read it', () => {
		expect(judged({ forMs: 1000, seen: false, createdAgo: HOUR }, out(CONFIRM_MS))).toEqual([
			'missing',
			true,
		]);
		expect(judged({ forMs: 1000, seen: true, createdAgo: HOUR }, out(CONFIRM_MS))).toEqual([
			'notSeenYet',
			false,
		]);
	});

	it('is news on the row for a while after a player has arrived, and normal later', () => {
		expect(judged({ forMs: 20_000 }, inChannel(5000))).toEqual(['in', true]);
		expect(judged({ forMs: GRACE_MS + NEWS_MS - 1 }, inChannel(NEWS_MS - 1))).toEqual(['in', true]);
		expect(judged({ forMs: 20_000 + NEWS_MS }, inChannel(NEWS_MS))).toEqual(['in', false]);
		expect(judged({ forMs: HOUR }, inChannel(0))).toEqual(['in', false]);
		expect(judged({ condition: 'paused', forMs: 1000 }, inChannel(0))).toEqual(['in', false]);
	});

	it('warns of another user with its uid: in the audience, or there before the player', () => {
		const before = new Date(SERVER_NOW - HOUR - 300_000);
		expect(judged({}, inChannel(0, { role: 'audience' }))).toEqual(['otherUser', false]);
		expect(judged({}, inChannel(0, { joinedAt: before }))).toEqual(['otherUser', false]);
		// The lists may still contain the player that a restart replaced.
		expect(judged({ forMs: 60_000 }, inChannel(0, { joinedAt: before }))).toEqual(['notSeenYet', false]);
		const soon = new Date(SERVER_NOW - HOUR - 30_000);
		expect(judged({}, inChannel(0, { joinedAt: soon }))).toEqual(['in', false]);
	});

	it('is said at once for a channel of the communication profile', () => {
		expect(judged({ forMs: 0 }, { state: 'communication' })).toEqual(['communication', true]);
		expect(judged({ condition: 'connecting' }, { state: 'communication' })).toEqual(['communication', true]);
	});

	it('is not repeated on the row once it was read long ago', () => {
		expect(judged({}, out(HOUR), 599_999)).toEqual(['missing', true]);
		expect(judged({}, out(HOUR), 600_000)).toEqual(['missing', false]);
	});

	it('is unknown for a player whose user Agora does not list', () => {
		const { player } = shownPlayer();
		expect(userOf(player)).toEqual({ channelName: 'class32', uid: 101, account: undefined });
		expect(userOf({ ...player, uid: undefined, account: 'stage' })?.account).toBe('stage');
		expect(userOf({ ...player, uid: undefined })).toBeUndefined();
		expect(userOf({ ...player, uid: 0 })).toBeUndefined();
		expect(userOf({ ...player, channelName: undefined })).toBeUndefined();
	});

	it('never claims that a player is missing from what was read before the end of the grace time', () => {
		const ms = (max: number) => fc.integer({ min: 0, max });
		fc.assert(
			fc.property(ms(2 * HOUR), ms(2 * HOUR), ms(HOUR), fc.boolean(), (forMs, missing, readAgo, seen) => {
				const since = NOW - Math.max(missing, readAgo);
				const shown = shownPlayer({ forMs, seen });
				const presence = playerPresence(shown, succeeded({ ...out(0), since }, NOW - readAgo), TIMES);
				const ranAtReading = forMs - readAgo;
				const isProven = ranAtReading >= GRACE_MS && Math.max(missing, readAgo) - readAgo >= CONFIRM_MS;
				expect(presence.kind).toBe(isProven ? 'missing' : 'notSeenYet');
				expect(presence.onRow).toBe(isProven && readAgo < 600_000);
				expect(needsExplanation(presence)).toBe(isProven);
			}),
		);
	});
});
