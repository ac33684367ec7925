import * as vscode from 'vscode';

export interface Confirmation {
	/** A question that names the object, such as “Disable project Class?”. */
	readonly question: string;
	readonly account: string;
	readonly consequence: string;
	/** The verb on the button. */
	readonly verb: string;
}

/** Asks in a modal dialog before something destructive. Closing the dialog means no. */
export async function confirm({ question, account, consequence, verb }: Confirmation): Promise<boolean> {
	const detail = `${vscode.l10n.t('Account: {0}', account)}\n\n${consequence}`;
	return (await vscode.window.showWarningMessage(question, { modal: true, detail }, verb)) === verb;
}

/** Asks the user to type `name` exactly, unless the setting `agora.confirm.typeName` turned this off. */
export async function confirmByName(title: string, name: string): Promise<boolean> {
	if (!vscode.workspace.getConfiguration('agora').get('confirm.typeName', true)) {
		return true;
	}
	const typed = await vscode.window.showInputBox({
		title,
		prompt: vscode.l10n.t('Type “{0}” to go on.', name),
		ignoreFocusOut: true,
		validateInput: (value) =>
			value === '' || value === name ? undefined : vscode.l10n.t('This is not the name yet.'),
	});
	return typed === name;
}
