import * as vscode from 'vscode';
import type { PrimaryDomain } from '../../agora/hosts';
import { runCommand } from '../../ui/commands';
import { confirm } from '../../ui/confirm';
import { type PickItem, showInformationMessage } from '../../ui/dialogs';
import { notifyDone } from '../../ui/notify';
import { answerInto, askPick, askText, runSteps } from '../../ui/steps';
import type { AccountChanges } from '../accountChanges';
import { type Account, hostsOfAccount, withPrimaryDomain } from '../accountList';
import type { Accounts, SessionStore } from '../accounts';
import type { SandboxAccount } from '../sandboxAccount';
import { replaceSecret } from './credentials';
import { checkLabel } from './signInSteps';

type Action = 'rename' | 'replace' | 'primaryDomain' | 'remove' | 'stop';

interface Answers {
	readonly account: Account;
	readonly action: Action;
	readonly label: string;
	readonly primaryDomain: PrimaryDomain | 'automatic';
}

export interface ManageAccountsDeps {
	readonly accounts: Accounts;
	readonly sessions: SessionStore;
	readonly changes: AccountChanges;
	readonly sandbox: SandboxAccount;
}

/** The stored accounts, and the sandbox while it runs. */
export function allAccounts(accounts: Accounts, { account }: SandboxAccount): readonly Account[] {
	return account ? [account, ...accounts.stored] : accounts.stored;
}

export async function manageAccounts(deps: ManageAccountsDeps): Promise<void> {
	const { accounts, sessions, sandbox } = deps;
	const all = allAccounts(accounts, sandbox);
	const [first] = all;
	if (!first) {
		await offerSignIn();
		return;
	}
	const current = all.find(({ id }) => id === sessions.current?.accountId);
	const answers = await runSteps<Answers>(
		vscode.l10n.t('Manage Accounts'),
		[
			{
				ask: async (frame, state) =>
					answerInto(
						await askPick(frame, {
							placeholder: vscode.l10n.t('Which account?'),
							items: accountItems(all, sessions.current?.accountId),
							selected: state.account,
						}),
						(account) => ({
							...state,
							account,
							label: account.label,
							primaryDomain: (account.area !== 'local' && account.primaryDomain) || 'automatic',
						}),
					),
			},
			{
				ask: async (frame, state) =>
					answerInto(
						await askPick<Action>(frame, {
							placeholder: vscode.l10n.t('What do you want to do with {0}?', state.account.label),
							items: actionItems(state.account, state.account === sandbox.account),
							selected: state.action,
						}),
						(action) => ({ ...state, action }),
					),
			},
			{
				skip: ({ action }) => action !== 'rename',
				ask: async (frame, state) =>
					answerInto(
						await askText(frame, {
							prompt: vscode.l10n.t('New label for {0}', state.account.label),
							value: state.label,
							validate: (value) => checkLabel(value.trim(), otherLabels(accounts, state.account)),
						}),
						(label) => ({ ...state, label: label.trim() }),
					),
			},
			{
				skip: ({ action }) => action !== 'primaryDomain',
				ask: async (frame, state) =>
					answerInto(
						await askPick<Answers['primaryDomain']>(frame, {
							placeholder: vscode.l10n.t(
								'Which server are requests of {0} sent to first?',
								state.account.label,
							),
							items: domainItems(state.account),
							selected: state.primaryDomain,
						}),
						(primaryDomain) => ({ ...state, primaryDomain }),
					),
			},
		],
		{ account: current ?? first, action: 'rename', label: '', primaryDomain: 'automatic' },
	);
	if (answers) {
		await carryOut(deps, answers);
	}
}

function otherLabels(accounts: Accounts, { id }: Account): string[] {
	return accounts.stored.filter((account) => account.id !== id).map(({ label }) => label);
}

async function carryOut(
	{ accounts, changes, sandbox }: ManageAccountsDeps,
	{ account, action, label, primaryDomain }: Answers,
): Promise<void> {
	switch (action) {
		case 'rename':
			await changes.rename(account, label);
			notifyDone(vscode.l10n.t('{0} is now called {1}', account.label, label));
			break;
		case 'replace':
			await replaceSecret(accounts, changes, account);
			break;
		case 'primaryDomain':
			await setPrimaryDomain(changes, account, primaryDomain);
			break;
		case 'remove':
			await remove(changes, account);
			break;
		case 'stop':
			await stopSandbox(sandbox, account);
			break;
	}
}

async function setPrimaryDomain(
	changes: AccountChanges,
	account: Account,
	domain: Answers['primaryDomain'],
): Promise<void> {
	await changes.setPrimaryDomain(account, domain === 'automatic' ? undefined : domain);
	const { label } = account;
	notifyDone(
		domain === 'automatic'
			? vscode.l10n.t('The primary domain of {0} is that of its service area', label)
			: vscode.l10n.t('The primary domain of {0} is now {1}', label, domain),
	);
}

