import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isHealthCheck, isNotification, readNotification } from '../../../../src/agora/notifications/event';
import { findSecret } from '../../../../src/agora/notifications/signature';
import { NotificationListener } from '../../../../src/notifications/listener';
import type { SandboxProject } from '../../../../src/sandbox/state';
import { type OpenSandbox, openSandbox } from '../openSandbox';
import { type Answer, passAnswered, Receiver, silence, status } from './receiver';

const SECRET = 'the-secret';

let receiver: Receiver;
let open: OpenSandbox;
let project: SandboxProject;

beforeEach(async () => {
	receiver = await Receiver.start();
	open = await openSandbox();
	project = open.sandbox.state.addProject();
});
afterEach(() => receiver[Symbol.asyncDispose]());

function register() {
	return open.sandbox.notifications.register({ url: receiver.url, product: 'mediaPull', secret: SECRET });
}

/** Causes one event: a player whose status never changes is created. */
function causeEvent(name: string): void {
	open.sandbox.state.addPlayer({ appId: project.appId, name, heldStatus: 'running' });
}

/** Resolves when a condition holds; nothing but the answers of the receiver is waited for. */
async function until(condition: () => boolean): Promise<void> {
	while (!condition()) {
		await new Promise((resolve) => setImmediate(resolve));
	}
}

/** When each notification was sent, in seconds since the start. */
const times = () => receiver.notices.map(({ notifyMs }) => (notifyMs - Date.UTC(2025, 5, 18, 12)) / 1000);
const names = () => receiver.notices.map(({ payload }) => payload.player?.name);
const ids = () => new Set(receiver.notices.map(({ noticeId }) => noticeId));

describe('a notification', () => {
	test('is signed over its bytes with the secret of the receiver', async () => {
		register();
		causeEvent('a');
		const [notice] = await receiver.arrived(1);
		expect(notice?.headers['content-type']).toBe('application/json');
		const body = Buffer.from(notice?.text ?? '');
		const sha1 = String(notice?.headers['agora-signature']);
		const sha256 = String(notice?.headers['agora-signature-v2']);
		expect(findSecret(body, { sha1 }, ['other', SECRET])).toBe(SECRET);
		expect(findSecret(body, { sha256 }, ['other', SECRET])).toBe(SECRET);
	});

	test('is sent once where it is answered', async () => {
		register();
		causeEvent('a');
		await passAnswered(open, 600_000);
		expect(times()).toEqual([0]);
		expect(open.clock.waiting).toBe(0);
	});

	test.each<[string, Answer]>([
		['another status', status(500)],
		['a redirect', status(302)],
		['another success', status(201)],
		['no JSON', (response) => void response.writeHead(200).end('<html>')],
		['too long an answer', (response) => void response.writeHead(200).end(`"${'x'.repeat(70_000)}"`)],
	])('is sent again at once, then after growing intervals, three times: %s', async (_, answer) => {
		receiver.answer(answer, answer, answer, answer, answer);
		register();
		causeEvent('a');
		for (const [count, ms] of [
			[2, 5000],
			[3, 15_000],
			[4, 600_000],
		] as const) {
			await receiver.arrived(count);
			// The timer is that of the next attempt, not that of the answer to this one.
			await until(() => open.clock.nextTimerIn === ms || (count === 4 && open.clock.waiting === 0));
			await open.clock.pass(ms);
		}
		expect(times()).toEqual([0, 0, 5, 20]);
		expect(ids().size).toBe(1);
	});

	test('is sent again until it is answered', async () => {
		receiver.answer(status(500));
		register();
		causeEvent('a');
		await receiver.arrived(2);
		await until(() => open.clock.waiting === 0);
		expect(times()).toEqual([0, 0]);
	});

	test('is sent again after ten seconds of silence', async () => {
		receiver.answer(silence);
		register();
		causeEvent('a');
		await receiver.arrived(1);
		await open.clock.pass(9999);
		expect(receiver.notices).toHaveLength(1);
		await open.clock.pass(1);
		await receiver.arrived(2);
		expect(times()).toEqual([0, 10]);
	});

	test('is given up where nobody listens', async () => {
		const { sent } = open.sandbox.notifications;
		register();
		await receiver[Symbol.asyncDispose]();
		causeEvent('a');
		await until(() => sent.length === 2 && open.clock.nextTimerIn === 5000);
		await open.clock.pass(5000);
		await until(() => sent.length === 3 && open.clock.nextTimerIn === 15_000);
		await open.clock.pass(15_000);
		await until(() => sent.length === 4 && open.clock.waiting === 0);
		receiver = await Receiver.start();
	});
});

