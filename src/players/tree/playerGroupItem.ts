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

/**
 * Draws the row of a group.
 *
 * @param overdueMs How old a reading may be without the row saying so.
 */
export function playerGroupItem(
	{ id, group, players }: PlayerGroupNode,
	clock: Clock,
	overdueMs: number,
): vscode.TreeItem {
	const { label, icon, facts, spoken, tooltip } = drawing(group, players.length, { clock, overdueMs });
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

interface Timing {
	readonly clock: Clock;
	readonly overdueMs: number;
}

function drawing(group: Group, count: number, timing: Timing): Drawing {
	const label = groupLabel(group);
	const total = count.toLocaleString(vscode.env.language);
	switch (group.kind) {
		case 'project':
			return {
				label,
				icon: new vscode.ThemeIcon(group.known.error === undefined ? 'project' : 'warning'),
				facts: [...(group.known.readAt === undefined ? [] : [total]), ...readText(group.known, timing)],
				spoken: vscode.l10n.t('Project {0}', label),
				tooltip: projectTooltip(label, group.known, timing.clock),
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

/**
 * When the project was last read, if that is longer ago than usual, and whether it could be read again. Why not is in the
 * tooltip and above the tree.
 */
function readText({ readAt, error }: Known<unknown>, { clock, overdueMs }: Timing): string[] {
	if (readAt === undefined) {
		return error === undefined ? [] : [vscode.l10n.t('could not be read')];
	}
	const failed = error === undefined ? [] : [vscode.l10n.t('could not be read again')];
	const now = clock.monotonic();
	const age = now - readAt > overdueMs ? [vscode.l10n.t('read {0}', ageText(readAt, now))] : [];
	return [...age, ...failed];
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
