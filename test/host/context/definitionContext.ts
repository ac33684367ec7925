import { Position, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { createFromFile } from '../../../src/players/commands/create';
import { openPlayerContext } from './playerContext';

/** A definition without variables. */
export const PLAIN = `{
	"region": "eu",
	"project": "Watch Party",
	"player": { "streamUrl": "rtmp://example.com/live/new", "channelName": "new", "uid": 7, "name": "new_7" },
}`;

/** Confirms the creation of a player from a file. */
export const CREATE = { press: 'Create Cloud Player' };

/** The players of a sandbox, and definition files to create players from. */
export async function openDefinitionContext() {
	const context = await openPlayerContext();
	/** Opens an unsaved definition in an editor. */
	const openUntitled = async (text: string): Promise<Uri> => {
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
	};
	const createFrom = (uri: Uri) => createFromFile(context.deps, context.session, uri, undefined);
	return {
		...context,
		openUntitled,
		createFrom,
		/** Runs Create Cloud Player from This File on an unsaved definition. */
		create: async (text: string): Promise<Uri> => {
			const uri = await openUntitled(text);
			await createFrom(uri);
			return uri;
		},
		/** The player in the sandbox that the definitions of the tests create. */
		created: () => context.sandbox.state.players.find(({ channelName }) => channelName === 'new'),
	};
}

export type DefinitionContext = Awaited<ReturnType<typeof openDefinitionContext>>;
