import * as vscode from 'vscode';
import type { AgoraSession, SessionSource } from '../agora/session';
import type { Disposable } from '../common/disposable';
import { Emitter } from '../common/emitter';
import type { Account } from './accountList';
import type { AccountSecrets } from './accountSecrets';
import type { Accounts } from './accounts';

/** A sandbox server with credentials of its own. */
export interface RunningSandbox {
	readonly url: string;
	readonly customerId: string;
	readonly customerSecret: string;
	readonly notifications: { register(receiver: SandboxReceiver): Disposable };
	stop(): Promise<void>;
}

/** A receiver of the notifications of one product of one project. */
export interface SandboxReceiver {
	readonly url: string;
	readonly product: 'channels' | 'mediaPull';
	readonly secret: string;
	readonly appId: string;
}

interface SandboxAccountDeps {
	readonly accounts: Accounts;
	readonly sessions: SessionSource;
	readonly secrets: AccountSecrets;
	readonly startServer: () => Promise<RunningSandbox>;
}

export const SANDBOX_ACCOUNT_ID = 'sandbox';

/** The account of the sandbox. It exists as long as its server and is never stored. */
export class SandboxAccount implements Disposable {
	readonly #changed = new Emitter<void>();
	readonly #deps: SandboxAccountDeps;
	#starting: Promise<RunningSandbox> | undefined;
	#account: Account | undefined;

	readonly onDidChange = this.#changed.event;

	constructor(deps: SandboxAccountDeps) {
		this.#deps = deps;
	}

	get isRunning(): boolean {
		return this.#starting !== undefined;
	}

	/** Undefined while the server is not running. */
	get account(): Account | undefined {
		return this.#account;
	}

	isCurrent(session: AgoraSession | undefined): boolean {
		return session?.accountId === SANDBOX_ACCOUNT_ID;
	}

	/** Starts the server, unless it runs, and signs in to it. */
	async start(): Promise<void> {
		const { accounts, startServer } = this.#deps;
		this.#starting ??= startServer();
		try {
			const { url, customerId, customerSecret } = await this.#starting;
			const label = vscode.l10n.t('Sandbox');
			const account = { id: SANDBOX_ACCOUNT_ID, label, area: 'local', localServer: url } as const;
			this.#account = account;
			this.#changed.fire();
			await accounts.signInWith(account, { customerId, customerSecret });
		} catch (error) {
			this.#starting = undefined;
			this.#account = undefined;
			throw error;
		}
	}

	/** Sends notifications to a receiver until it is disposed of; undefined while the server is not running. */
	async registerReceiver(receiver: SandboxReceiver): Promise<Disposable | undefined> {
		return (await this.#starting)?.notifications.register(receiver);
	}

	/** Stops the server and signs in to the stored account that this window used before. */
	async stop(): Promise<void> {
		const { accounts, sessions, secrets } = this.#deps;
		const starting = this.#starting;
		this.#starting = undefined;
		this.#account = undefined;
		this.#changed.fire();
		if (this.isCurrent(sessions.current)) {
			await accounts.returnToStored();
		}
		await secrets.deleteTemporary();
		await (await starting)?.stop();
	}

	dispose(): void {
		this.#changed.dispose();
		void this.#starting?.then((server) => server.stop());
	}
}
