import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Project, ProjectRef } from '../../agora/console/projects';
import type { AgoraSession, SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { type Disposable, DisposableStore } from '../../common/disposable';
import type { Event } from '../../common/emitter';
import type { Loadable } from '../../common/loadable';
import { runCommand } from '../../ui/commands';
import { RedrawTimer } from '../../ui/treeLifecycle';
import type { AccountUsage } from '../cache/accountUsage';
import type { ExportSource } from '../exportFormats';
import { PRICE_LIST_URL } from '../prices';
import { dayOf } from '../report/days';
import { type PanelAction, parseToExtension, shownText, type ToWebview } from '../report/messages';
import { defaultView, type Subject, type View } from '../report/view';
import {
	accessMessage,
	formatUsageError,
	initMessage,
	panelTitle,
	type ShownProject,
	shownProjects,
	subjectProjects,
} from './panelMessages';
import { UsageFeed } from './usageFeed';
import { ChartImageRequests, webviewHtml } from './webview';

export interface UsagePanelDeps {
	readonly context: Pick<vscode.ExtensionContext, 'extensionUri'>;
	readonly sessions: SessionSource;
	readonly isSigningIn: () => boolean;
	readonly accounts: { ensureSignedIn(): Promise<void> };
	readonly projects: { readonly loadable: Loadable<readonly Project[]>; readonly onDidChange: Event<void> };
	readonly projectReader: { ensureLoaded(): Promise<void>; refresh(): Promise<void> };
	readonly clock: Clock;
	readonly owner: {
		usageOf(session: AgoraSession): AccountUsage;
		/** Shows a project of the same account, or all with null, in a tab of its own. */
		show(project: ProjectRef | null): void;
		export(panel: UsagePanel): Promise<void>;
	};
}

/**
 * The usage of one project or of all, as one account, in one editor tab; the user may choose another project. The figures
 * are kept here, so the webview may be destroyed while hidden and gets them again, without another call, when it is visible. While its account is signed out
 * the panel says so, and it continues when the account is signed in again.
 */
export class UsagePanel implements Disposable {
	readonly #panel: vscode.WebviewPanel;
	#subject: Subject;
	readonly #deps: UsagePanelDeps;
	readonly #store = new DisposableStore();
	readonly #chartImages = this.#store.add(
		new ChartImageRequests((id) => this.#post({ type: 'chartImageRequest', id })),
	);
	readonly #midnightTimer = this.#store.add(new RedrawTimer(() => this.#update(), 60_000));
	#view: View;
	#session: AgoraSession | undefined;
	#feed: UsageFeed | undefined;
	/** Whether the webview is loaded and receives messages. */
	#isLoaded = false;
	#postedFrame = '';
	#accountLabel: string;
	#isDisposed = false;

	constructor(panel: vscode.WebviewPanel, subject: Subject, view: View | undefined, deps: UsagePanelDeps) {
		this.#panel = panel;
		this.#subject = subject;
		this.#deps = deps;
		this.#view = view ?? defaultView();
		this.#accountLabel = subject.accountLabel;
		this.#store.add({ dispose: () => this.#feed?.dispose() });
		this.#store.add(panel.webview.onDidReceiveMessage((message) => this.#onMessage(message)));
		this.#store.add(panel.onDidChangeViewState(() => this.#onVisibilityChange()));
		this.#store.add(deps.sessions.onDidChange(() => this.#update()));
		this.#store.add(deps.projects.onDidChange(() => this.#update()));
		this.#store.add(
			vscode.workspace.onDidChangeConfiguration((change) => {
				if (change.affectsConfiguration('agora.usage.prices')) {
					this.#update();
				}
			}),
		);
		this.#store.add(
			panel.onDidDispose(() => {
				this.#isDisposed = true;
				this.#store.dispose();
			}),
		);
		configureWebview(panel, deps.context.extensionUri);
		this.#onVisibilityChange();
		this.#update();
	}

	/** With the current label of its account, or the last one while it is signed out. */
	get subject(): Subject {
		return { ...this.#subject, accountLabel: this.#accountLabel };
	}

	get active(): boolean {
		return this.#panel.active;
	}

	reveal(): void {
		this.#panel.reveal();
	}

	dispose(): void {
		this.#panel.dispose();
	}

	/** What is shown, to be written to a file; undefined while the account is signed out. */
	exportSource(): ExportSource | undefined {
		const feed = this.#feed;
		return (
			feed && {
				subject: this.subject,
				view: this.#view,
				projects: this.#projects(),
				figures: (project, business) => feed.getFigures({ project, business }),
				state: (project, business) => feed.getState({ project, business }),
				now: this.#deps.clock.now(),
				chartImage:
					this.#isLoaded && this.#view.display === 'chart' ? () => this.#chartImages.request() : undefined,
			}
		);
	}

	/** Retries what failed, such as after the credentials were corrected. */
	retryFailed(): void {
		this.#feed?.retry(null, null);
	}

	/** Shows a sentence in a live region of the page. */
	announce(text: string): void {
		this.#post({ type: 'announce', text: text.slice(0, 1000) });
	}

	#onMessage(raw: unknown): void {
		const message = parseToExtension(raw);
		switch (message?.type) {
			case 'ready':
				this.#isLoaded = true;
				this.#postedFrame = '';
				this.#view = message.view ?? this.#view;
				this.#update();
				this.#feed?.postAll();
				break;
			case 'view':
				this.#view = message.view;
				this.#showFigures();
				break;
			case 'refresh':
				this.#refresh();
				break;
			case 'retry':
				this.#feed?.retry(message.project, message.business);
				break;
			case 'cancel':
				this.#feed?.cancel();
				break;
			case 'select':
				this.#select(message.project);
				break;
			case 'open':
				this.#open(message.project);
				break;
			case 'export':
				void this.#deps.owner.export(this);
				break;
			case 'chartImage':
				this.#chartImages.resolve(message.id, message.png ?? undefined);
				break;
			case 'copy':
				void vscode.env.clipboard.writeText(message.text);
				break;
			case 'action':
				void this.#runAction(message.action);
				break;
		}
	}

	async #runAction(action: PanelAction): Promise<void> {
		switch (action) {
			case 'refresh':
				this.#refresh();
				break;
			case 'signIn':
				await runCommand('agora.account.signIn');
				break;
			case 'showLog':
				await runCommand('agora.log.show');
				break;
			case 'openPrices':
				await vscode.commands.executeCommand('workbench.action.openSettings', 'agora.usage.prices');
				break;
			case 'openPriceList':
				await vscode.env.openExternal(vscode.Uri.parse(PRICE_LIST_URL));
				break;
		}
	}

	/** Follows the session, the projects, the prices and the day. */
	#update(): void {
		if (this.#isDisposed) {
			return;
		}
		const { sessions, owner, projects, projectReader, clock } = this.#deps;
		const { current } = sessions;
		const session = current?.accountId === this.#subject.accountId ? current : undefined;
		this.#accountLabel = session ? shownText(session.accountLabel) : this.#accountLabel;
		if (session !== this.#session) {
			this.#session = session;
			this.#feed?.dispose();
			this.#feed =
				session &&
				new UsageFeed({
					session,
					usage: owner.usageOf(session),
					clock,
					post: (message) => this.#post(message),
					describeError: formatUsageError,
				});
			if (session && projects.loadable.value === undefined) {
				void projectReader.ensureLoaded();
			}
		}
		this.#panel.title = panelTitle(this.#subject, this.#projects());
		this.#postFrame();
		this.#showFigures();
	}

	/** Posts everything except figures, if it has changed. */
	#postFrame(): void {
		const others = this.#session ? shownProjects(this.#deps.projects.loadable.value ?? []) : [];
		const messages = [
			initMessage(this.subject, this.#projects(), others, this.#deps.clock.now()),
			accessMessage(this.subject, this.#deps),
		];
		const frame = JSON.stringify(messages);
		if (this.#isLoaded && frame !== this.#postedFrame) {
			this.#postedFrame = frame;
			for (const message of messages) {
				this.#post(message);
			}
		}
	}

	#showFigures(): void {
		const projects = this.#projects().map(({ id }) => id);
		void this.#feed?.show(projects, this.#view, dayOf(this.#deps.clock.now()));
	}

	#projects(): ShownProject[] {
		return subjectProjects(this.#subject, this.#session ? (this.#deps.projects.loadable.value ?? []) : []);
	}

	#onVisibilityChange(): void {
		const { visible } = this.#panel;
		this.#midnightTimer.setRunning(visible);
		if (!visible) {
			// VS Code destroys a hidden webview; it posts `ready` when it is loaded again.
			this.#isLoaded = false;
			this.#chartImages.dispose();
		} else if (!this.#deps.sessions.current) {
			void this.#deps.accounts.ensureSignedIn();
		}
	}

	#refresh(): void {
		const { projects, projectReader } = this.#deps;
		if (this.#session && (projects.loadable.error !== undefined || !this.#subject.project)) {
			void projectReader.refresh();
		}
		this.#feed?.refresh();
	}

	/** Shows another project in this tab, with the same view. */
	#select(id: string | null): void {
		const project = this.#findProject(id);
		if (project !== undefined) {
			this.#subject = { ...this.#subject, project };
		}
		// Posted although nothing may have changed, so that the page shows which project it is.
		this.#postedFrame = '';
		this.#update();
	}

	#open(id: string | null): void {
		const project = this.#findProject(id);
		if (project !== undefined) {
			this.#deps.owner.show(project);
		}
	}

	/** Null for all projects; undefined for an id that the account does not have. */
	#findProject(id: string | null): ShownProject | null | undefined {
		const projects = this.#deps.projects.loadable.value ?? [];
		return id === null ? null : shownProjects(projects).find((each) => each.id === id);
	}

	#post(message: ToWebview): void {
		if (this.#isLoaded) {
			void this.#panel.webview.postMessage(message);
		}
	}
}

/** Sets the panel's icon and its document, which runs only the extension's own script. */
function configureWebview(panel: vscode.WebviewPanel, extensionUri: vscode.Uri): void {
	const { webview } = panel;
	const resources = vscode.Uri.joinPath(extensionUri, 'dist');
	webview.options = { enableScripts: true, localResourceRoots: [resources] };
	panel.iconPath = {
		light: vscode.Uri.joinPath(extensionUri, 'media', 'usage-light.svg'),
		dark: vscode.Uri.joinPath(extensionUri, 'media', 'usage-dark.svg'),
	};
	webview.html = webviewHtml({
		nonce: randomBytes(16).toString('base64url'),
		cspSource: webview.cspSource,
		script: webview.asWebviewUri(vscode.Uri.joinPath(resources, 'usage.js')).toString(),
		style: webview.asWebviewUri(vscode.Uri.joinPath(resources, 'usage.css')).toString(),
	});
}