async function remove(changes: AccountChanges, account: Account): Promise<void> {
	const sure = await confirm({
		question: vscode.l10n.t('Remove the account {0} from this machine?', account.label),
		account: account.label,
		consequence: removalConsequence(),
		verb: vscode.l10n.t('Remove Account'),
	});
	if (sure) {
		await changes.remove(account.id);
		notifyDone(vscode.l10n.t('{0} was removed', account.label));
	}
}

async function stopSandbox(sandbox: SandboxAccount, { label }: Account): Promise<void> {
	const sure = await confirm({
		question: vscode.l10n.t('Stop the sandbox?'),
		account: label,
		consequence: sandboxStopConsequence(),
		verb: vscode.l10n.t('Stop the Sandbox'),
	});
	if (sure) {
		await sandbox.stop();
	}
}

async function offerSignIn(): Promise<void> {
	const signIn = vscode.l10n.t('Sign In');
	const chosen = await showInformationMessage(
		vscode.l10n.t('No account is stored on this machine yet.'),
		signIn,
	);
	if (chosen === signIn) {
		await runCommand('agora.account.signIn');
	}
}

/** A local server has no other domain. The sandbox has no stored credentials or label. */
function actionItems(account: Account, isSandbox: boolean): (PickItem & { readonly value: Action })[] {
	if (isSandbox) {
		const detail = vscode.l10n.t('Discards its projects and cloud players.');
		return [{ value: 'stop', icon: 'debug-stop', label: vscode.l10n.t('Stop the Sandbox…'), detail }];
	}
	const items = allActionItems();
	return account.area === 'local' ? items.filter(({ value }) => value !== 'primaryDomain') : items;
}

/** The advice comes from the document “Console REST API”, section “Ensure service reliability”. */
function domainItems(account: Account): (PickItem & { readonly value: Answers['primaryDomain'] })[] {
	const automatic = hostsOfAccount(withPrimaryDomain(account, undefined))?.own.primary.host;
	return [
		{
			value: 'automatic',
			label: vscode.l10n.t('Automatic'),
			...(automatic !== undefined && { description: automatic }),
			detail: vscode.l10n.t('The domain of the account’s service area.'),
		},
		{
			value: 'api.agora.io',
			label: 'api.agora.io',
			detail: vscode.l10n.t('For requests from outside the Chinese mainland, as Agora advises.'),
		},
		{
			value: 'api.sd-rtn.com',
			label: 'api.sd-rtn.com',
			detail: vscode.l10n.t('For requests from inside the Chinese mainland, as Agora advises.'),
		},
	];
}

function allActionItems(): (PickItem & { readonly value: Action })[] {
	return [
		{ value: 'rename', icon: 'edit', label: vscode.l10n.t('Rename…') },
		{
			value: 'replace',
			icon: 'key',
			label: vscode.l10n.t('Replace Secret…'),
			detail: vscode.l10n.t(
				'For use after the secret was rotated in the Agora Console. Every window picks up the new one.',
			),
		},
		{
			value: 'primaryDomain',
			icon: 'globe',
			label: vscode.l10n.t('Choose Primary Domain…'),
			detail: vscode.l10n.t(
				'The server that requests are sent to first. The other one is used when it cannot be found.',
			),
		},
		{
			value: 'remove',
			icon: 'trash',
			label: vscode.l10n.t('Remove…'),
			detail: vscode.l10n.t('Deletes its credentials from this machine.'),
		},
	];
}

/** The accounts with their servers. The account of this window is marked. */
export function accountItems(
	accounts: readonly Account[],
	currentId: string | undefined,
): (PickItem & { readonly value: Account })[] {
	return accounts.map((account) => {
		const host = hostsOfAccount(account)?.own.primary.host ?? '';
		const isChosen = account.area !== 'local' && account.primaryDomain !== undefined;
		const server = isChosen ? vscode.l10n.t('{0} (chosen)', host) : host;
		return account.id === currentId
			? {
					value: account,
					icon: 'check',
					label: account.label,
					description: vscode.l10n.t('{0} · used by this window', server),
				}
			: { value: account, label: account.label, description: server };
	});
}

/** The consequence of signing out of an account and of removing it, for the confirmation. */
export function removalConsequence(): string {
	return vscode.l10n.t(
		'The Customer ID, the Customer Secret and the secrets of definition files are removed from the secret storage of this machine, and every window that uses the account is signed out. Projects and cloud players are not affected.',
	);
}

/** The consequence of signing out of the sandbox and of stopping it, for the confirmation. */
export function sandboxStopConsequence(): string {
	return vscode.l10n.t(
		'The sandbox stops. Its projects, its cloud players and all changes to them are discarded. Stored accounts are not affected.',
	);
}
