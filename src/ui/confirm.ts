import * as vscode from 'vscode';
import { showInputBox, showWarningMessage } from './dialogs';

export interface Confirmation {
	/** A question that names the object, such as “Disable project Class?”. */
	readonly question: string;
	readonly account: string;
	readonly consequence: string;
	/** The verb on the button. */
	readonly verb: string;
	/** What may be worth doing before: a further button, after which the question is asked again with `done` in its place. */
	readonly first?: FirstThing | undefined;
}

interface FirstThing {
	readonly label: string;
	readonly run: () => PromiseLike<void>;
	readonly done: string;
}

/** Asks in a modal dialog before something destructive. Closing the dialog means no. */
export async function confirm({ first, ...asked }: Confirmation): Promise<boolean> {
	const { question, account, consequence, verb } = asked;
	const detail = `${vscode.l10n.t('Account: {0}', account)}\n\n${consequence}`;
	const buttons = first ? [verb, first.label] : [verb];
	const pressed = await showWarningMessage(question, { modal: true, detail }, ...buttons);
	if (first && pressed === first.label) {
		await first.run();
		return await confirm({ ...asked, consequence: `${consequence}\n\n${first.done}` });
	}
	return pressed === verb;
}

/** As `confirm`, with another button for what may be done before or instead. */
export async function confirmOr(
	{ question, account, consequence, verb }: Omit<Confirmation, 'first'>,
	other: string,
): Promise<'confirmed' | 'other' | undefined> {
	const detail = `${vscode.l10n.t('Account: {0}', account)}\n\n${consequence}`;
	switch (await showWarningMessage(question, { modal: true, detail }, verb, other)) {
		case verb:
			return 'confirmed';
		case other:
			return 'other';
		default:
			return undefined;
	}
}

/** Asks the user to type `name` exactly, unless the setting `agora.confirm.typeName` turned this off. */
export async function confirmByName(title: string, name: string): Promise<boolean> {
	if (!vscode.workspace.getConfiguration('agora').get('confirm.typeName', true)) {
		return true;
	}
	const typed = await showInputBox({
		title,
		prompt: vscode.l10n.t('Type “{0}” to continue.', name),
		ignoreFocusOut: true,
		validateInput: (value) =>
			value === '' || value === name ? undefined : vscode.l10n.t('This is not the name yet.'),
	});
	return typed === name;
}
