import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { AccountCommandId } from '../../ui/commandIds';
import { runCommand } from '../../ui/commands';
import { confirm } from '../../ui/confirm';
import { showQuickPick } from '../../ui/dialogs';
import { notifyDone, notifyFailure } from '../../ui/notify';
import type { AccountChanges } from '../accountChanges';
import type { Account } from '../accountList';
import type { Accounts } from '../accounts';
import { droppedFile, type KeyFilePair, pairFromFile } from '../keyFile';
import type { SandboxAccount } from '../sandboxAccount';
import type { SessionStore } from '../sessionStore';
import { accountItems, manageAccounts, removalConsequence } from './manageAccounts';
import { askForAccount, type SignInAnswers } from './signInSteps';

/** What the commands of this room work with. */
export interface AccountCommandDeps {
	readonly accounts: Accounts;
	readonly sessions: SessionStore;
	readonly sandbox: SandboxAccount;
	/** Loads what changes stored accounts. */
	readonly changes: () => Promise<AccountChanges>;
}

type AccountCommand = (parts: AccountCommandDeps, argument: unknown) => Promise<void>;

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

export async function switchAccount(accounts: Accounts, sessions: SessionStore): Promise<void> {
	const add = { icon: 'add', label: vscode.l10n.t('Add Account…'), value: undefined };
	const manage = { icon: 'gear', label: vscode.l10n.t('Manage Accounts…'), value: undefined };
	const separator = { label: '', kind: vscode.QuickPickItemKind.Separator, value: undefined };
	const items = accountItems(accounts.stored, sessions.current?.accountId);
	const others = items.length > 0 ? [separator, add, manage] : [add];
	const chosen = await showQuickPick([...items, ...others], {
		title: vscode.l10n.t('Switch Account'),
		placeHolder: vscode.l10n.t('Which account should this window use?'),
	});
	if (chosen === add) {
		await runCommand('agora.account.signIn');
	} else if (chosen === manage) {
		await runCommand('agora.account.manage');
	} else if (chosen?.value && chosen.value.id !== sessions.current?.accountId) {
		await accounts.switchTo(chosen.value);
	}
}

export async function signOut({ accounts, sessions, sandbox, changes }: AccountCommandDeps): Promise<void> {
	await accounts.ensureSignedIn();
	const session = sessions.current;
	if (!session) {
		notifyDone(vscode.l10n.t('Not signed in'));
		return;
	}
	if (sandbox.isCurrent(session)) {
		await sandbox.stop();
		return;
	}
	const sure = await confirm({
		question: vscode.l10n.t('Sign out of {0}?', session.accountLabel),
		account: session.accountLabel,
		consequence: removalConsequence(),
		verb: vscode.l10n.t('Sign Out'),
	});
	if (sure) {
		await (await changes()).remove(session.accountId);
	}
}

/** @param pair What a file told already. */
export async function signIn(accounts: Accounts, pair?: KeyFilePair): Promise<void> {
	const answers = await askForAccount(accounts, pair);
	if (answers) {
		const account = answers.stored ?? newAccount(answers);
		if (!(await accounts.addAndSignIn(account, answers))) {
			// The account that was stored under this Customer ID was removed meanwhile; signing in adds it anew.
			await accounts.addAndSignIn({ ...account, id: randomUUID() }, answers);
		}
		notifyDone(vscode.l10n.t('Signed in as {0}', account.label));
	}
}

function newAccount({ area, label, localServer }: SignInAnswers): Account {
	const id = randomUUID();
	return area === 'local' ? { id, label, area, localServer } : { id, label, area };
}

export async function signInWithDropped(accounts: Accounts, data: vscode.DataTransfer): Promise<void> {
	const file = await droppedFile(data);
	const pair = file && (await pairFromFile(file));
	if (pair) {
		await signIn(accounts, pair);
	}
}
