import type * as vscode from 'vscode';
import type { ProjectRef } from '../agora/console/projects';
import type { AgoraSession, SessionSource } from '../agora/session';
import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/disposable';
import { UsagePanel } from './usagePanel';

export interface UsagePanelsOptions {
	readonly extensionUri: vscode.Uri;
	readonly sessions: SessionSource;
	/** A sentence for the user about a failed reading, free of secrets. */
	readonly describeError: (error: unknown) => string;
	readonly clock: Clock;
}

/**
 * The usage panels on screen, one per project. A panel belongs to the session it was opened in and closes with it,
 * so that no account's figures ever stand under another's name.
 */
export class UsagePanels implements Disposable {
	private readonly options: UsagePanelsOptions;
	private readonly open = new Map<string, { readonly session: AgoraSession; readonly panel: UsagePanel }>();
	private readonly subscription: Disposable;

	constructor(options: UsagePanelsOptions) {
		this.options = options;
		const { sessions } = options;
		this.subscription = sessions.onDidChange(() => this.close((session) => session !== sessions.current));
	}

	/** Brings the project's panel to the front, opened if need be. Does nothing while signed out. */
	show(project: ProjectRef): void {
		const session = this.options.sessions.current;
		if (!session) {
			return;
		}
		const known = this.open.get(project.id);
		if (known) {
			known.panel.reveal();
			return;
		}
		const { extensionUri, clock, describeError } = this.options;
		const panel = new UsagePanel({
			project,
			session,
			extensionUri,
			clock,
			describeError,
			onDidDispose: () => this.open.delete(project.id),
		});
		this.open.set(project.id, { session, panel });
	}

	/** Reads what failed in the open panels again. */
	readAgain(): void {
		for (const { panel } of this.open.values()) {
			panel.readAgain();
		}
	}

	dispose(): void {
		this.subscription.dispose();
		this.close(() => true);
	}

	private close(which: (session: AgoraSession) => boolean): void {
		for (const { session, panel } of [...this.open.values()]) {
			if (which(session)) {
				panel.dispose();
			}
		}
	}
}
