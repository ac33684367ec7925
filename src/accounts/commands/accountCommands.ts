import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Credentials } from '../../agora/credentials';
import type { AccountCommandId } from '../../ui/commandIds';
import { runCommand } from '../../ui/commands';
import { confirm } from '../../ui/confirm';
import { showQuickPick } from '../../ui/dialogs';
import { notifyDone, notifyFailure } from '../../ui/notify';
import type { AccountChanges } from '../accountChanges';
import type { Account } from '../accountList';
import type { Accounts, SessionStore } from '../accounts';
import { droppedFile, pairFromFile } from '../keyFile';
import type { SandboxAccount } from '../sandboxAccount';
import { accountItems, type ManageAccountsDeps, manageAccounts, removalConsequence } from './manageAccounts';
import { askForAccount, type SignInAnswers } from './signInSteps';

interface SignOutDeps {
	readonly accounts: Accounts;
	readonly sessions: SessionStore;
	readonly sandbox: SandboxAccount;
	readonly changes: AccountChanges;
}

/** The commands of accounts by their ids. No account needs to be signed in. */
export function accountCommands(
	deps: SignOutDeps & ManageAccountsDeps,
): Readonly<Record<AccountCommandId, () => Promise<void>>> {
	const { accounts, sessions, sandbox } = deps;
	return {
		'agora.account.signIn': () => signIn(accounts),
		'agora.account.switch': () => switchAccount(accounts, sessions),
		'agora.account.manage': () => manageAccounts(deps),
		'agora.account.signOut': () => signOut(deps),
		'agora.sandbox.start': () => startSandbox(sandbox),
		'agora.sandbox.stop': () => sandbox.stop(),
	};
}

async function startSandbox(sandbox: SandboxAccount): Promise<void> {
	try {
		await sandbox.start();
	} catch (error) {
		await notifyFailure(vscode.l10n.t('Start the sandbox'), error, () => startSandbox(sandbox));
	}
}

async function switchAccount(accounts: Accounts, sessions: SessionStore): Promise<void> {
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

async function signOut({ accounts, sessions, sandbox, changes }: SignOutDeps): Promise<void> {
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
		await changes.remove(session.accountId);
	}
}

/** @param credentials the credentials from a file. */
async function signIn(accounts: Accounts, credentials?: Credentials): Promise<void> {
	const answers = await askForAccount(accounts, credentials);
	if (answers) {
		const account = answers.stored ?? newAccount(answers);
		if (!(await accounts.addAndSignIn(account, answers))) {
			// Another window has removed the stored account with this Customer ID. A new account replaces it.
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
	const credentials = file && (await pairFromFile(file));
	if (credentials) {
		await signIn(accounts, credentials);
	}
}
