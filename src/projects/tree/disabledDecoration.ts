import * as vscode from 'vscode';
import type { Disposable } from '../../platform/disposable';

const SCHEME = 'agora-disabled-project';

/** What marks a row as that of a disabled project. Names no file. */
export function disabledUri(projectId: string): vscode.Uri {
	return vscode.Uri.from({ scheme: SCHEME, path: `/${projectId}` });
}

/** Greys the rows of disabled projects: VS Code lets a tree colour its labels only the way it does files. */
export function decorateDisabled(): Disposable {
	return vscode.window.registerFileDecorationProvider({
		provideFileDecoration: ({ scheme }) =>
			scheme === SCHEME ? { color: new vscode.ThemeColor('list.deemphasizedForeground') } : undefined,
	});
}
