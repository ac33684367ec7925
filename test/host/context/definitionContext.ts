import { Position, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { openPlayerContext } from './playerContext';

/** The players of a sandbox of its own, and definition files to create them from. */
export async function openDefinitionContext() {
	const context = await openPlayerContext();
	return {
		...context,
		/** A definition that is open in an editor and not saved anywhere. */
		write: async (text: string): Promise<Uri> => {
			const uri = Uri.from({
				scheme: 'untitled',
				path: `/test-${Date.now()}-${Math.random()}.agora-player.json`,
			});
			const document = await workspace.openTextDocument(uri);
			const edit = new WorkspaceEdit();
			edit.insert(uri, new Position(0, 0), text);
			await workspace.applyEdit(edit);
			await window.showTextDocument(document, { preview: false });
			return document.uri;
		},
	};
}

export type DefinitionContext = Awaited<ReturnType<typeof openDefinitionContext>>;
