import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PresenceUser } from '../../../src/agora/channels/presence';
import { RateLimiter } from '../../../src/agora/rateLimiter';
import type { ChannelPresence } from '../../../src/channels/channelPresence';
import { PausedPlayers } from '../../../src/players/control/sentUpdates';
import { PlayerStore } from '../../../src/players/store/playerStore';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox';
import type { SandboxProject } from '../../../src/sandbox/state';
import { TestMemento } from '../../fixtures/memento';
import { openPresences } from '../../fixtures/presences';
import { sessionOn, TestSessions } from '../../fixtures/sessions';
import { SimulatedClock } from '../../fixtures/simulatedClock';

const JOINED = Date.UTC(2026, 0, 1, 10, 32);

describe('whether a user is in a channel', () => {
	let sandbox: Sandbox;
	let project: SandboxProject;
	let clock: SimulatedClock;
	let sessions: TestSessions;
	let opened: ReturnType<typeof openPresences>;
	let presence: ChannelPresence;
	let changes: number;
	let counted: number;

	beforeEach(async () => {
		sandbox = await startSandbox();
		project = sandbox.state.addProject({ name: 'Classes' });
		clock = new SimulatedClock();
		sessions = new TestSessions();
		// The time of the limits does not pass by itself.
		const rateLimiter = new RateLimiter(new SimulatedClock({ skipsSleeps: true }));
		sessions.replace(sessionOn(sandbox, 'account', { clock, rateLimiter }));
		const store = new PlayerStore(new PausedPlayers(new TestMemento()));
		opened = openPresences({ sessions, store, clock });
		presence = opened.source;
		changes = 0;
		counted = 0;
		presence.onDidChange(() => {
			changes += 1;
		});
	});

	afterEach(async () => {
		opened.dispose();
		await sandbox.stop();
	});

	const uid = (number: number, channelName = 'class32'): PresenceUser => ({
		...{ channelName, uid: number, account: undefined },
	});
	const account = (name: string, channelName = 'class32'): PresenceUser => ({
		...{ channelName, uid: undefined, account: name },
	});
	const of = (user: PresenceUser) => presence.presenceOf(project.appId, user);
	const state = (user: PresenceUser) => of(user).value?.state;
	const read = async (...users: PresenceUser[]) => {
		clock.skip(1000);
		await presence.read(project.appId, users);
		return of(users[0] ?? uid(0)).value;
	};
	/** The calls since the last time, by what they ask for. */
	const calls = () => {
		const paths = sandbox.requests
			.slice(counted)
			.map(({ url }) => url.split('?')[0]?.split('/').slice(3).join('/') ?? '');
		counted = sandbox.requests.length;
		return paths.map((path) => path.replace(project.appId, 'app'));
	};
	const addLive = (name = 'class32') =>
		sandbox.state.channels.add({
			...{ appId: project.appId, name, startedAt: JOINED },
			hosts: [{ uid: 101 }, { uid: 102 }, { account: 'stage' }],
			audience: [{ uid: 7 }],
		});

	it('is read with one call for a uid, with its join time and role', async () => {
		addLive();
		expect(await read(uid(101))).toMatchObject({ state: 'in', joinedAt: new Date(JOINED), role: 'host' });
		expect(calls()).toEqual(['channel/user/property/app/101/class32']);
		expect(await read(uid(7))).toMatchObject({ state: 'in', role: 'audience' });
	});

	it('is read from the list of hosts for accounts, and with one call for several users', async () => {
		addLive();
		expect(await read(account('stage'))).toMatchObject({ state: 'in', joinedAt: undefined, role: 'host' });
		await read(uid(101), uid(102), account('stage'), uid(999));
		expect([uid(101), uid(102), account('stage'), uid(999)].map(state)).toEqual(['in', 'in', 'in', 'out']);
		expect(calls().filter((path) => path.startsWith('channel'))).toEqual([
			'channel/user/app/class32/hosts_only',
			'channel/user/app/class32/hosts_only',
		]);
	});

	it('keeps the join time of a user that a list contains, until the user leaves', async () => {
		addLive();
		await read(uid(101));
		await read(uid(101), uid(102));
		expect(of(uid(101)).value).toMatchObject({ state: 'in', joinedAt: new Date(JOINED) });
		sandbox.state.channels.leave(project.appId, 'class32', { uid: 101 });
		const first = await read(uid(101), uid(102));
		const now = clock.monotonic();
		expect(first).toEqual({ state: 'out', since: now, lastSeenAt: now - 1000 });
		expect(await read(uid(101), uid(102))).toEqual(first);
		sandbox.state.channels.join(project.appId, 'class32', { uid: 101 });
		expect(await read(uid(101), uid(102))).toMatchObject({ since: clock.monotonic(), joinedAt: undefined });
	});

	it('knows the communication profile, whatever Agora returns as its hosts', async () => {
		const { appId } = project;
		sandbox.state.channels.add({ appId, name: 'call', profile: 'communication', users: [{ uid: 5 }] });
		expect(await read(uid(101, 'call'))).toEqual({ state: 'communication' });
		expect(await read(uid(5, 'call'))).toEqual({ state: 'communication' });
		clock.skip(120_000);
		sandbox.state.behaviour.communicationHosts = 'notExist';
		expect(await read(uid(101, 'call'))).toEqual({ state: 'communication' });
		calls();
		// Its profile is known for a while.
		expect(await read(uid(101, 'call'))).toEqual({ state: 'communication' });
		expect(calls()).toEqual(['channel/user/property/app/101/call']);
	});

	it('is “out” for a channel that does not exist, and asks for bans at most every few minutes', async () => {
		expect(await read(uid(101))).toMatchObject({ state: 'out' });
		expect(calls()).toEqual([
			'channel/user/property/app/101/class32',
			'channel/user/app/class32/hosts_only',
			'channel/user/app/class32',
			'kicking-rule',
		]);
		clock.skip(70_000);
		await read(uid(101));
		expect(calls()).not.toContain('kicking-rule');
		expect(await read(account('stage'))).toMatchObject({ state: 'out' });
	});

	it('is unclear for an account where Agora lists uids only', async () => {
		const { appId } = project;
		sandbox.state.channels.add({ appId, name: 'class32', hosts: [{ uid: 101 }] });
		expect(await read(account('stage'))).toEqual({ state: 'unclear' });
		sandbox.state.channels.add({ appId, name: 'other', hosts: [{ account: 'clip' }] });
		await read(account('clip', 'other'));
		expect(await read(account('stage'))).toMatchObject({ state: 'out' });
	});

	it('is taken from what the Channels view has read, without a call', async () => {
		addLive();
		clock.skip(1000);
		await opened.reader.readUsers(project, 'class32');
		calls();
		expect(of(uid(101))).toMatchObject({ value: { state: 'in', role: 'host' }, loadedAt: clock.monotonic() });
		expect(of(uid(7)).value).toMatchObject({ state: 'in', role: 'audience' });
		expect(state(uid(999))).toBe('out');
		expect(calls()).toEqual([]);
		const before = changes;
		sandbox.state.channels.leave(project.appId, 'class32', { uid: 101 });
		clock.skip(1000);
		await opened.reader.readUsers(project, 'class32');
		expect(changes).toBeGreaterThan(before);
		expect(state(uid(101))).toBe('out');
	});

	it('keeps what it knows when a reading fails, with the reason', async () => {
		addLive();
		await read(uid(101));
		const { loadedAt } = of(uid(101));
		sandbox.faults.next({ status: 403 }, { path: /property/ });
		await read(uid(101));
		expect(of(uid(101))).toMatchObject({ loadedAt, value: { state: 'in' }, error: { kind: 'forbidden' } });
		sandbox.faults.next({ status: 403 }, { path: /hosts_only/ });
		await read(account('stage'));
		expect(of(account('stage'))).toMatchObject({ value: undefined, error: { kind: 'forbidden' } });
		await read(account('stage'));
		expect(of(account('stage'))).toMatchObject({ value: { state: 'in' }, error: undefined });
	});

	it('names the ban that keeps the user out for the longest time', async () => {
		const { appId } = project;
		const seconds = (count: number) => new Date(clock.now() + count * 1000);
		const rule = (
			id: number,
			target: { uid?: number; channelName?: string; ip?: string },
			until: number,
		) => ({
			...{ id, uid: undefined, channelName: undefined, ip: undefined, privileges: ['join_channel'] },
			...{ expiresAt: seconds(until), createdAt: undefined, ...target },
		});
		const { channels } = opened;
		channels.addBan(appId, rule(1, { uid: 101 }, 600));
		channels.addBan(appId, rule(2, { uid: 101, channelName: 'class32' }, 1200));
		channels.addBan(appId, rule(3, { uid: 101, channelName: 'other' }, 2400));
		channels.addBan(appId, rule(4, { ip: '192.0.2.1' }, 2400));
		channels.addBan(appId, { ...rule(5, { uid: 101 }, 2400), privileges: ['publish_audio'] });
		expect(presence.banOf(appId, uid(101))?.id).toBe(2);
		expect(presence.banOf(appId, uid(102))).toBeUndefined();
		channels.addBan(appId, rule(6, { channelName: 'class32' }, 60));
		expect(presence.banOf(appId, account('stage'))?.id).toBe(6);
	});

	it('is what the newest reading of any kind says, and lasts since the first of those that agree', () => {
		const reading = fc.record({
			isIn: fc.boolean(),
			ofAll: fc.boolean(),
			ms: fc.integer({ min: 1, max: 60_000 }),
			/** How long the response took. */
			lateMs: fc.integer({ min: 0, max: 5000 }),
		});
		let number = 0;
		fc.assert(
			fc.property(fc.array(reading, { minLength: 1, maxLength: 30 }), (readings) => {
				number += 1;
				const name = `channel-${number}`;
				const { appId } = project;
				let agreedSince: number | undefined;
				let was: boolean | undefined;
				for (const { isIn, ofAll, ms, lateMs } of readings) {
					const startedAt = clock.monotonic() + ms;
					clock.skip(ms + lateMs);
					const read = { startedAt, readAt: clock.monotonic() };
					if (ofAll) {
						const hosts = isIn ? [{ uid: 1 }, { uid: 101 }] : [{ uid: 1 }];
						const users = { exists: true, profile: 'live', hosts, audience: [], audienceTotal: 0 } as const;
						opened.channels.applyUsers(appId, name, users, read);
					} else {
						const details = { joinedAt: new Date(JOINED), role: 'host', platform: undefined } as const;
						const user = isIn ? ({ inChannel: true, ...details } as const) : ({ inChannel: false } as const);
						opened.channels.applyUser({ appId, channelName: name, uid: 101 }, user, read);
					}
					agreedSince = was === isIn ? agreedSince : read.readAt;
					was = isIn;
					expect(of(uid(101, name))).toMatchObject({
						value: { state: isIn ? 'in' : 'out', since: agreedSince },
						loadedAt: read.readAt,
						error: undefined,
					});
				}
			}),
		);
	});

	it('is forgotten when another account signs in', async () => {
		addLive();
		await read(uid(101));
		sessions.replace(sessionOn(sandbox, 'other', { clock }));
		expect(of(uid(101))).toMatchObject({ value: undefined, loadedAt: undefined });
		sessions.replace(undefined);
		await presence.read(project.appId, [uid(101)]);
		expect(of(uid(101)).value).toBeUndefined();
	});
});
