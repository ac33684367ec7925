import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../common/disposable';
import type { Event } from '../common/emitter';
import { appendInert, withIcon } from '../ui/inertText';
import { ageText, attentionTexts } from '../ui/text';
import { RedrawTimer } from '../ui/treeLifecycle';

export interface PlayersStatusItemDeps {
	readonly summary: {
		readonly onDidChange: Event<void>;
		/** Of all players, including those that were lost a short while ago. */
		count(): {
			readonly all: number;
			readonly running: number;
			readonly perhapsPaused: number;
			readonly failed: number;
			readonly gone: number;
			readonly stuck: number;
			/** The age of the counts in milliseconds, if they are older than expected. */
			readonly staleMs: number | undefined;
		};
		/** The state is in the user's language, with the time it has lasted. */
		lines(atMost: number): readonly { readonly label: string; readonly state: string }[];
	};
}

export type PlayerCount = ReturnType<PlayersStatusItemDeps['summary']['count']>;

/** How many players the tooltip names; the view shows all of them. */
const MAX_LISTED = 15;

const AGE_UPDATE_MS = 30_000;

/** The status-bar item “Agora: players”: how many run and how many failed. Hidden while there are none. */
export class PlayersStatusItem implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #deps: PlayersStatusItemDeps;
	readonly #item: vscode.StatusBarItem;
	readonly #ageTimer = this.#subscriptions.add(new RedrawTimer(() => this.#update(), AGE_UPDATE_MS));
	#shown = '';

	constructor(deps: PlayersStatusItemDeps) {
		this.#deps = deps;
		this.#item = this.#subscriptions.add(
			vscode.window.createStatusBarItem('agora.status.players', vscode.StatusBarAlignment.Left, -1),
		);
		this.#item.name = vscode.l10n.t('Agora: Players');
		this.#item.command = 'agora.players.focus';
		this.#subscriptions.add(deps.summary.onDidChange(() => this.#update()));
		this.#update();
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	#update(): void {
		const counted = this.#deps.summary.count();
		const { all, failed } = counted;
		const hasProblem = attentionTexts(counted).length > 0;
		// The ages in the tooltip change without an event.
		this.#ageTimer.setRunning(all > 0);
		if (all === 0) {
			this.#shown = '';
			this.#item.hide();
			return;
		}
		const text = countedText(counted);
		const tooltip = this.#tooltip(all);
		// VS Code sends every assignment to the window, even of an equal value.
		const shown = `${text}\n${tooltip.value}`;
		if (shown === this.#shown) {
			return;
		}
		this.#shown = shown;
		this.#item.text = withIcon(hasProblem ? 'warning' : 'play-circle', text);
		this.#item.accessibilityInformation = { label: vscode.l10n.t('Agora cloud players: {0}', text) };
		this.#item.backgroundColor =
			failed > 0 ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
		this.#item.tooltip = tooltip;
		this.#item.show();
	}

	#tooltip(all: number): vscode.MarkdownString {
		const tooltip = new vscode.MarkdownString();
		for (const { label, state } of this.#deps.summary.lines(MAX_LISTED)) {
			appendInert(tooltip, `${label} — ${state}`).appendMarkdown('  \n');
		}
		const more = all - MAX_LISTED;
		return more > 0 ? appendInert(tooltip, vscode.l10n.t('and {0} more', more)) : tooltip;
	}
}

/** The text of the item: the numbers, and their age if they are older than expected. */
export function countedText(counted: PlayerCount): string {
	const { running, perhapsPaused, staleMs } = counted;
	const words = [
		vscode.l10n.t('{0} running', running),
		perhapsPaused > 0 ? vscode.l10n.t('{0} perhaps paused', perhapsPaused) : '',
		...attentionTexts(counted),
	];
	const counts = words.filter((word) => word !== '').join(' · ');
	return staleMs === undefined ? counts : vscode.l10n.t('{0}, read {1}', counts, ageText(-staleMs, 0));
}
