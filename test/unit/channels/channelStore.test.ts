import { beforeEach, describe, expect, it } from 'vitest';
import type { BanRule } from '../../../src/agora/channels/banRules';
import type { ChannelUsers } from '../../../src/agora/channels/channelUsers';
import { ChannelStore, type ChannelsChange } from '../../../src/channels/channelStore';
import { SimulatedClock } from '../../fixtures/simulatedClock';

const MINUTE = 60_000;

let clock: SimulatedClock;
let store: ChannelStore;
let changes: ChannelsChange[];

beforeEach(() => {
	clock = new SimulatedClock();
	store = new ChannelStore({ sessions: { current: undefined }, clock });
	changes = [];
	store.onDidChange((change) => changes.push(change));
});

function times(startedAt = clock.monotonic()) {
	return { startedAt, readAt: clock.monotonic() };
}

function live(...hosts: readonly number[]): ChannelUsers {
	const listed = hosts.map((uid) => ({ uid }));
	return { exists: true, profile: 'live', hosts: listed, audience: [], audienceTotal: 0 };
}

function rule(id: number, minutes: number): BanRule {
	return {
		...{ id, uid: 5, channelName: 'a', ip: undefined, privileges: ['join_channel'] },
		...{ expiresAt: new Date(clock.now() + minutes * MINUTE), createdAt: undefined },
	};
}

describe('ChannelStore', () => {
	it('fires for a list only if something changed', () => {
		store.applyChannels('app', [], times());
		store.applyChannels('app', [], times());
		expect(changes).toEqual([{ what: 'channels', appId: 'app' }]);
		store.applyChannels('app', [{ name: 'a', userCount: 1 }], times());
		store.applyChannels('app', [{ name: 'a', userCount: 1 }], times());
		expect(changes).toHaveLength(2);
	});

	it('keeps what it has when a reading fails, with its age and the reason', async () => {
		store.applyChannels('app', [{ name: 'a', userCount: 1 }], times());
		store.applyUsers('app', 'a', live(1), times());
		const readAt = clock.monotonic();
		await clock.pass(MINUTE);
		const error = new Error('offline');
		store.applyFailure({ what: 'channels', appId: 'app' }, error);
		store.applyFailure({ what: 'users', appId: 'app', channelName: 'a' }, error);
		store.applyFailure({ what: 'bans', appId: 'app' }, error);
		expect(store.channels('app')).toMatchObject({ value: [{ name: 'a' }], loadedAt: readAt, error });
		expect(store.users('app', 'a')).toMatchObject({ value: live(1), loadedAt: readAt, error });
		expect(store.bans('app')).toMatchObject({ value: undefined, loadedAt: undefined, error });
		store.applyChannels('app', [{ name: 'a', userCount: 1 }], times());
		expect(store.channels('app').error).toBeUndefined();
		expect(changes.at(-1)).toEqual({ what: 'channels', appId: 'app' });
	});

	it('ignores readings that were requested before the stored one', async () => {
		const early = clock.monotonic();
		await clock.pass(MINUTE);
		store.applyChannels('app', [{ name: 'new', userCount: 1 }], times());
		store.applyUsers('app', 'a', live(2), times());
		store.applyUser({ appId: 'app', channelName: 'a', uid: 2 }, { inChannel: false }, times());
		store.applyBans('app', [rule(2, 10)], times());
		const before = changes.length;
		store.applyChannels('app', [{ name: 'old', userCount: 1 }], times(early));
		store.applyUsers('app', 'a', live(1), times(early));
		const was = { inChannel: true, joinedAt: undefined, role: 'host', platform: 'web' } as const;
		store.applyUser({ appId: 'app', channelName: 'a', uid: 2 }, was, times(early));
		store.applyBans('app', [rule(1, 10)], times(early));
		expect(changes).toHaveLength(before);
		expect(store.channels('app').value?.map(({ name }) => name)).toEqual(['new']);
		expect(store.users('app', 'a').value).toEqual(live(2));
		expect(store.user('app', 'a', 2).value).toEqual({ inChannel: false });
		expect(store.bans('app').value?.map(({ id }) => id)).toEqual([2]);
	});

	it('keeps the same users as the same object', () => {
		store.applyUsers('app', 'a', live(2, 1), times());
		const first = store.users('app', 'a').value;
		store.applyUsers('app', 'a', live(1, 2), times());
		expect(store.users('app', 'a').value).toBe(first);
		expect(changes).toHaveLength(1);
	});

	it('lets bans disappear at their time, by Agora’s clock, without a reading', async () => {
		store.applyBans('app', [rule(1, 10), rule(2, 20)], times());
		store.applyBans('other', [rule(3, 15)], times());
		const before = changes.length;
		await clock.pass(10 * MINUTE);
		expect(store.bans('app').value).toHaveLength(2);
		await clock.pass(1);
		expect(store.bans('app').value?.map(({ id }) => id)).toEqual([2]);
		expect(changes.slice(before)).toEqual([{ what: 'bans', appId: 'app' }]);
		await clock.pass(10 * MINUTE);
		expect([store.bans('app').value, store.bans('other').value]).toEqual([[], []]);
		expect(clock.waiting).toBe(0);
	});

	it('does not show an ended rule that a list still contains', () => {
		store.applyBans('app', [rule(1, -1), rule(2, 5)], times());
		expect(store.bans('app').value?.map(({ id }) => id)).toEqual([2]);
	});

	it('shows changes of bans from here at once', () => {
		store.addBan('app', rule(9, 60));
		expect(store.bans('app').value?.map(({ id }) => id)).toEqual([9]);
		const end = new Date(clock.now() + 5 * MINUTE);
		store.changeBan('app', 9, end);
		expect(store.bans('app').value?.[0]?.expiresAt).toEqual(end);
		store.removeBan('app', 9);
		store.applyBans('app', [rule(9, 60)], times());
		expect(store.bans('app').value).toEqual([]);
		expect(changes.map(({ what }) => what)).toEqual(['bans', 'bans', 'bans', 'bans']);
	});

	it('forgets everything when it is cleared, and waits for no end', async () => {
		store.applyChannels('app', [{ name: 'a', userCount: 1 }], times());
		store.applyBans('app', [rule(1, 10)], times());
		store.clear();
		expect(changes.at(-1)).toEqual({ what: 'all' });
		expect(store.channels('app').value).toBeUndefined();
		expect(store.bans('app').value).toBeUndefined();
		expect(clock.waiting).toBe(0);
	});

	it('keeps the newest readings of users, however many channels there are', () => {
		for (let at = 0; at < 1000; at += 1) {
			store.applyUsers('app', `room ${at}`, live(at), times());
		}
		expect(store.users('app', 'room 0').value).toBeUndefined();
		expect(store.users('app', 'room 999').value).toEqual(live(999));
	});
});
