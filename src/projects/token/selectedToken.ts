import * as vscode from 'vscode';
import { findToken, tokenProblem } from '../../agora/token/findToken';
import { tokenProblemText } from '../../ui/channelInput';
import { showInputBox } from '../../ui/dialogs';

/** The token that is selected in the editor, otherwise one that the user pastes; undefined if there is none. */
export async function selectedOrPastedToken(title: string): Promise<string | undefined> {
	const editor = vscode.window.activeTextEditor;
	const selected = findToken(editor?.document.getText(editor.selection) ?? '');
	const problem = tokenProblem(selected);
	if (problem === undefined) {
		return selected;
	}
	const typed = await showInputBox({
		title,
		password: true,
		ignoreFocusOut: true,
		placeHolder: '007…',
		prompt:
			problem === 'empty' || problem === 'noToken'
				? vscode.l10n.t('Paste an RTC token. It is read on this machine only and is not stored.')
				: vscode.l10n.t(
						'The selection cannot be read as a token: {0} Paste an RTC token.',
						tokenProblemText(problem),
					),
		validateInput: (value) => {
			const wrong = tokenProblem(findToken(value));
			return wrong === undefined || value === '' ? undefined : tokenProblemText(wrong);
		},
	});
	const token = findToken(typed ?? '');
	return token === '' ? undefined : token;
}
