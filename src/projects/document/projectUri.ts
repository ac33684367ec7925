import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import type { AgoraSession } from '../../agora/session';
import { PROJECT_SCHEME } from './projectScheme';

/** Where a project's document is: its name is the title of the tab, its id and the account's tell it from all others. */
export function projectUri({ accountId }: AgoraSession, { id, name }: Project): vscode.Uri {
	return vscode.Uri.from({
		scheme: PROJECT_SCHEME,
		path: `/${name.replaceAll(/[\\/]/g, '-')}.json`,
		query: new URLSearchParams({ account: accountId, project: id }).toString(),
	});
}

/** The ids in the address of a document, undefined where they are missing. */
export function idsOf(uri: vscode.Uri): {
	readonly accountId: string | undefined;
	readonly projectId: string | undefined;
} {
	const query = new URLSearchParams(uri.query);
	return { accountId: query.get('account') ?? undefined, projectId: query.get('project') ?? undefined };
}
