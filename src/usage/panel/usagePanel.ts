import type * as vscode from 'vscode';
import type { AgoraSession } from '../../agora/session';
import { type Disposable, DisposableStore } from '../../common/disposable';
import { RedrawTimer } from '../../ui/treeLifecycle';
import type { AccountUsage } from '../cache/accountUsage';
import type { ExportSource } from '../exportFormats';
import { dayOf } from '../report/days';
import type { ToWebview } from '../report/messages';
import { shownText } from '../report/messages';
import { defaultView, type Subject, type View } from '../report/view';
import { fulfil, initMessage, onDidChangePrices, type PageRequests, prepareWebview } from './panelMessages';
import { UsageFeed } from './usageFeed';
import type { UsageHost } from './usageHost';
import {
	accessMessage,
	formatUsageError,
	panelTitle,
	projectsOf,
	type ShownProject,
	shownProjects,
} from './usageHost';
import { ChartImageRequests } from './webview';

export interface UsagePanelOptions {
	readonly panel: vscode.WebviewPanel;
	readonly subject: Subject;
	/** What was chosen before a reload; a new panel's own choice by default. */
	readonly view?: View | undefined;
	readonly host: UsageHost;
	readonly booksOf: (session: AgoraSession) => AccountUsage;
	/** Opens the panel of a project of the same account, or of all with null. */
	readonly open: (project: ShownProject | null) => void;
	readonly exportFrom: (panel: UsagePanel) => void;
}

/**
 * The usage of one project or of all, as one account, in one editor tab. The figures live here, so the webview may be
 * torn down while hidden and gets them again, without another call, when it is back. Without its account the panel
 * says so, and goes on when that is signed in again.
 */
export class UsagePanel implements Disposable {
	readonly #options: UsagePanelOptions;
	readonly #store = new DisposableStore();
	readonly #pictures = new ChartImageRequests((id) => this.#post({ type: 'pictureRequest', id }));
	readonly #midnight: RedrawTimer;
	#view: View;
	#session: AgoraSession | undefined;
	#feed: UsageFeed | undefined;
	/** The webview is loaded and hears what is posted. */
	#listening = false;
	#told = '';
	#accountLabel: string;
	#closed = false;

