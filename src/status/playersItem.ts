import * as vscode from 'vscode';
import type { Clock } from '../platform/clock';
import { type Disposable, DisposableStore } from '../platform/disposable';
import type { Event } from '../platform/emitter';
import { relativeTime } from '../ui/time';

export interface PlayerFact {
	readonly label: string;
	/** What it is counted as. */
	readonly counts: 'running' | 'failed' | 'neither';
	/** The state in the user's language. */
	readonly stateWord: string;
	/** Since when it exists, or is in its state, in milliseconds since 1970. */
	readonly since: number | undefined;
}

export interface PlayersItemFacts {
	/** All players, and those that were lost a short while ago. */
	readonly players: () => readonly PlayerFact[];
	readonly changes: readonly Event<unknown>[];
	readonly clock: Clock;
}

/** How many players the tooltip names; the view shows all of them. */
const NAMED_AT_MOST = 15;

/** The status-bar item “Agora: players”: how many run and how many failed. Hidden while there are none. */
export class PlayersStatusItem implements Disposable {
	private readonly subscriptions = new DisposableStore();
	private readonly facts: PlayersItemFacts;
	private readonly item: vscode.StatusBarItem;

	constructor(facts: PlayersItemFacts) {
		this.facts = facts;
		this.item = this.subscriptions.add(
			vscode.window.createStatusBarItem('agora.status.players', vscode.StatusBarAlignment.Left, -1),
		);
		this.item.name = vscode.l10n.t('Agora: Players');
		this.item.command = 'agora.players.focus';
		for (const event of facts.changes) {
			this.subscriptions.add(event(() => this.draw()));
		}
		this.draw();
	}

	dispose(): void {
		this.subscriptions.dispose();
	}

	private draw(): void {
		const players = this.facts.players();
		if (players.length === 0) {
			this.item.hide();
			return;
		}
		const failed = players.filter(({ counts }) => counts === 'failed');
		const others = players.filter(({ counts }) => counts !== 'failed');
		const running = others.filter(({ counts }) => counts === 'running').length;
		const words = [
			vscode.l10n.t('{0} running', running),
			failed.length > 0 ? vscode.l10n.t('{0} failed', failed.length) : '',
		];
		const text = words.filter((word) => word !== '').join(' · ');
		this.item.text = `${failed.length > 0 ? '$(warning)' : '$(play-circle)'} ${text}`;
		this.item.accessibilityInformation = { label: vscode.l10n.t('Agora cloud players: {0}', text) };
		this.item.backgroundColor =
			failed.length > 0 ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
		this.item.tooltip = this.tooltip([...failed, ...others]);
		this.item.show();
	}

	private tooltip(players: readonly PlayerFact[]): vscode.MarkdownString {
		const tooltip = new vscode.MarkdownString();
		for (const { label, stateWord, since } of players.slice(0, NAMED_AT_MOST)) {
			const age = since === undefined ? '' : ` · ${relativeTime(since, this.facts.clock.now())}`;
			tooltip.appendText(`${label} — ${stateWord}${age}`).appendMarkdown('  \n');
		}
		const more = players.length - NAMED_AT_MOST;
		return more > 0 ? tooltip.appendText(vscode.l10n.t('and {0} more', more)) : tooltip;
	}
}
