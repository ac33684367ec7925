import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../common/disposable';
import { showQuickPick } from '../ui/dialogs';
import { ageText, countText } from '../ui/text';
import { entriesAbout, type History, type HistoryEntry, type HistoryObject, objectsOf } from './history';

/** Also in the `when` clause of the filter's icon. */
const SCHEME = 'agora-history';

/** The history as read-only documents: one of all changes, and one of each object. Updated while they are open. */
export class HistoryDocuments implements vscode.TextDocumentContentProvider, Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new vscode.EventEmitter<vscode.Uri>());
	readonly #history: Pick<History, 'entries' | 'onDidChange'>;

	readonly onDidChange = this.#changed.event;

	constructor(history: Pick<History, 'entries' | 'onDidChange'>) {
		this.#history = history;
		this.#subscriptions.add(vscode.workspace.registerTextDocumentContentProvider(SCHEME, this));
		this.#subscriptions.add(
			history.onDidChange(() => {
				for (const { uri } of vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === SCHEME)) {
					this.#changed.fire(uri);
				}
			}),
		);
	}

	async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
		const { entries } = this.#history;
		const object = objectOf(uri);
		return await textOf(object ? entriesAbout(entries, object) : entries);
	}

	/** The actions on a player, in the form of the document; undefined where it has none. */
	async textOf(playerId: string): Promise<string | undefined> {
		const entries = this.#history.entries.filter((entry) => entry.playerId === playerId);
		return entries.length > 0 ? await textOf(entries) : undefined;
	}

	/** Opens the history with one line for each action: the requests below are folded. */
	async show(object?: HistoryObject): Promise<void> {
		const document = await vscode.workspace.openTextDocument(uriOf(object));
		// VS Code does not request the content of a document that is already open.
		this.#changed.fire(document.uri);
		await vscode.window.showTextDocument(document, { preview: true });
		await vscode.commands.executeCommand('editor.foldLevel2');
	}

	/** Asks for a project or a player, and shows its history. */
	async filter(): Promise<void> {
		const active = vscode.window.activeTextEditor?.document.uri;
		const shown = active?.scheme === SCHEME ? uriOf(objectOf(active)).query : undefined;
		const objects = objectsOf(this.#history.entries);
		const item = (
			object: HistoryObject | undefined,
			label: string,
			icon: string,
			facts: readonly string[] = [],
		) => {
			const isShown = uriOf(object).query === shown;
			const all = isShown ? [...facts, vscode.l10n.t('shown now')] : facts;
			return { object, label, icon, description: all.join(' · ') };
		};
		const items = objects.map(({ object, count, at }) => {
			const { project, player } = object;
			const changes =
				count === 1 ? vscode.l10n.t('1 change') : vscode.l10n.t('{0} changes', countText(count));
			const facts = [changes, ageText(at, Date.now())];
			return player === undefined
				? item(object, project, 'project', facts)
				: item(object, player, 'play-circle', [project, ...facts]);
		});
		const picked = await showQuickPick(
			[
				item(undefined, vscode.l10n.t('All Changes'), 'history'),
				separator(vscode.l10n.t('Projects')),
				...items.filter(({ object }) => object?.player === undefined),
				separator(vscode.l10n.t('Cloud Players')),
				...items.filter(({ object }) => object?.player !== undefined),
			],
			{
				title: vscode.l10n.t('Filter History'),
				placeHolder: vscode.l10n.t('Choose a project or a cloud player'),
				matchOnDescription: true,
			},
		);
		if (picked && 'object' in picked) {
			await this.show(picked.object);
		}
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}
}

function separator(label: string): vscode.QuickPickItem {
	return { label, kind: vscode.QuickPickItemKind.Separator };
}

async function textOf(entries: readonly HistoryEntry[]): Promise<string> {
	const { historyText } = await import('./historyText');
	return historyText(entries);
}

/** The query identifies the object; the path is the title of the tab. */
function uriOf(object?: HistoryObject): vscode.Uri {
	if (!object) {
		return vscode.Uri.from({ scheme: SCHEME, path: `/${vscode.l10n.t('Agora History')}.log` });
	}
	const { accountId, project, player } = object;
	const name = (player ?? project).replaceAll(/[\\/]/g, '-');
	return vscode.Uri.from({
		scheme: SCHEME,
		path: `/${vscode.l10n.t('History of {0}', name)}.log`,
		query: JSON.stringify([accountId, project, player]),
	});
}

/** The object that a document shows; undefined for all. */
function objectOf({ query }: vscode.Uri): HistoryObject | undefined {
	const [accountId, project, player] = query === '' ? [] : partsOf(query);
	return typeof accountId === 'string' && typeof project === 'string'
		? { accountId, project, player: typeof player === 'string' ? player : undefined }
		: undefined;
}

/** The URI may come from another extension. */
function partsOf(query: string): readonly unknown[] {
	try {
		const parts: unknown = JSON.parse(query);
		return Array.isArray(parts) ? parts : [];
	} catch {
		return [];
	}
}
