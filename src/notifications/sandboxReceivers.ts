import { randomBytes } from 'node:crypto';
import type { Project } from '../agora/console/projects';
import { PRODUCT_IDS } from '../agora/notifications/event';
import type { SessionSource } from '../agora/session';
import { type Disposable, DisposableStore } from '../common/disposable';
import type { Event } from '../common/emitter';
import type { ListenerController } from './listenerController';
import type { NotificationSecrets } from './notificationSecrets';

/** A receiver of the notifications of one product of one project, as it is set up in the Agora Console. */
export interface SandboxReceiver {
	readonly url: string;
	readonly product: keyof typeof PRODUCT_IDS;
	readonly secret: string;
	readonly appId: string;
}

/** The sandbox of this window. */
export interface NotifyingSandbox {
	/** Registers a receiver until it is disposed of; undefined if the sandbox does not run. */
	registerReceiver(receiver: SandboxReceiver): Promise<Disposable | undefined>;
	/** Whether this window is signed in to the sandbox. */
	isCurrent(session: SessionSource['current']): boolean;
}

interface SandboxReceiversDeps {
	readonly sandbox: NotifyingSandbox;
	readonly sessions: SessionSource;
	readonly projects: { readonly projects: readonly Project[]; readonly onDidChange: Event<void> };
	readonly listener: Pick<ListenerController, 'address' | 'onDidChange'>;
	readonly secrets: Pick<NotificationSecrets, 'of' | 'add'>;
}

const PRODUCTS = Object.entries(PRODUCT_IDS) as [keyof typeof PRODUCT_IDS, number][];

/**
 * Registers the listener with the sandbox while this window is signed in to it: with every project, as a user does in the Agora Console,
 * and with a secret for each product. The account of the sandbox, and with it the secrets, ends with the window.
 */
export class SandboxReceivers implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #deps: SandboxReceiversDeps;
	/** By App ID. */
	readonly #registered = new Map<string, DisposableStore>();
	#address: string | undefined;
	#last: Promise<void> = Promise.resolve();

	constructor(deps: SandboxReceiversDeps) {
		this.#deps = deps;
		const sync = () => void this.sync().catch(() => {});
		for (const { onDidChange } of [deps.listener, deps.sessions, deps.projects]) {
			this.#subscriptions.add(onDidChange(sync));
		}
	}

	/** Whether the sandbox sends its notifications to the listener. */
	get isActive(): boolean {
		return this.#registered.size > 0;
	}

	/** Registers and removes what is necessary now. */
	sync(): Promise<void> {
		this.#last = this.#last.catch(() => {}).then(() => this.#sync());
		return this.#last;
	}

	dispose(): void {
		this.#subscriptions.dispose();
		this.#removeAll();
	}

	async #sync(): Promise<void> {
		const { sandbox, sessions, projects, listener } = this.#deps;
		const { address } = listener;
		const isUsed = address !== undefined && sandbox.isCurrent(sessions.current);
		if (!isUsed || address !== this.#address) {
			this.#removeAll();
		}
		this.#address = address;
		const accountId = sessions.current?.accountId;
		if (!isUsed || accountId === undefined) {
			return;
		}
		const appIds = projects.projects.map(({ appId }) => appId).filter((appId) => appId !== '');
		for (const appId of appIds.filter((each) => !this.#registered.has(each))) {
			const receivers = new DisposableStore();
			this.#registered.set(appId, receivers);
			for (const [product, productId] of PRODUCTS) {
				const secret = await this.#secretFor(accountId, appId, productId);
				const receiver = await sandbox.registerReceiver({ url: address, product, secret, appId });
				if (receiver) {
					receivers.add(receiver);
				}
			}
		}
	}

	async #secretFor(accountId: string, appId: string, productId: number): Promise<string> {
		const { secrets } = this.#deps;
		const [stored] = secrets.of({ appId, productId });
		if (stored) {
			return stored.value;
		}
		const secret = randomBytes(16).toString('hex');
		await secrets.add(accountId, { appId, productId }, secret);
		return secret;
	}

	#removeAll(): void {
		for (const receivers of this.#registered.values()) {
			receivers.dispose();
		}
		this.#registered.clear();
	}
}
