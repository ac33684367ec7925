import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Credentials } from '../../agora/credentials';
import type { AccountCommandId } from '../../ui/commandIds';
import { runCommand } from '../../ui/commands';
import { confirm } from '../../ui/confirm';
import { showQuickPick } from '../../ui/dialogs';
import { notifyDone, notifyFailure, offerNext } from '../../ui/notify';
import type { Account } from '../accountList';
import type { Accounts } from '../accounts';
import { droppedFile, pairFromFile } from '../keyFile';
import type { SandboxAccount } from '../sandboxAccount';
import {
	accountItems,
	allAccounts,
	type ManageAccountsDeps,
	manageAccounts,
	removalConsequence,
	sandboxStopConsequence,
} from './manageAccounts';
import { askForAccount, type SignInAnswers } from './signInSteps';

interface SandboxIntroductionDeps {
	readonly sandbox: SandboxAccount;
	/** Makes a project active, unless one is. */
	readonly ensureActiveProject: () => Promise<{ readonly id: string; readonly name: string } | undefined>;
	readonly openWalkthrough: () => Promise<void>;
	/** For what is shown once on this machine. */
	readonly memento: Pick<vscode.Memento, 'get' | 'update'>;
}

export type AccountCommandDeps = ManageAccountsDeps & SandboxIntroductionDeps;

/** The commands of accounts by their ids. No account needs to be signed in. */
export function accountCommands(
	deps: AccountCommandDeps,
): Readonly<Record<AccountCommandId, () => Promise<void>>> {
	const { accounts, sandbox } = deps;
	return {
		'agora.account.signIn': () => signIn(accounts),
		'agora.account.switch': () => switchAccount(deps),
		'agora.account.manage': () => manageAccounts(deps),
		'agora.account.signOut': () => signOut(deps),
		'agora.sandbox.start': () => startSandbox(deps),
		'agora.sandbox.stop': () => sandbox.stop(),
	};
}

async function startSandbox(deps: SandboxIntroductionDeps): Promise<void> {
	try {
		await deps.sandbox.start();
	} catch (error) {
		await notifyFailure(vscode.l10n.t('Start the sandbox'), error, () => startSandbox(deps));
		return;
	}
	const project = await deps.ensureActiveProject().catch(() => undefined);
	if (project && deps.memento.get(INTRODUCED) !== true) {
		await deps.memento.update(INTRODUCED, true);
		// Not awaited: the sandbox is ready while the message is shown.
		void introduceSandbox(deps, project);
	} else {
		notifyDone(vscode.l10n.t('Sandbox started'));
	}
}

const INTRODUCED = 'agora.sandbox.introduced';

/** Says what can be tried next. */
async function introduceSandbox(
	{ openWalkthrough }: SandboxIntroductionDeps,
	{ id, name }: { readonly id: string; readonly name: string },
): Promise<void> {
	await offerNext(
		vscode.l10n.t(
			'The sandbox runs on this machine. Commands use its project “{0}” until you select another one. Try pausing a cloud player, generating a token, or looking at the usage.',
			name,
		),
		[
			{ label: vscode.l10n.t('Open Walkthrough'), run: openWalkthrough },
			{ label: vscode.l10n.t('Show Usage'), run: () => runCommand('agora.usage.show', { projectId: id }) },
		],
	);
}

async function switchAccount({ accounts, sessions, sandbox }: AccountCommandDeps): Promise<void> {
	const add = { icon: 'add', label: vscode.l10n.t('Add Account…'), value: undefined };
	const manage = { icon: 'gear', label: vscode.l10n.t('Manage Accounts…'), value: undefined };
	const separator = { label: '', kind: vscode.QuickPickItemKind.Separator, value: undefined };
	const items = accountItems(allAccounts(accounts, sandbox), sessions.current?.accountId);
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
		await (chosen.value === sandbox.account ? sandbox.start() : accounts.switchTo(chosen.value));
	}
}

async function signOut({ accounts, sessions, sandbox, changes }: ManageAccountsDeps): Promise<void> {
	await accounts.ensureSignedIn();
	const session = sessions.current;
	if (!session) {
		notifyDone(vscode.l10n.t('Not signed in'));
		return;
	}
	const isSandbox = sandbox.isCurrent(session);
	const sure = await confirm({
		question: vscode.l10n.t('Sign out of {0}?', session.accountLabel),
		account: session.accountLabel,
		consequence: isSandbox ? sandboxStopConsequence() : removalConsequence(),
		verb: vscode.l10n.t('Sign Out'),
	});
	if (sure) {
		await (isSandbox ? sandbox.stop() : changes.remove(session.accountId));
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
