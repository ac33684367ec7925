import * as vscode from 'vscode';

/** How the active project came to be it: chosen by hand, or named by a file of the workspace. */
export type HowActive = { readonly chosen: true } | { readonly foundIn: string };

export function howActiveText(how: HowActive): string {
	return 'foundIn' in how ? vscode.l10n.t('found in {0}', how.foundIn) : vscode.l10n.t('chosen by hand');
}
