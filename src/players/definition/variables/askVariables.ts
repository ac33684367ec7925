import * as vscode from 'vscode';
import { showInputBox } from '../../../ui/dialogs';
import type { SecretVariables } from '../memory/secretVariables';
import type { VariableSource } from './resolveTemplate';

/** Values of variables: from the environment, the secret storage, and the user. A secret is asked for once and then kept. */
export function variableSource(secrets: SecretVariables, accountId: string, title: string): VariableSource {
	return {
		env: (name) => process.env[name],
		secret: async (name) => {
			const stored = await secrets.read(accountId, name);
			if (stored !== undefined) {
				return stored;
			}
			const prompt = vscode.l10n.t('Value of {0}. It is kept in the secret storage.', `\${secret:${name}}`);
			const value = await askHidden(title, prompt);
			if (value !== undefined) {
				await secrets.store(accountId, name, value);
			}
			return value;
		},
		input: async (label) => await showInputBox({ title, prompt: label, ignoreFocusOut: true }),
	};
}

/** A line that nobody sees; not empty. */
async function askHidden(title: string, prompt: string): Promise<string | undefined> {
	const value = await showInputBox({ title, prompt, password: true, ignoreFocusOut: true });
	return value === '' ? undefined : value;
}
