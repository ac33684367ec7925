import * as vscode from 'vscode';

/** How often to read, in milliseconds. */
export interface WatchPeriods {
	/** All watched projects, while someone can see them. */
	readonly visibleMs: number;
	/** The active project, while the view is hidden; undefined: not at all. */
	readonly hiddenMs: number | undefined;
}

/** The settings `agora.players.refreshSeconds` and `agora.players.backgroundRefreshSeconds`, held to their ranges. */
export function watchPeriods(): WatchPeriods {
	const settings = vscode.workspace.getConfiguration('agora');
	const visible = settings.get('players.refreshSeconds', 10);
	const hidden = settings.get('players.backgroundRefreshSeconds', 30);
	return {
		visibleMs: within(5, visible, 300) * 1000,
		hiddenMs: hidden > 0 ? within(5, hidden, 3600) * 1000 : undefined,
	};
}

function within(least: number, value: number, most: number): number {
	return Math.min(most, Math.max(least, value));
}
