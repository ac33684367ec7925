import { findNodeAtLocation } from 'jsonc-parser';
import * as vscode from 'vscode';
import { notifyDone } from '../../ui/notify';
import { readDefinitionText } from '../definition/file/definitionText';
import { pickDefinition } from '../definition/file/pickDefinition';
import { requireTrust } from '../definition/file/trust';
import { plainSecrets } from '../definition/memory/plainSecrets';
import type { PlayerCommand } from './playerCommand';

/** Puts the secrets that stand in a definition file into the secret storage, and variables in their places. */
export const hideSecrets: PlayerCommand = async ({ definitions }, { accountId }, argument) => {
	requireTrust();
	const document = await pickDefinition(argument, vscode.l10n.t('Hide Secrets of Definition'));
	if (!document) {
		return;
	}
	const { secretVariables } = await definitions.room();
	const { root, value } = readDefinitionText(document.getText());
	const edit = new vscode.WorkspaceEdit();
	const found = plainSecrets(value);
	for (const { path, start, end, name } of found) {
		const node = root && findNodeAtLocation(root, [...path]);
		if (typeof node?.value === 'string') {
			const text = node.value;
			await secretVariables.store(accountId, name, text.slice(start, end));
			const replaced = `${text.slice(0, start)}\${secret:${name}}${text.slice(end)}`;
			const range = new vscode.Range(
				document.positionAt(node.offset),
				document.positionAt(node.offset + node.length),
			);
			edit.replace(document.uri, range, JSON.stringify(replaced));
		}
	}
	await vscode.workspace.applyEdit(edit);
	notifyDone(vscode.l10n.t('{0} secrets moved to the secret storage', found.length));
};
