import type * as vscode from 'vscode';
import type { KnownSecrets } from '../agora/http/knownSecrets';
import type { RequestLog } from '../agora/http/log';
import { type Disposable, DisposableStore } from '../platform/disposable';
import { notifyWait } from '../ui/notify';
import { AccountList } from './accountList';
import { AccountSecrets } from './accountSecrets';
import { Accounts } from './accounts';
import { RefusedCredentials } from './refusedCredentials';
import { SANDBOX_ACCOUNT_ID } from './sandboxAccount';
import { SessionStore } from './sessionStore';
import { Vault } from './vault';

/** The objects that keep who is signed in, each after what it needs. What is rarely used is loaded when it is. */
export class AccountRoom implements Disposable {
	private readonly owned = new DisposableStore();
	readonly sessions = this.owned.add(new SessionStore());
	readonly accounts: Accounts;
	readonly refused: RefusedCredentials;
	/** What other features keep secret of the accounts. */
	readonly secrets: AccountSecrets;
	/** Loads what changes stored accounts. */
	readonly changes: () => ReturnType<typeof loadChanges>;

	constructor(context: vscode.ExtensionContext, log: RequestLog, known: KnownSecrets) {
		const { sessions } = this;
		const list = new AccountList(context.globalState, context.workspaceState);
		const vault = new Vault(context.secrets);
		const accounts: Accounts = new Accounts(
			list,
			vault,
			sessions,
			log,
			{
				missingCredentials: async (account) => (await messages()).tellMissingCredentials(accounts, account),
				wait: notifyWait,
			},
			known,
		);
		this.accounts = accounts;
		this.secrets = new AccountSecrets(context.secrets, vault, SANDBOX_ACCOUNT_ID);
		this.changes = () => loadChanges(accounts, list, vault, sessions);
		this.refused = this.owned.add(
			new RefusedCredentials(sessions, async (session) =>
				(await messages()).tellRefusedCredentials(accounts, await this.changes(), session),
			),
		);
		this.owned.add(
			vault.onDidChange((id) => {
				this.changes()
					.then((changes) => changes.follow(id))
					.catch(() => log.warn('the secret storage could not be read'));
			}),
		);
	}

	dispose(): void {
		this.owned.dispose();
	}
}

function messages() {
	return import('./credentialMessages');
}

async function loadChanges(accounts: Accounts, list: AccountList, vault: Vault, sessions: SessionStore) {
	const { AccountChanges } = await import('./accountChanges');
	const { tellRemovedElsewhere: removedElsewhere } = await messages();
	return new AccountChanges({ accounts, list, vault, sessions, removedElsewhere });
}
