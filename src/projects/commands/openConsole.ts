import * as vscode from 'vscode';
import { showInformationMessage } from '../../ui/dialogs';
import { consoleUrl } from '../consoleUrl';
import type { ProjectCommand } from './projectCommand';

export const openConsole: ProjectCommand = async (_parts, session) => {
	const url = consoleUrl(session.area);
	if (url === undefined) {
		await showInformationMessage(
			vscode.l10n.t('There is no web console: {0} is on a server on this machine.', session.accountLabel),
		);
		return;
	}
	await vscode.env.openExternal(vscode.Uri.parse(url));
};
