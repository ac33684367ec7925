import type * as vscode from 'vscode';
import type { KnownSecrets } from '../agora/redact';
import type { RequestLog } from '../agora/requestLog';
import { type Disposable, DisposableStore } from '../common/disposable';
import type { ContextKeySetter } from '../ui/commands';
import { notifyWait } from '../ui/notify';
import { AccountChanges } from './accountChanges';
import { AccountList } from './accountList';
import { AccountSecrets } from './accountSecrets';
import { Accounts, SessionStore } from './accounts';
import { CredentialMonitor } from './credentialMonitor';
import { CredentialStorage } from './credentialStorage';
import { type RunningSandbox, SANDBOX_ACCOUNT_ID, SandboxAccount } from './sandboxAccount';

interface AccountsFeatureDeps {
	readonly context: vscode.ExtensionContext;
	readonly log: RequestLog;
	readonly knownSecrets: KnownSecrets;
	readonly contextKeys: ContextKeySetter;
	readonly startSandboxServer: () => Promise<RunningSandbox>;
}

/** Builds the objects that sign in and store accounts. The commands take what they need from here. */
export class AccountsFeature implements Disposable {
	readonly #owned = new DisposableStore();
	readonly sessions = this.#owned.add(new SessionStore());
	readonly accounts: Accounts;
	readonly changes: AccountChanges;
	readonly credentialMonitor: CredentialMonitor;
	/** The secret storage for other features. */
	readonly secrets: AccountSecrets;
	readonly sandbox: SandboxAccount;

	constructor({ context, log, knownSecrets, contextKeys, startSandboxServer }: AccountsFeatureDeps) {
		const { sessions } = this;
		const owned = this.#owned;
		const messages = () => import('./commands/credentials');
		const list = new AccountList(context.globalState, context.workspaceState);
		const storage = new CredentialStorage(context.secrets);
		const accounts: Accounts = new Accounts({
			...{ list, storage, sessions, log, knownSecrets, notifyWait },
			notifyMissingCredentials: (account) =>
				void messages().then((show) => show.notifyMissingCredentials(accounts, account)),
		});
		const changes = new AccountChanges({
			...{ accounts, list, storage, sessions },
			notifyRemovedElsewhere: (label) => void messages().then((show) => show.notifyRemovedElsewhere(label)),
		});
		this.accounts = accounts;
		this.changes = changes;
		this.secrets = new AccountSecrets(context.secrets, storage, SANDBOX_ACCOUNT_ID);
		this.sandbox = owned.add(
			new SandboxAccount({ accounts, sessions, secrets: this.secrets, startServer: startSandboxServer }),
		);
		this.credentialMonitor = owned.add(
			new CredentialMonitor(
				sessions,
				(session) =>
					void messages().then((show) => show.notifyRefusedCredentials(accounts, changes, session)),
			),
		);
		owned.add(
			storage.onDidChange((id) => {
				changes.syncFromStorage(id).catch(() => log.warn('the secret storage could not be read'));
			}),
		);
		this.#setContextKeys(contextKeys);
	}

	/** Starts Sign In with a `key_and_secret.txt` that is dropped on a view. */
	get drop(): vscode.TreeDragAndDropController<unknown> {
		return {
			dragMimeTypes: [],
			dropMimeTypes: ['text/uri-list', 'files'],
			handleDrop: async (_target, data) => {
				const { signInWithDropped } = await import('./commands/accountCommands');
				await signInWithDropped(this.accounts, data);
			},
		};
	}

	dispose(): void {
		this.#owned.dispose();
	}

	#setContextKeys(contextKeys: ContextKeySetter): void {
		const { sessions, sandbox } = this;
		const update = () => {
			contextKeys.set('agora.session', sessions.session.state);
			contextKeys.set('agora.sandbox.running', sandbox.isRunning);
		};
		this.#owned.add(sessions.onDidChange(update));
		this.#owned.add(sandbox.onDidChange(update));
		update();
	}
}
