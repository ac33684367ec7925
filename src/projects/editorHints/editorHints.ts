import * as vscode from 'vscode';
import type { SessionSource } from '../../agora/session';
import { type Disposable, DisposableStore } from '../../common/disposable';
import type { ProjectStore } from '../store/projectStore';
import { AppIdHover, AppIdLinks } from './appIdHints';
import { projectValues } from './hexValues';
import { LeakDiagnostics, LeakFixes } from './leaks';

export interface EditorHintsDeps {
	readonly sessions: SessionSource;
	readonly store: ProjectStore;
}

/**
 * What editors show of the account's projects: App IDs explained and linked, App Certificates warned of. Follows the
 * projects, the settings and the workspace's trust; without projects nothing of it is there.
 *
 * In a workspace that is not trusted App IDs are still explained, which only reads memory; its files are not searched for
 * certificates and not offered for changes.
 */
export class EditorHints implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #parts: EditorHintsDeps;
	#shown = new DisposableStore();
	#shownFor = '';

	constructor(parts: EditorHintsDeps) {
		this.#parts = parts;
		this.#subscriptions.add(parts.store.onDidChange(() => this.#show()));
		this.#subscriptions.add(parts.sessions.onDidChange(() => this.#show()));
		this.#subscriptions.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#show()));
		this.#subscriptions.add(
			vscode.workspace.onDidChangeConfiguration((change) => {
				if (change.affectsConfiguration('agora.editor')) {
					this.#show();
				}
			}),
		);
		this.#show();
	}

	dispose(): void {
		this.#subscriptions.dispose();
		this.#shown.dispose();
	}

	#show(): void {
		const { projects } = this.#parts.store;
		const { current: session } = this.#parts.sessions;
		const settings = vscode.workspace.getConfiguration('agora.editor');
		const appIds = settings.get('appIds', true);
		const leaks = settings.get('leakedCertificates', true) && vscode.workspace.isTrusted;
		const facts = projects.map(({ id, name, appId, appCertificate, enabled }) => [
			...[id, name, appId, appCertificate, enabled],
		]);
		const showFor = JSON.stringify([session?.accountLabel, session?.area, appIds, leaks, facts]);
		if (showFor === this.#shownFor) {
			return;
		}
		this.#shownFor = showFor;
		this.#shown.dispose();
		this.#shown = new DisposableStore();
		const { byAppId, byCertificate } = projectValues(projects);
		if (appIds && byAppId.size > 0) {
			const hover = new AppIdHover(byAppId, session);
			this.#shown.add(vscode.languages.registerHoverProvider('*', hover));
			this.#shown.add(vscode.languages.registerDocumentLinkProvider('*', new AppIdLinks(byAppId)));
		}
		if (leaks && byCertificate.size > 0) {
			const kinds = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };
			const fixes = new LeakFixes(byCertificate);
			this.#shown.add(new LeakDiagnostics(byCertificate));
			this.#shown.add(vscode.languages.registerCodeActionsProvider('*', fixes, kinds));
		}
	}
}
