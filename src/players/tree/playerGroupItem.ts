import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { countText } from '../../ui/formats';
import { unusualStatusText } from '../../ui/projectStatus';
import { stateOfCondition } from '../playerState';
import { groupLabel } from './groupLabel';
import type { Readings } from './readings';
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
export function playerGroupItem(
	{ id, group, players }: PlayerGroupNode,
	readings: Readings,
): vscode.TreeItem {
	const { label, icon, facts, spoken, tooltip } = drawing(group, players.length, readings);
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

function drawing(group: Group, count: number, readings: Readings): Drawing {
	const label = groupLabel(group);
	const total = countText(count);
	switch (group.kind) {
		case 'project': {
			const known = readings.of(group.project.appId);
			return {
				label,
				icon: new vscode.ThemeIcon(known.error === undefined ? 'project' : 'warning'),
				facts: [
					...(known.readAt === undefined ? [] : [total]),
					...statusFacts(group.project),
					...readings.facts(group.project.appId),
				],
				spoken: vscode.l10n.t('Project {0}', label),
				tooltip: [label, ...readings.details(group.project.appId)].join('\n'),
			};
		}
		case 'channel': {
			const { project } = group;
			const details = readings.details(project.appId, 'failed');
			return {
				label,
				icon: new vscode.ThemeIcon(details.length === 0 ? 'broadcast' : 'warning'),
				facts: [total, project.name, ...readings.facts(project.appId)],
				spoken: vscode.l10n.t('Channel {0}', label),
				...(details.length === 0 ? {} : { tooltip: [label, project.name, ...details].join('\n') }),
			};
		}
		case 'status':
			return {
				label,
				icon: stateOfCondition(group.condition, group.status).icon,
				facts: [total],
				spoken: vscode.l10n.t('Status {0}', label),
			};
	}
}

/** Players of a disabled project may live on, though Agora lists and deletes them no more. */
function statusFacts(project: Project): string[] {
	const status = project.enabled === false ? unusualStatusText(project) : '';
	return status === '' ? [] : [status];
}
