import * as vscode from 'vscode';
import type { SessionSource } from '../../agora/session';
import { type Disposable, DisposableStore } from '../../common/disposable';
import type { ProjectStore } from '../store/projectStore';
import { AppIdHover, AppIdLinks } from './appIdHints';
import { projectValues } from './hexValues';
import { LeakDiagnostics, LeakFixes } from './leaks';

interface EditorHintsDeps {
	readonly sessions: SessionSource;
	readonly store: ProjectStore;
}

/**
 * Registers the hints of editors: hovers and links for App IDs, diagnostics and quick fixes for App Certificates. Registers them again
 * after a change of the projects, the settings or the trust of the workspace.
 *
 * In an untrusted workspace, App IDs still have hovers and links, but files are not searched for certificates.
 */
export class EditorHints implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #deps: EditorHintsDeps;
	#registered = new DisposableStore();
	#registeredFor = '';

	constructor(deps: EditorHintsDeps) {
		this.#deps = deps;
		this.#subscriptions.add(deps.store.onDidChange(() => this.#register()));
		this.#subscriptions.add(deps.sessions.onDidChange(() => this.#register()));
		this.#subscriptions.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#register()));
		this.#subscriptions.add(
			vscode.workspace.onDidChangeConfiguration((change) => {
				if (change.affectsConfiguration('agora.editor')) {
					this.#register();
				}
			}),
		);
		this.#register();
	}

	dispose(): void {
		this.#subscriptions.dispose();
		this.#registered.dispose();
	}

	#register(): void {
		const { projects } = this.#deps.store;
		const { current: session } = this.#deps.sessions;
		const settings = vscode.workspace.getConfiguration('agora.editor');
		const appIds = settings.get('appIds', true);
		const leaks = settings.get('leakedCertificates', true) && vscode.workspace.isTrusted;
		const facts = projects.map(({ id, name, appId, appCertificate, enabled }) => [
			...[id, name, appId, appCertificate, enabled],
		]);
		const registerFor = JSON.stringify([session?.accountLabel, session?.area, appIds, leaks, facts]);
		if (registerFor === this.#registeredFor) {
			return;
		}
		this.#registeredFor = registerFor;
		this.#registered.dispose();
		this.#registered = new DisposableStore();
		const { byAppId, byCertificate } = projectValues(projects);
		if (appIds && byAppId.size > 0) {
			const hover = new AppIdHover(byAppId, session);
			this.#registered.add(vscode.languages.registerHoverProvider('*', hover));
			this.#registered.add(vscode.languages.registerDocumentLinkProvider('*', new AppIdLinks(byAppId)));
		}
		if (leaks && byCertificate.size > 0) {
			const kinds = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };
			const fixes = new LeakFixes(byCertificate);
			this.#registered.add(new LeakDiagnostics(byCertificate));
			this.#registered.add(vscode.languages.registerCodeActionsProvider('*', fixes, kinds));
		}
	}
}
