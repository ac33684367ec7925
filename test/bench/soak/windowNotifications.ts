import { Agent } from 'node:http';
import { isNotification } from '../../../src/agora/notifications/event';
import { signNotification } from '../../../src/agora/notifications/signature';
import { KnownSecrets } from '../../../src/agora/redact';
import { type Disposable, DisposableStore } from '../../../src/common/disposable';
import { EventEffects, type PlayerEvent } from '../../../src/notifications/eventEffects';
import { NotificationListener } from '../../../src/notifications/listener';
import { ListenerController } from '../../../src/notifications/listenerController';
import { NotificationSecrets } from '../../../src/notifications/notificationSecrets';
import {
	type NotificationContent,
	type ReceivedNotification,
	ReceivedNotifications,
} from '../../../src/notifications/receivedNotifications';
import { SandboxReceivers } from '../../../src/notifications/sandboxReceivers';
import { PlayerEventReceiver } from '../../../src/players/playerEventReceiver';
import type { NotificationFault } from '../../../src/sandbox/notifications/notificationFaults';
import { post } from '../../../src/sandbox/notifications/post';
import type { Sandbox } from '../../../src/sandbox/sandbox';
import { TestSecrets } from '../../fixtures/secrets';
import type { SimulatedWindow } from './simulatedWindow';
import { pick } from './userCommands';

const FAULTS: readonly NotificationFault[] = [
	'lost',
	'duplicate',
	'outOfOrder',
	'wrongSignature',
	{ delaySeconds: 30 },
	{ lostAnswers: 2 },
];
const FAULT_CHANCE = 0.25;

const MEDIA_PULL = 4;
const STATUS_CHANGED = 4;
const DESTROYED = 3;

/** The `noticeId` of every notification that the sandbox did not send begins with this. */
const FORGED = 'forged:';

type WindowDeps = Pick<SimulatedWindow, 'sessions' | 'projects' | 'players' | 'watch' | 'channels' | 'clock'>;

export interface NotificationCounts {
	readonly received: number;
	/** Events of players that reached the player store. */
	readonly applied: number;
	/** Notifications by the state of their signature. */
	readonly valid: number;
	readonly invalid: number;
	/** Those of somebody who does not know a secret, and those of them that count as valid. */
	readonly forged: number;
	readonly accepted: number;
	/** The most that were kept at a time. */
	readonly mostKept: number;
}

/** The listener of a window and what it does with notifications, connected as in `loadedNotifications.ts`. The sandbox sends to it. */
export class WindowNotifications implements Disposable {
	private readonly owned = new DisposableStore();
	private readonly deps: WindowDeps;
	private readonly random: () => number;
	private readonly listener: ListenerController;
	private readonly received: ReceivedNotifications;
	private readonly secrets: NotificationSecrets;
	private readonly receivers: SandboxReceivers;
	private readonly agent = new Agent({ keepAlive: true });
	private applied = 0;
	private valid = 0;
	private invalid = 0;
	private forged = 0;
	private accepted = 0;
	private mostKept = 0;

	constructor(deps: WindowDeps, sandbox: Sandbox, random: () => number) {
		this.deps = deps;
		this.random = random;
		const { owned } = this;
		const { sessions, projects, players, watch, channels, clock } = deps;
		sandbox.notifications.faults.take = () => (random() < FAULT_CHANCE ? pick(FAULTS, random) : undefined);
		this.listener = owned.add(new ListenerController(new NotificationListener({ clock })));
		const storage = new TestSecrets();
		this.secrets = owned.add(
			new NotificationSecrets({
				...{ sessions, secrets: storage, onDidChangeSecrets: storage.onDidChange, clock },
				knownSecrets: new KnownSecrets(),
				projectOf: (content) => this.projectOf(content),
			}),
		);
		const { secrets } = this;
		const received = owned.add(
			new ReceivedNotifications({ verify: (request, content) => secrets.verify(request, content) }),
		);
		this.received = received;
		owned.add(secrets.onDidChange(() => received.verifyAgain()));
		owned.add(
			this.listener.onDidReceive((request) => {
				received.add(request);
				this.mostKept = Math.max(this.mostKept, received.all.length);
			}),
		);
		owned.add(received.onDidArrive((arrived) => this.count(arrived)));
		const events = owned.add(new PlayerEventReceiver({ store: players, live: watch, clock }));
		const applyPlayerEvents = (batch: readonly PlayerEvent[]): void => {
			this.applied += batch.length;
			events.apply(batch);
		};
		owned.add(
			new EventEffects({
				...{ received, sessions, clock, applyPlayerEvents },
				readChannelsSoon: (changed) => channels.poller.readSoon(changed),
			}),
		);
		this.receivers = owned.add(
			new SandboxReceivers({
				...{ sessions, projects, listener: this.listener, secrets },
				sandbox: {
					registerReceiver: async (receiver) => sandbox.notifications.register(receiver),
					isCurrent: (session) => session !== undefined,
				},
			}),
		);
	}

