import * as vscode from 'vscode';
import { redactStreamUrl } from '../../agora/http/redact';
import { absoluteTime, relativeTime } from '../../ui/time';
import { regionName } from '../regionName';
import type { PlayerNode } from './playerNode';

/** The row of one fact under a player. */
export class PlayerDetailNode {
	readonly parent: PlayerNode;
	private readonly label: string;
	private readonly text: string;
	private readonly icon: string;
	private readonly tooltip: string;

	private constructor(
		parent: PlayerNode,
		label: string,
		text: string,
		icon: string,
		tooltip = `${label}: ${text}`,
	) {
		this.parent = parent;
		this.label = label;
		this.text = text;
		this.icon = icon;
		this.tooltip = tooltip;
	}

	/** The facts that are known: List may tell no more than id, name and time (api-facts §3). */
	static of(parent: PlayerNode, now: number): PlayerDetailNode[] {
		const { player } = parent.shown;
		const nodes: PlayerDetailNode[] = [];
		const add = (label: string, text: string | undefined, icon: string, tooltip?: string) => {
			if (text !== undefined && text !== '') {
				nodes.push(new PlayerDetailNode(parent, label, text, icon, tooltip));
			}
		};
		add(vscode.l10n.t('Channel'), player.channelName, 'broadcast');
		add(vscode.l10n.t('uid'), player.uid?.toString(), 'account');
		add(vscode.l10n.t('User Account'), player.account, 'account');
		add(vscode.l10n.t('Source'), player.streamUrl && redactStreamUrl(player.streamUrl), 'link');
		if (player.createdAt) {
			const created = player.createdAt.getTime();
			add(vscode.l10n.t('Created'), relativeTime(created, now), 'calendar', absoluteTime(created));
		}
		add(vscode.l10n.t('Region'), parent.region && regionName(parent.region), 'globe');
		return nodes;
	}

	get id(): string {
		return `${this.parent.id}:${this.label}`;
	}

	toTreeItem(): vscode.TreeItem {
		const item = new vscode.TreeItem(this.label);
		item.id = this.id;
		item.description = this.text;
		item.contextValue = 'playerDetail';
		item.iconPath = new vscode.ThemeIcon(this.icon);
		item.tooltip = this.tooltip;
		item.accessibilityInformation = { label: `${this.label}: ${this.text}` };
		return item;
	}
}
