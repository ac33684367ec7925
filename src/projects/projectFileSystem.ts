import * as vscode from 'vscode';
import { type Disposable, DisposableStore, toDisposable } from '../common/disposable';
import { Lazy } from '../common/lazy';
import type { ProjectDocuments, ProjectDocumentsDeps } from './projectDocuments';
import { PROJECT_SCHEME } from './projectDocuments';

/**
 * Serves the documents of “Show Project as JSON” with code that is loaded with the first one. A file system rather than a text
 * provider, so that a document that was open is there again after a restart: it then reads its project like a view that
 * comes into sight.
 */
export function serveProjectDocuments(parts: ProjectDocumentsDeps): Disposable {
	const owned = new DisposableStore();
	const changed = owned.add(new vscode.EventEmitter<vscode.FileChangeEvent[]>());
	const documents = new Lazy<ProjectDocuments>(async () => {
		const code = await import('./projectDocuments');
		return owned.add(new code.ProjectDocuments(parts, (events) => changed.fire(events)));
	});
	const refuse = () => {
		throw vscode.FileSystemError.NoPermissions();
	};
	const provider: vscode.FileSystemProvider = {
		onDidChangeFile: changed.event,
		watch: (uri) => {
			void documents.get().then((loaded) => loaded.watch(uri));
			return toDisposable(() => void documents.get().then((loaded) => loaded.unwatch(uri)));
		},
		stat: async (uri) => (await documents.get()).stat(uri),
		readFile: async (uri) => (await documents.get()).readFile(uri),
		readDirectory: () => [],
		createDirectory: refuse,
		writeFile: refuse,
		delete: refuse,
		rename: refuse,
	};
	const isReadonly = new vscode.MarkdownString(
		vscode.l10n.t('This is the project as Agora reports it. To change it, use its row in the Projects view.'),
	);
	owned.add(vscode.workspace.registerFileSystemProvider(PROJECT_SCHEME, provider, { isReadonly }));
	return owned;
}