	constructor(options: UsagePanelOptions) {
		this.#options = options;
		const { panel, subject, host } = options;
		this.#view = options.view ?? defaultView(subject.project === null);
		this.#accountLabel = subject.accountLabel;
		this.#midnight = this.#store.add(new RedrawTimer(() => this.#follow(), 60_000));
		this.#store.add(this.#pictures);
		this.#store.add({ dispose: () => this.#feed?.dispose() });
		const requests = this.#requests();
		this.#store.add(panel.webview.onDidReceiveMessage((message) => fulfil(message, requests)));
		this.#store.add(panel.onDidChangeViewState(() => this.#followVisibility()));
		for (const { onDidChange } of [host.sessions, host.projects]) {
			this.#store.add(onDidChange(() => this.#follow()));
		}
		this.#store.add(onDidChangePrices(() => this.#follow()));
		this.#store.add(
			panel.onDidDispose(() => {
				this.#closed = true;
				this.#store.dispose();
			}),
		);
		prepareWebview(panel, host.extensionUri);
		this.#followVisibility();
		this.#follow();
	}

	/** Under the present label of its account; the last one known while that is signed out. */
	get subject(): Subject {
		return { ...this.#options.subject, accountLabel: this.#accountLabel };
	}

	get active(): boolean {
		return this.#options.panel.active;
	}

	reveal(): void {
		this.#options.panel.reveal();
	}

	dispose(): void {
		this.#options.panel.dispose();
	}

	/** What is shown, to be written to a file; undefined while the account cannot be asked. */
	exportSource(): ExportSource | undefined {
		const { subject } = this;
		const feed = this.#feed;
		const view = this.#view;
		const { host } = this.#options;
		return (
			feed && {
				subject,
				view,
				projects: this.#projects(),
				figures: (project, business) => feed.figures({ project, business }),
				state: (project, business) => feed.state({ project, business }),
				now: host.clock.now(),
				picture: this.#listening ? () => this.#pictures.ask() : undefined,
			}
		);
	}

	/** Tries again what failed, since the credentials are taken again. */
	readAgain(): void {
		this.#feed?.retry(null, null);
	}

	/** Says what was done, to screen readers too. */
	tell(text: string): void {
		this.#post({ type: 'tell', text: text.slice(0, 1000) });
	}

	#requests(): PageRequests {
		return {
			ready: (view) => {
				this.#listening = true;
				this.#told = '';
				this.#view = view ?? this.#view;
				this.#follow();
				this.#feed?.tellAll();
			},
			choose: (view) => {
				this.#view = view;
				this.#show();
			},
			refresh: () => this.#refresh(),
			retry: (project, business) => this.#feed?.retry(project, business),
			cancel: () => this.#feed?.cancel(),
			open: (project) => this.#open(project),
			export: () => this.#options.exportFrom(this),
			picture: (id, png) => this.#pictures.answer(id, png ?? undefined),
		};
	}

	/** Brings the panel up to date with who is signed in, the projects, the prices and the day. */
	#follow(): void {
		if (this.#closed) {
			return;
		}
		const { host, booksOf, panel } = this.#options;
		const { current } = host.sessions;
		const session = current?.accountId === this.subject.accountId ? current : undefined;
		this.#accountLabel = session ? shownText(session.accountLabel) : this.#accountLabel;
		const { subject } = this;
		if (session !== this.#session) {
			this.#session = session;
			this.#feed?.dispose();
			this.#feed = session && this.#feedOf(session, booksOf(session));
			if (session && host.projects.knownNow().value === undefined) {
				void host.projects.ready();
			}
		}
		const projects = this.#projects();
		panel.title = panelTitle(subject, projects);
		this.#tellFrame(projects);
		this.#show();
	}

	#tellFrame(projects: readonly ShownProject[]): void {
		const { subject } = this;
		const { host } = this.#options;
		const others = this.#session ? shownProjects(host.projects.knownNow().value ?? []) : [];
		const messages = [
			initMessage(subject, projects, others, host.clock.now()),
			accessMessage(subject, host),
		] as const;
		const text = JSON.stringify(messages);
		if (this.#listening && text !== this.#told) {
			this.#told = text;
			messages.forEach((message) => {
				this.#post(message);
			});
		}
	}

	#show(): void {
		const { clock } = this.#options.host;
		void this.#feed?.show(
			this.#projects().map(({ id }) => id),
			this.#view,
			dayOf(clock.now()),
		);
	}

	#projects(): ShownProject[] {
		const { subject, host } = this.#options;
		return projectsOf(subject, this.#session ? (host.projects.knownNow().value ?? []) : []);
	}

	#feedOf(session: AgoraSession, books: AccountUsage): UsageFeed {
		return new UsageFeed({
			session,
			books,
			clock: this.#options.host.clock,
			post: (message) => this.#post(message),
			describeError: formatUsageError,
		});
	}

	#followVisibility(): void {
		const { panel, host } = this.#options;
		this.#midnight.keep(panel.visible);
		if (!panel.visible) {
			// The webview is gone until it says that it is ready again.
			this.#listening = false;
			this.#pictures.dispose();
		} else if (!host.sessions.current) {
			void host.restore();
		}
	}

	#refresh(): void {
		const { projects } = this.#options.host;
		if (this.#session && (projects.knownNow().error !== undefined || !this.#options.subject.project)) {
			void projects.refresh();
		}
		this.#feed?.refresh();
	}

	#open(id: string | null): void {
		const project = shownProjects(this.#options.host.projects.knownNow().value ?? []).find(
			(each) => each.id === id,
		);
		if (id === null || project) {
			this.#options.open(project ?? null);
		}
	}

	#post(message: ToWebview): void {
		if (this.#listening) {
			void this.#options.panel.webview.postMessage(message);
		}
	}
}
