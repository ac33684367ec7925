import * as vscode from 'vscode';
import type { AccountCommandId } from '../../ui/commandIds';
import { notifyFailure } from '../../ui/notify';
import type { AccountChanges } from '../accountChanges';
import type { Accounts } from '../accounts';
import type { SandboxAccount } from '../sandboxAccount';
import type { SessionStore } from '../sessionStore';
import { manageAccounts } from './manage';
import { signIn } from './signIn';
import { signOut } from './signOut';
import { switchAccount } from './switchAccount';

/** What the commands of this room work with. */
export interface AccountParts {
	readonly accounts: Accounts;
	readonly sessions: SessionStore;
	readonly sandbox: SandboxAccount;
	/** Loads what changes stored accounts. */
	readonly changes: () => Promise<AccountChanges>;
}

type AccountCommand = (parts: AccountParts, argument: unknown) => Promise<void>;

/** The commands of this room by their ids. */
export const accountCommands: Readonly<Record<AccountCommandId, AccountCommand>> = {
	'agora.account.signIn': ({ accounts }) => signIn(accounts),
	'agora.account.switch': ({ accounts, sessions }) => switchAccount(accounts, sessions),
	'agora.account.manage': manageAccounts,
	'agora.account.signOut': signOut,
	'agora.sandbox.start': ({ sandbox }) => startSandbox(sandbox),
	'agora.sandbox.stop': ({ sandbox }) => sandbox.stop(),
};

async function startSandbox(sandbox: SandboxAccount): Promise<void> {
	try {
		await sandbox.start();
	} catch (error) {
		await notifyFailure(vscode.l10n.t('Start the sandbox'), error, () => startSandbox(sandbox));
	}
}
