import type * as vscode from 'vscode';
import type { KnownSecrets } from '../agora/knownSecrets';
import type { RequestLog } from '../agora/requestLog';
import type { AgoraSession } from '../agora/session';
import { type Disposable, DisposableStore } from '../common/disposable';
import type { ContextKeySetter } from '../ui/commands';
import { notifyWait } from '../ui/notify';
import { AccountList } from './accountList';
import { AccountSecrets } from './accountSecrets';
import { Accounts } from './accounts';
import { CredentialMonitor } from './credentialMonitor';
import { CredentialStorage } from './credentialStorage';
import { SANDBOX_ACCOUNT_ID, type SandboxAccount } from './sandboxAccount';
import { SessionStore } from './sessionStore';

/** The objects that keep who is signed in, each after what it needs. What is rarely used is loaded when it is. */
export class AccountsFeature implements Disposable {
	readonly #owned = new DisposableStore();
	readonly sessions = this.#owned.add(new SessionStore());
	readonly accounts: Accounts;
	readonly credentialMonitor: CredentialMonitor;
	/** What other features keep secret of the accounts. */
	readonly secrets: AccountSecrets;
	/** Loads what changes stored accounts. */
	readonly changes: () => ReturnType<typeof loadChanges>;

	constructor(context: vscode.ExtensionContext, log: RequestLog, known: KnownSecrets) {
		const { sessions } = this;
		const list = new AccountList(context.globalState, context.workspaceState);
		const storage = new CredentialStorage(context.secrets);
		const accounts: Accounts = new Accounts(
			list,
			storage,
			sessions,
			log,
			{
				missingCredentials: (account) =>
					void messages().then(({ notifyMissingCredentials }) => notifyMissingCredentials(accounts, account)),
				wait: notifyWait,
			},
			known,
		);
		this.accounts = accounts;
		this.secrets = new AccountSecrets(context.secrets, storage, SANDBOX_ACCOUNT_ID);
		this.changes = () => loadChanges(accounts, list, storage, sessions);
		this.credentialMonitor = this.#owned.add(
			new CredentialMonitor(sessions, (session) => void this.#showRefusal(accounts, session)),
		);
		this.#owned.add(
			storage.onDidChange((id) => {
				this.changes()
					.then((changes) => changes.syncFromStorage(id))
					.catch(() => log.warn('the secret storage could not be read'));
			}),
		);
	}

	async #showRefusal(accounts: Accounts, session: AgoraSession): Promise<void> {
		const { notifyRefusedCredentials } = await messages();
		await notifyRefusedCredentials(accounts, await this.changes(), session);
	}

	dispose(): void {
		this.#owned.dispose();
	}
}

function messages() {
	return import('./credentialMessages');
}

async function loadChanges(
	accounts: Accounts,
	list: AccountList,
	storage: CredentialStorage,
	sessions: SessionStore,
) {
	const { AccountChanges } = await import('./accountChanges');
	const { notifyRemovedElsewhere } = await messages();
	return new AccountChanges({
		accounts,
		list,
		storage,
		sessions,
		notifyRemovedElsewhere: (label) => void notifyRemovedElsewhere(label),
	});
}

/** Tells the `when` clauses of package.json whether somebody is signed in and whether the sandbox runs. */
export function bindSessionContext(
	sessions: SessionStore,
	sandbox: SandboxAccount,
	context: ContextKeySetter,
): Disposable {
	const update = () => {
		context.set('agora.session', sessions.session.state);
		context.set('agora.sandbox.running', sandbox.running);
	};
	const subscriptions = new DisposableStore();
	subscriptions.add(sessions.onDidChange(update));
	subscriptions.add(sandbox.onDidChange(update));
	update();
	return subscriptions;
}

/** Takes a `key_and_secret.txt` that is dropped on a view, and starts Sign In with it. */
export function keyFileDrop(accounts: Accounts): vscode.TreeDragAndDropController<unknown> {
	return {
		dragMimeTypes: [],
		dropMimeTypes: ['text/uri-list', 'files'],
		handleDrop: async (_target, data) => {
			const { signInWithDropped } = await import('./commands/accountCommands');
			await signInWithDropped(accounts, data);
		},
	};
}
