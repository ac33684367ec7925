import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Project } from '../../../src/agora/console/projects';
import { KnownSecrets } from '../../../src/agora/redact';
import { Emitter } from '../../../src/common/emitter';
import { ListenerController } from '../../../src/notifications/listenerController';
import { NotificationSecrets } from '../../../src/notifications/notificationSecrets';
import { ReceivedNotifications } from '../../../src/notifications/receivedNotifications';
import { SandboxReceivers } from '../../../src/notifications/sandboxReceivers';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox';
import { TestSecrets } from '../../fixtures/secrets';
import { sessionOn, TestSessions } from '../../fixtures/sessions';
import { SimulatedClock } from '../../fixtures/simulatedClock';

describe('the sandbox', () => {
	let sandbox: Sandbox;
	let sessions: TestSessions;
	let projects: { projects: readonly Project[]; onDidChange: Emitter<void>['event'] };
	let changed: Emitter<void>;
	let listener: ListenerController;
	let secrets: NotificationSecrets;
	let received: ReceivedNotifications;
	let receivers: SandboxReceivers;

	beforeEach(async () => {
		sandbox = await startSandbox({ seed: 'demo' });
		sessions = new TestSessions();
		sessions.current = sessionOn(sandbox, 'sandbox');
		changed = new Emitter();
		projects = { projects: listed(), onDidChange: changed.event };
		listener = new ListenerController();
		const storage = new TestSecrets();
		secrets = new NotificationSecrets({
			...{ sessions, secrets: storage, onDidChangeSecrets: storage.onDidChange },
			...{ knownSecrets: new KnownSecrets(), clock: new SimulatedClock(), projectOf: () => undefined },
		});
		received = new ReceivedNotifications({ verify: (request, content) => secrets.verify(request, content) });
		listener.onDidReceive((request) => received.add(request));
		receivers = new SandboxReceivers({
			...{ sessions, projects, listener, secrets },
			sandbox: {
				isCurrent: (session) => session?.accountId === 'sandbox',
				registerReceiver: async (receiver) => sandbox.notifications.register(receiver),
			},
		});
	});
	afterEach(async () => {
		receivers.dispose();
		secrets.dispose();
		listener.dispose();
		await sandbox.stop();
	});

	const listed = () =>
		sandbox.state.projects.map(({ id, name, appId }): Project => {
			const [appCertificate, enabled, createdAt, recordingServer] = [undefined, true, undefined, undefined];
			return { id, name, appId, appCertificate, enabled, createdAt, recordingServer };
		});
	const arrived = async (count: number) => {
		while (received.all.length < count) {
			await setImmediate();
		}
		return received.all;
	};
	const addPlayer = (appId: string) =>
		sandbox.state.addPlayer({ appId, streamUrl: 'https://media.example.com/live', name: 'lesson_1' });

	it('sends what happens in each project to the listener, with a signature that is valid', async () => {
		await listener.start(0);
		await receivers.sync();
		expect(receivers.isActive).toBe(true);
		const appIds = projects.projects.slice(0, 3).map(({ appId }) => appId);
		appIds.forEach(addPlayer);
		const all = await arrived(appIds.length);
		expect(all.every(({ state }) => state === 'valid')).toBe(true);
		expect(new Set(all.map(({ appId }) => appId))).toEqual(new Set(appIds));
	});

	it('sends the events of channels with another secret', async () => {
		await listener.start(0);
		await receivers.sync();
		const [project] = projects.projects;
		const scope = (productId: number) => ({ appId: project?.appId ?? '', productId });
		const [ofPlayers, ofChannels] = [secrets.of(scope(4)), secrets.of(scope(1))];
		expect([ofPlayers.length, ofChannels.length]).toEqual([1, 1]);
		expect(ofPlayers[0]?.value).not.toBe(ofChannels[0]?.value);
	});

	it('is asked again for new projects, and keeps the secrets when the listener is started again', async () => {
		await listener.start(0);
		await receivers.sync();
		const before = secrets.all.length;
		const added = sandbox.state.addProject();
		projects.projects = listed();
		changed.fire();
		await receivers.sync();
		expect(secrets.all.length).toBe(before + 2);
		await listener.stop();
		await listener.start(0);
		await receivers.sync();
		expect(secrets.all.length).toBe(before + 2);
		addPlayer(added.appId);
		expect(await arrived(1)).toMatchObject([{ state: 'valid', appId: added.appId }]);
	});

	it('sends nothing to a listener that was stopped, nor while another account is used', async () => {
		await receivers.sync();
		expect(receivers.isActive).toBe(false);
		await listener.start(0);
		await receivers.sync();
		sessions.replace(sessionOn(sandbox, 'another'));
		await receivers.sync();
		expect(receivers.isActive).toBe(false);
		sessions.replace(sessionOn(sandbox, 'sandbox'));
		await receivers.sync();
		expect(receivers.isActive).toBe(true);
		await listener.stop();
		await receivers.sync();
		expect(receivers.isActive).toBe(false);
		addPlayer(projects.projects[0]?.appId ?? '');
		expect(sandbox.notifications.sent).toEqual([]);
	});
});
