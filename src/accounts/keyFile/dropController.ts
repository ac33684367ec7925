import type * as vscode from 'vscode';
import type { Accounts } from '../accounts';

/** Takes a `key_and_secret.txt` that is dropped on a view, and starts Sign In with it. */
export function keyFileDrop(accounts: Accounts): vscode.TreeDragAndDropController<unknown> {
	return {
		dragMimeTypes: [],
		dropMimeTypes: ['text/uri-list', 'files'],
		handleDrop: async (_target, data) => {
			const { signInWithDropped } = await import('../commands/signIn');
			await signInWithDropped(accounts, data);
		},
	};
}
