import * as vscode from 'vscode';
import { type Clock, wallTime } from '../../platform/clock';
import type { Known } from '../../platform/known';
import { errorText } from '../../ui/errorText';
import { absoluteTime, ageText } from '../../ui/time';
import { stateOfCondition } from '../playerState';
import { groupLabel } from './groupLabel';
import type { Group } from './rows/grouping';
import type { PlayerGroupNode } from './rows/playerGroupNode';

interface Drawing {
	readonly label: string;
	readonly icon: vscode.ThemeIcon;
	readonly facts: readonly string[];
	readonly spoken: string;
	readonly tooltip?: string;
}

/** Draws the row of a group. */
export function playerGroupItem({ id, group, players }: PlayerGroupNode, clock: Clock): vscode.TreeItem {
	const { label, icon, facts, spoken, tooltip } = drawing(group, players.length, clock);
	const item = new vscode.TreeItem(
		label,
		players.length > 0 ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.None,
	);
	item.id = id;
	item.contextValue = `playerGroup;${group.kind}`;
	item.iconPath = icon;
	item.description = facts.join(' · ');
	item.tooltip = tooltip ?? spoken;
	item.accessibilityInformation = { label: [spoken, ...facts].join(', ') };
	return item;
}

function drawing(group: Group, count: number, clock: Clock): Drawing {
	const label = groupLabel(group);
	const total = count.toLocaleString(vscode.env.language);
	switch (group.kind) {
		case 'project':
			return {
				label,
				icon: new vscode.ThemeIcon(group.known.error === undefined ? 'project' : 'warning'),
				facts: [
					...(group.known.readAt === undefined ? [] : [total]),
					...readText(group.known, clock.monotonic()),
				],
				spoken: vscode.l10n.t('Project {0}', label),
				tooltip: projectTooltip(label, group.known, clock),
			};
		case 'channel':
			return {
				label,
				icon: new vscode.ThemeIcon('broadcast'),
				facts: [total, group.project.name],
				spoken: vscode.l10n.t('Channel {0}', label),
			};
		case 'status':
			return {
				label,
				icon: stateOfCondition(group.condition, group.status).icon,
				facts: [total],
				spoken: vscode.l10n.t('Status {0}', label),
			};
	}
}

/** When the project was last read, and whether it could be read again. Why not is in the tooltip and above the tree. */
function readText({ readAt, error }: Known<unknown>, now: number): string[] {
	if (readAt === undefined) {
		return error === undefined ? [] : [vscode.l10n.t('could not be read')];
	}
	const failed = error === undefined ? [] : [vscode.l10n.t('could not be read again')];
	// Not by the second: the row of a project that is read every few seconds stays as it is.
	const age = now - readAt < 60_000 ? vscode.l10n.t('read just now') : readAgo(readAt, now);
	return [age, ...failed];
}

function readAgo(readAt: number, now: number): string {
	return vscode.l10n.t('read {0}', ageText(readAt, now));
}

function projectTooltip(name: string, { readAt, error }: Known<unknown>, clock: Clock): string {
	return [
		name,
		error === undefined ? '' : errorText(error),
		readAt === undefined ? '' : vscode.l10n.t('Last read: {0}', absoluteTime(wallTime(readAt, clock))),
	]
		.filter((line) => line !== '')
		.join('\n');
}
