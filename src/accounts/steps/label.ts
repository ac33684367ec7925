import * as vscode from 'vscode';

/** What is wrong with a label, or undefined. Two accounts of one label could not be told apart in a question. */
export function checkLabel(label: string, labelsInUse: readonly string[]): string | undefined {
	if (label === '') {
		return vscode.l10n.t('Enter a label.');
	}
	return labelsInUse.includes(label) ? vscode.l10n.t('Another account has this label.') : undefined;
}
