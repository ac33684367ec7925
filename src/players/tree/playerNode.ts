import * as vscode from 'vscode';
import type { Region } from '../../agora/mediaPull/region';
import { absoluteTime, relativeTime } from '../../ui/time';
import { playerLabel } from '../playerName';
import { playerState } from '../playerState';
import type { ShownPlayer } from '../watch/shownPlayer';
import { PlayerDetailNode } from './playerDetailNode';
import type { PlayerGroupNode } from './playerGroupNode';

/** The row of a cloud player. */
export class PlayerNode {
	readonly parent: PlayerGroupNode;
	readonly shown: ShownPlayer;
	readonly region: Region | undefined;
	private readonly now: number;

	constructor(parent: PlayerGroupNode, shown: ShownPlayer, region: Region | undefined, now: number) {
		this.parent = parent;
		this.shown = shown;
		this.region = region;
		this.now = now;
	}

	get id(): string {
		return `player:${this.shown.player.id}`;
	}

	toTreeItem(): vscode.TreeItem {
		const { player } = this.shown;
		const state = playerState(this.shown);
		const label = playerLabel(player);
		const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
		const age = player.createdAt ? relativeTime(player.createdAt.getTime(), this.now) : '';
		item.id = this.id;
		item.description = [state.word, age].filter((part) => part).join(' · ');
		item.contextValue = `player;${this.shown.condition}`;
		item.iconPath = state.icon;
		item.tooltip = new vscode.MarkdownString()
			.appendMarkdown('**')
			.appendText(label)
			.appendMarkdown(`** — ${state.word}\n\n`)
			.appendText(`${vscode.l10n.t('Player ID')}: ${player.id}`)
			.appendText(player.createdAt ? `\n${absoluteTime(player.createdAt.getTime())}` : '')
			.appendText(missingText(this.shown));
		item.accessibilityInformation = {
			label: vscode.l10n.t('Cloud player {0}, {1}', label, item.description),
		};
		return item;
	}

	details(): PlayerDetailNode[] {
		return PlayerDetailNode.of(this, this.now);
	}
}

/** Why a player is still shown that List does not tell of (api-facts §3, failover). */
function missingText({ condition, lastListedAt }: ShownPlayer): string {
	const lines = ['', ''];
	if (condition === 'moving') {
		lines.push(
			vscode.l10n.t(
				'Agora does not list it now. It may be moving to another server, which takes up to {0} minutes.',
				4,
			),
		);
	} else if (condition === 'gone') {
		lines.push(vscode.l10n.t('Agora does not list it.'));
	}
	if (lastListedAt !== undefined) {
		lines.push(vscode.l10n.t('Last listed: {0}', absoluteTime(lastListedAt)));
	}
	return lines.length > 2 ? lines.join('\n') : '';
}
