import { request } from 'node:http';
import { EventEmitter } from 'vscode';
import { unknownPlayer } from '../../../src/agora/mediaPull/player';
import { signNotification } from '../../../src/agora/notifications/signature';
import { KnownSecrets } from '../../../src/agora/redact';
import { systemClock } from '../../../src/common/clock';
import { toDisposable } from '../../../src/common/disposable';
import type { PlayerEvent } from '../../../src/notifications/eventEffects';
import { LoadedNotifications } from '../../../src/notifications/loadedNotifications';
import { ContextKeySetter } from '../../../src/ui/commands';
import { TestMemento } from '../../fixtures/memento';
import { TestSecrets } from '../../fixtures/secrets';
import { openProjectContext } from './projectContext';

/**
 * A window with a listener that is not started, and the projects of a sandbox.
 *
 * @param isSandbox whether the account counts as the sandbox's, which registers the listener.
 */
export async function openNotificationContext({ isSandbox = false } = {}) {
	const context = await openProjectContext();
	const { sessions, reader } = context;
	const { store, picker } = context.deps;
	const secrets = new TestSecrets();
	const knownSecrets = new KnownSecrets();
	const visibility = new EventEmitter<{ readonly visible: boolean }>();
	const view = {
		visible: true,
		description: '',
		message: '',
		onDidChangeVisibility: visibility.event,
	};
	const playerProjects = new Map<string, string>();
	const knownAppId = context.project('Watch Party').appId;
	const appliedEvents: PlayerEvent[] = [];
	const deps = new LoadedNotifications(view, {
		...{ sessions, secrets, knownSecrets, clock: systemClock, contextKeys: new ContextKeySetter() },
		projects: { store, picker, ensureProjects: () => reader.ensureLoaded() },
		features: {
			players: {
				known: () => [
					{
						appId: knownAppId,
						player: { ...unknownPlayer('known-id', { name: 'known_player' }), channelName: 'class7', uid: 7 },
					},
				],
				projectOf: (id) => playerProjects.get(id),
				applyEvents: async (events) => void appliedEvents.push(...events),
			},
			channels: {
				known: async () => [{ appId: knownAppId, channelName: 'known_channel' }],
				readSoon: async () => {},
			},
			sandbox: {
				isCurrent: () => isSandbox,
				registerReceiver: async (receiver) => context.sandbox.notifications.register(receiver),
			},
			showListener: async () => toDisposable(() => {}),
		},
		memento: new TestMemento(),
	});
	return {
		...context,
		deps,
		/** What the view shows beside its rows. */
		view,
		secrets,
		knownSecrets,
		/** The App IDs of the projects of players that are loaded, by player. */
		playerProjects,
		/** What was passed on to the players. */
		appliedEvents,
		/** Adds a notification, signed with a secret, as the listener does. */
		receive: (notice: unknown, secret?: string): void => {
			const body = Buffer.from(typeof notice === 'string' ? notice : JSON.stringify(notice));
			const signatures = secret === undefined ? {} : signNotification(body, secret);
			deps.received.add({ body, signatures, at: systemClock.now() });
		},
		/** Posts a notification to the listener, and returns the status of the response. */
		post: (notice: unknown, secret: string): Promise<number> => {
			const body = Buffer.from(JSON.stringify(notice));
			const { sha1, sha256 } = signNotification(body, secret);
			return new Promise((resolve, reject) => {
				const headers = {
					'Content-Type': 'application/json',
					'Agora-Signature': sha1,
					'Agora-Signature-V2': sha256,
				};
				const sent = request(deps.listener.address ?? '', { method: 'POST', headers }, (response) => {
					response.resume();
					resolve(response.statusCode ?? 0);
				});
				sent.on('error', reject).end(body);
			});
		},
		close: async () => {
			deps.dispose();
			visibility.dispose();
			await context.close();
		},
	};
}

export type NotificationContext = Awaited<ReturnType<typeof openNotificationContext>>;

/** A notification of Media Pull about a player of a channel. */
export function playerNotice(
	eventType: number,
	fields: Readonly<Record<string, unknown>> = {},
	player: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
	const { noticeId = `notice ${eventType}`, notifyMs = 1_611_566_412_700, ...payload } = fields;
	return {
		...{ noticeId, productId: 4, eventType, notifyMs },
		payload: {
			player: { channelName: 'class32', id: 'player-1', name: 'lesson_1', ...player },
			lts: 1_611_566_412_300,
			...payload,
		},
	};
}

/** A notification about a channel or a user of it. */
export function channelNotice(
	eventType: number,
	payload: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
	return {
		...{ noticeId: `notice ${eventType}`, productId: 1, eventType, notifyMs: 1_611_566_412_700 },
		payload: { channelName: 'class32', ts: 1_611_566_412, uid: 589, platform: 1, clientSeq: 7, ...payload },
	};
}
