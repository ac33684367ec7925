import * as vscode from 'vscode';
import type { AgoraSession } from '../agora/session';
import type { Disposable } from '../common/disposable';
import { Emitter } from '../common/emitter';
import type { Accounts } from './accounts';

/** What this room needs of the sandbox: a running server of its own, with its own credentials. */
export interface RunningSandbox {
	readonly url: string;
	readonly customerId: string;
	readonly customerSecret: string;
	stop(): Promise<void>;
}

export const SANDBOX_ACCOUNT_ID = 'sandbox';

/** The account of the sandbox: made with its server, never stored, gone with it. */
export class SandboxAccount implements Disposable {
	readonly #changed = new Emitter<void>();
	readonly #accounts: Accounts;
	readonly #startServer: () => Promise<RunningSandbox>;
	readonly #currentSession: () => AgoraSession | undefined;
	readonly #forgetSecrets: () => Promise<void>;
	#starting: Promise<RunningSandbox> | undefined;

	readonly onDidChange = this.#changed.event;

	constructor(
		accounts: Accounts,
		startServer: () => Promise<RunningSandbox>,
		currentSession: () => AgoraSession | undefined,
		forgetSecrets: () => Promise<void>,
	) {
		this.#accounts = accounts;
		this.#startServer = startServer;
		this.#currentSession = currentSession;
		this.#forgetSecrets = forgetSecrets;
	}

	get running(): boolean {
		return this.#starting !== undefined;
	}

	isCurrent(session: AgoraSession | undefined): boolean {
		return session?.accountId === SANDBOX_ACCOUNT_ID;
	}

	/** Starts the server unless it runs, and signs this window in to it. */
	async start(): Promise<void> {
		this.#starting ??= this.#startServer();
		try {
			const { url, customerId, customerSecret } = await this.#starting;
			this.#changed.fire();
			await this.#accounts.signInWith(
				{ id: SANDBOX_ACCOUNT_ID, label: vscode.l10n.t('Sandbox'), area: 'local', localServer: url },
				{ customerId, customerSecret },
			);
		} catch (error) {
			this.#starting = undefined;
			throw error;
		}
	}

	async stop(): Promise<void> {
		const starting = this.#starting;
		this.#starting = undefined;
		this.#changed.fire();
		if (this.isCurrent(this.#currentSession())) {
			await this.#accounts.returnToStored();
		}
		await this.#forgetSecrets();
		await (await starting)?.stop();
	}

	dispose(): void {
		this.#changed.dispose();
		void this.#starting?.then((server) => server.stop());
	}
}
