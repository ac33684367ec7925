import { findNodeAtLocation } from 'jsonc-parser';
import * as vscode from 'vscode';
import { notifyDone } from '../../ui/notify';
import { FileTemplate, readDefinitionText } from '../definition/file/definitionText';
import { pickDefinition } from '../definition/file/pickDefinition';
import { requireTrust } from '../definition/file/trust';
import { plainSecrets, secretOwner } from '../definition/memory/plainSecrets';
import { knownHost } from '../definition/variables/resolveForHost';
import { openDefinition } from '../definition/variables/resolveTemplate';
import { literalText } from '../definition/variables/variables';
import type { PlayerCommand } from './playerCommand';

/** Puts the secrets that stand in a definition file into the secret storage, and variables in their places. */
export const hideSecrets: PlayerCommand = async ({ definitions }, { accountId }, argument) => {
	requireTrust();
	const document = await pickDefinition(argument, vscode.l10n.t('Hide Secrets of Definition'));
	if (!document) {
		return;
	}
	const { secretVariables } = await definitions.room();
	const { version } = document;
	const definition = readDefinitionText(document.getText());
	const { root, value } = definition;
	const found = plainSecrets(value);
	if (found.length === 0) {
		throw new Error(vscode.l10n.t('There are no plain-text secrets in this file.'));
	}
	const edit = new vscode.WorkspaceEdit();
	const owner = secretOwner(value);
	const host = knownHost(openDefinition(new FileTemplate(definition)), (name) => process.env[name]);
	for (const { path, start, end, what } of found) {
		const node = root && findNodeAtLocation(root, [...path]);
		if (typeof node?.value === 'string') {
			const text = node.value;
			const secret = literalText(text.slice(start, end)) ?? '';
			const stored = await secretVariables.add(accountId, { name: `${owner}.${what}`, host }, secret);
			const replaced = `${text.slice(0, start)}\${secret:${stored}}${text.slice(end)}`;
			const range = new vscode.Range(
				document.positionAt(node.offset),
				document.positionAt(node.offset + node.length),
			);
			edit.replace(document.uri, range, JSON.stringify(replaced));
		}
	}
	// Storing takes time, in which somebody may type.
	if (document.version !== version || !(await vscode.workspace.applyEdit(edit))) {
		throw new Error(
			vscode.l10n.t('The file changed in the meantime, so nothing in it was replaced. Try again.'),
		);
	}
	notifyDone(
		found.length === 1
			? vscode.l10n.t('1 secret moved to the secret storage')
			: vscode.l10n.t('{0} secrets moved to the secret storage', found.length),
	);
};
