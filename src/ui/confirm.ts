import * as vscode from 'vscode';
import { showInputBox, showWarningMessage } from './dialogs';

interface Confirmation {
	/** A question that names the object, such as “Disable project Class?”. */
	readonly question: string;
	readonly account: string;
	readonly consequence: string;
	/** The verb on the button. */
	readonly verb: string;
}

/** An action that the user may want first, on a button of its own. */
interface FirstAction {
	readonly label: string;
	readonly run: () => PromiseLike<void>;
	/** Added to the consequence when the question is asked again afterwards. */
	readonly done: string;
}

/** Asks in a modal dialog before a destructive action. Closing the dialog means no. */
export async function confirm(
	confirmation: Confirmation & { readonly first?: FirstAction | undefined },
): Promise<boolean> {
	const { first, ...asked } = confirmation;
	const answer = await confirmOr(asked, first?.label);
	if (first && answer === 'other') {
		await first.run();
		return await confirm({ ...asked, consequence: `${asked.consequence}\n\n${first.done}` });
	}
	return answer === 'confirmed';
}

/** Like `confirm`, with another button for what the user can do instead. */
export async function confirmOr(
	{ question, account, consequence, verb }: Confirmation,
	other: string | undefined,
): Promise<'confirmed' | 'other' | undefined> {
	const detail = `${vscode.l10n.t('Account: {0}', account)}\n\n${consequence}`;
	const pressed = await showWarningMessage(
		question,
		{ modal: true, detail },
		verb,
		...(other === undefined ? [] : [other]),
	);
	if (pressed === undefined) {
		return undefined;
	}
	return pressed === verb ? 'confirmed' : 'other';
}

/** Asks the user to type `name` exactly, unless the setting `agora.confirm.typeName` is off. */
export async function confirmByName(title: string, name: string): Promise<boolean> {
	if (!vscode.workspace.getConfiguration('agora').get('confirm.typeName', true)) {
		return true;
	}
	const typed = await showInputBox({
		title,
		prompt: vscode.l10n.t('Type “{0}” to continue.', name),
		ignoreFocusOut: true,
		validateInput: (value) =>
			value === '' || value === name ? undefined : vscode.l10n.t('The name does not match.'),
	});
	return typed === name;
}
