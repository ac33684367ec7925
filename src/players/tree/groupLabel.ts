import * as vscode from 'vscode';
import { stateOfCondition } from '../playerState';
import type { Group } from './rows/grouping';

/** What a group is called on the screen. */
export function groupLabel(group: Group): string {
	switch (group.kind) {
		case 'project':
			return group.project.name;
		case 'channel':
			return group.channelName ?? vscode.l10n.t('unknown channel');
		case 'status':
			return stateOfCondition(group.condition, group.status).word;
	}
}
