import * as vscode from 'vscode';
import type { SessionSource } from '../agora/session';
import { type Disposable, DisposableStore } from '../platform/disposable';
import type { PlayerReader } from './playerReader';
import type { ProjectSource } from './projectSource';

interface Visible {
	readonly visible: boolean;
	readonly onDidChangeVisibility: vscode.Event<unknown>;
}

/** Reads the players again and again while someone can see them: the view is visible and the window focused. */
export class PlayerWatch implements Disposable {
	private readonly subscriptions = new DisposableStore();
	private readonly sessions: SessionSource;
	private readonly projects: ProjectSource;
	private readonly reader: PlayerReader;
	private readonly view: Visible;
	private timer: NodeJS.Timeout | undefined;
	private reading = false;
	private watched = '';

	constructor(sessions: SessionSource, projects: ProjectSource, reader: PlayerReader, view: Visible) {
		this.sessions = sessions;
		this.projects = projects;
		this.reader = reader;
		this.view = view;
		this.subscriptions.add(view.onDidChangeVisibility(() => this.lookNow()));
		this.subscriptions.add(vscode.window.onDidChangeWindowState(({ focused }) => focused && this.lookNow()));
		this.subscriptions.add(sessions.onDidChange(() => this.lookNow()));
		this.subscriptions.add(projects.onDidChange(() => this.followProjects()));
	}

	dispose(): void {
		clearTimeout(this.timer);
		this.subscriptions.dispose();
	}

	private get needed(): boolean {
		return this.view.visible && vscode.window.state.focused && this.sessions.current !== undefined;
	}

	/** A project that came or went is looked at now; other changes of the projects are not this room's. */
	private followProjects(): void {
		const watched = this.projects.projects.map(({ id, enabled }) => `${id} ${enabled}`).join();
		if (watched !== this.watched) {
			this.watched = watched;
			this.lookNow();
		}
	}

	private lookNow(): void {
		clearTimeout(this.timer);
		if (this.needed && !this.reading) {
			void this.look();
		}
	}

	private async look(): Promise<void> {
		this.reading = true;
		const session = this.sessions.current;
		try {
			await this.reader.poll();
		} finally {
			this.reading = false;
		}
		clearTimeout(this.timer);
		if (this.needed) {
			const again = this.sessions.current !== session;
			this.timer = setTimeout(() => this.lookNow(), again ? 0 : refreshMs());
		}
	}
}

function refreshMs(): number {
	const seconds = vscode.workspace.getConfiguration('agora').get('players.refreshSeconds', 10);
	return Math.min(300, Math.max(5, seconds)) * 1000;
}
