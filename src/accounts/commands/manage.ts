import * as vscode from 'vscode';
import { runCommand } from '../../ui/commands';
import { confirm } from '../../ui/confirm';
import { type PickItem, showInformationMessage } from '../../ui/dialogs';
import { notifyDone } from '../../ui/notify';
import { answerInto, askPick, askText, runSteps } from '../../ui/steps';
import type { Account } from '../account';
import type { AccountChanges } from '../accountChanges';
import { accountItems } from '../accountItems';
import { removalConsequence } from '../removalConsequence';
import { replaceSecret } from '../replaceSecret';
import { checkLabel } from '../steps/label';
import type { AccountParts } from './accountCommands';

type Action = 'rename' | 'replace' | 'remove';

interface Answers {
	readonly account: Account;
	readonly action: Action;
	readonly label: string;
}

export async function manageAccounts({ accounts, sessions, changes }: AccountParts): Promise<void> {
	const [first] = accounts.stored;
	if (!first) {
		await offerFirst();
		return;
	}
	const current = accounts.stored.find(({ id }) => id === sessions.current?.accountId);
	const answers = await runSteps<Answers>(
		vscode.l10n.t('Manage Accounts'),
		[
			{
				ask: async (frame, state) =>
					answerInto(
						await askPick(frame, {
							placeholder: vscode.l10n.t('Which account?'),
							items: accountItems(accounts.stored, sessions.current?.accountId),
							selected: state.account,
						}),
						(account) => ({ ...state, account, label: account.label }),
					),
			},
			{
				ask: async (frame, state) =>
					answerInto(
						await askPick<Action>(frame, {
							placeholder: vscode.l10n.t('What do you want to do with {0}?', state.account.label),
							items: actionItems(),
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
							validate: (value) => checkLabel(value.trim(), labelsBeside(accounts, state.account)),
						}),
						(label) => ({ ...state, label: label.trim() }),
					),
			},
		],
		{ account: current ?? first, action: 'rename', label: '' },
	);
	if (answers) {
		await carryOut(accounts, await changes(), answers);
	}
}

function labelsBeside(accounts: AccountParts['accounts'], { id }: Account): string[] {
	return accounts.stored.filter((account) => account.id !== id).map(({ label }) => label);
}

async function carryOut(
	accounts: AccountParts['accounts'],
	changes: AccountChanges,
	{ account, action, label }: Answers,
): Promise<void> {
	switch (action) {
		case 'rename':
			await changes.rename(account, label);
			notifyDone(vscode.l10n.t('{0} is now called {1}', account.label, label));
			break;
		case 'replace':
			await replaceSecret(accounts, changes, account);
			break;
		case 'remove':
			await remove(changes, account);
			break;
	}
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

async function offerFirst(): Promise<void> {
	const signIn = vscode.l10n.t('Sign In');
	const chosen = await showInformationMessage(
		vscode.l10n.t('No account is stored on this machine yet.'),
		signIn,
	);
	if (chosen === signIn) {
		await runCommand('agora.account.signIn');
	}
}

function actionItems(): (PickItem & { readonly value: Action })[] {
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
			value: 'remove',
			icon: 'trash',
			label: vscode.l10n.t('Remove…'),
			detail: vscode.l10n.t('Deletes its credentials from this machine.'),
		},
	];
}