	async start(): Promise<void> {
		await this.listener.start(0);
		await this.receivers.sync();
	}

	async stop(): Promise<void> {
		await this.listener.stop();
		await this.receivers.sync();
	}

	/** The user removes a stored secret: what is signed with it is unchecked or invalid until the listener is started again. */
	async removeSecret(): Promise<void> {
		const secret = pick(this.secrets.all, this.random);
		const accountId = this.deps.sessions.current?.accountId;
		if (secret && accountId !== undefined) {
			await this.secrets.remove(accountId, secret);
		}
	}

	/** Somebody who does not know a secret says that a player failed or is gone, or sends anything else. */
	async forge(): Promise<void> {
		const { address } = this.listener;
		if (address === undefined) {
			return;
		}
		const { projects, players } = this.deps;
		const shown = projects.projects.flatMap(({ appId }) => players.players(appId));
		const shownPlayer = pick(shown, this.random)?.player;
		this.forged += 1;
		const body = this.random() < 0.2 || !shownPlayer ? this.garbage() : this.forgedBody(shownPlayer);
		const { sha1, sha256 } = signNotification(Buffer.from(body), 'guessed');
		const headers = this.random() < 0.5 ? {} : { 'Agora-Signature': sha1, 'Agora-Signature-V2': sha256 };
		await post(new URL(address), { body, headers, agent: this.agent }).answer;
	}

	get counts(): NotificationCounts {
		const { applied, valid, invalid, forged, accepted, mostKept } = this;
		return { received: this.received.total, applied, valid, invalid, forged, accepted, mostKept };
	}

	dispose(): void {
		this.agent.destroy();
		this.owned.dispose();
	}

	private forgedBody({ id, name }: { readonly id: string; readonly name: string | undefined }): string {
		const isDestroyed = this.random() < 0.5;
		const player = { channelName: 'class', id, name, ...(isDestroyed ? {} : { status: 'failed' }) };
		const now = this.deps.clock.now();
		return JSON.stringify({
			noticeId: `${FORGED}${this.forged}`,
			productId: MEDIA_PULL,
			eventType: isDestroyed ? DESTROYED : STATUS_CHANGED,
			notifyMs: now,
			payload: { player, lts: now, ...(isDestroyed ? { destroyReason: 'Delete Request' } : {}) },
		});
	}

	private garbage(): string {
		const length = Math.floor(this.random() * 2000);
		return Array.from({ length }, () => String.fromCharCode(this.random() * 0x2_00)).join('');
	}

	private count({ state, content }: ReceivedNotification): void {
		const isForged = isNotification(content) && content.noticeId.startsWith(FORGED);
		this.valid += state === 'valid' ? 1 : 0;
		this.invalid += state === 'invalid' ? 1 : 0;
		this.accepted += state === 'valid' && isForged ? 1 : 0;
	}

	private projectOf(content: NotificationContent): string | undefined {
		const event = isNotification(content) ? content.event : undefined;
		const id = event && 'player' in event ? event.player.id : undefined;
		const { projects, players } = this.deps;
		const isOf = (appId: string): boolean => players.players(appId).some(({ player }) => player.id === id);
		return projects.projects.find(({ appId }) => isOf(appId))?.appId;
	}
}