describe('a fault', () => {
	test('is used for as many notifications as it is meant for', async () => {
		const { faults } = open.sandbox.notifications;
		register();
		faults.next('lost', 2);
		for (const name of ['a', 'b', 'c']) {
			causeEvent(name);
		}
		faults.next('lost', Infinity);
		causeEvent('d');
		faults.clear();
		causeEvent('e');
		await passAnswered(open, 60_000);
		expect(names().sort()).toEqual(['c', 'e']);
	});

	test('sends a duplicate with its own time of sending', async () => {
		register();
		open.sandbox.notifications.faults.next('duplicate');
		causeEvent('a');
		await receiver.arrived(2);
		await passAnswered(open, 60_000);
		expect(times()).toEqual([0, 0]);
		expect(ids().size).toBe(1);
	});

	test('loses answers, so that a notification is sent again', async () => {
		register();
		open.sandbox.notifications.faults.next({ lostAnswers: 9 });
		causeEvent('a');
		await receiver.arrived(2);
		await passAnswered(open, 60_000);
		expect(times()).toEqual([0, 0, 5, 20]);
	});

	test('sends a notification after the next one', async () => {
		register();
		const { faults } = open.sandbox.notifications;
		faults.next('outOfOrder');
		causeEvent('first');
		await passAnswered(open, 1000);
		causeEvent('second');
		await receiver.arrived(2);
		expect(names()).toEqual(['second', 'first']);
		faults.next('outOfOrder');
		causeEvent('alone');
		await passAnswered(open, 10_000);
		expect(times()).toEqual([1, 1, 11]);
	});

	test('sends a notification later', async () => {
		register();
		open.sandbox.notifications.faults.next({ delaySeconds: 30 });
		causeEvent('late');
		causeEvent('in time');
		await passAnswered(open, 60_000);
		expect(names()).toEqual(['in time', 'late']);
		expect(times()).toEqual([0, 30]);
		expect(Number(receiver.notices[1]?.payload.lts)).toBe(Date.UTC(2025, 5, 18, 12));
	});

	test('signs with another secret', async () => {
		register();
		open.sandbox.notifications.faults.next('wrongSignature');
		causeEvent('a');
		const [notice] = await receiver.arrived(1);
		const { headers, text } = notice ?? {};
		const signatures = {
			sha1: String(headers?.['agora-signature']),
			sha256: String(headers?.['agora-signature-v2']),
		};
		expect(findSecret(Buffer.from(text ?? ''), signatures, [SECRET])).toBeUndefined();
	});
});

describe('a receiver', () => {
	test.each([
		'http://example.com/',
		'http://10.0.0.1:8080/',
		'http://127.0.0.2:8080/',
		'http://127.0.0.1.example.com/',
		'http://user:pass@127.0.0.1/',
		'https://127.0.0.1/',
		'http://[::2]/',
		'file:///etc/passwd',
		'not a URL',
	])('is not registered at %s', (url) => {
		const receiverOf = () =>
			open.sandbox.notifications.register({ url, product: 'mediaPull', secret: SECRET });
		expect(receiverOf).toThrow(RangeError);
		expect(open.clock.waiting).toBe(0);
	});

	test('needs a secret', () => {
		const { notifications } = open.sandbox;
		expect(() => notifications.register({ url: receiver.url, product: 'mediaPull', secret: '' })).toThrow(
			RangeError,
		);
	});

	test('gets nothing after it was removed, and no timer is left', async () => {
		const registered = register();
		open.sandbox.state.addPlayer({ appId: project.appId });
		expect(open.clock.waiting).toBe(1);
		await receiver.arrived(1);
		registered.dispose();
		await until(() => open.clock.waiting === 0);
		await open.clock.pass(60_000);
		expect(receiver.notices).toHaveLength(1);
	});

	test('gets nothing while the sandbox is stopped, and what happens afterwards', async () => {
		register();
		open.sandbox.state.addPlayer({ appId: project.appId, name: 'a' });
		await passAnswered(open, 0);
		await open.sandbox.stop();
		expect(open.clock.waiting).toBe(0);
		await open.clock.pass(60_000);
		await open.sandbox.listenAgain();
		causeEvent('b');
		await passAnswered(open, 60_000);
		expect(names()).toEqual(['a', 'b']);
	});

	test('is not there by default: no timer is set', async () => {
		open.sandbox.state.addPlayer({ appId: project.appId });
		await open.call('GET', '/dev/v1/projects');
		expect(open.clock.waiting).toBe(0);
	});
});

describe('the health check', () => {
	test('sends one event of each type, and passes where all are answered', async () => {
		expect(await register().checkHealth()).toBeUndefined();
		expect(receiver.notices.map(({ eventType }) => eventType).sort()).toEqual([1, 3, 4]);
		for (const { text } of receiver.notices) {
			const read = readNotification(Buffer.from(text));
			expect(isNotification(read) && isHealthCheck(read)).toBe(true);
		}
		expect(open.clock.waiting).toBe(0);
	});

	test('fails with 590 where one is not answered with 200, and sends nothing again', async () => {
		receiver.answer(status(404));
		expect(await register().checkHealth()).toBe(590);
		await passAnswered(open, 60_000);
		expect(receiver.notices).toHaveLength(3);
	});

	test('fails with 590 after ten seconds, or when the sandbox stops', async () => {
		receiver.answer(silence, silence, silence, silence);
		const registered = register();
		const result = registered.checkHealth();
		await receiver.arrived(3);
		await open.clock.pass(10_000);
		expect(await result).toBe(590);
		const stopped = registered.checkHealth();
		await receiver.arrived(4);
		await open.sandbox.stop();
		expect(await stopped).toBe(590);
	});
});

test('the listener of the extension receives what the sandbox sends', async () => {
	const listener = new NotificationListener({ clock: open.clock });
	const port = await listener.start(0);
	const read: unknown[] = [];
	listener.onDidReceive(({ body, signatures }) => {
		const notification = readNotification(body);
		const isSigned = findSecret(body, signatures, [SECRET]) === SECRET;
		read.push([isNotification(notification) && notification.event.type, isSigned, notification.problems]);
	});
	open.sandbox.notifications.register({
		...{ url: `http://localhost:${port}/`, product: 'mediaPull', secret: SECRET },
	});
	const { id } = open.sandbox.state.addPlayer({ appId: project.appId, channelName: 'class32', uid: 101 });
	await passAnswered(open, 5000);
	open.sandbox.state.removePlayer(id);
	await until(() => read.length === 4);
	expect(read).toEqual([
		['playerCreated', true, []],
		['playerStatusChanged', true, []],
		['playerStatusChanged', true, []],
		['playerDestroyed', true, []],
	]);
	listener.dispose();
});
