import * as vscode from 'vscode';
import type { CommandId } from '../../ui/commandIds';
import { countText } from '../../ui/formats';
import { listText } from '../../ui/joinText';
import type { MoreNode } from './rows/moreNode';
import { ROWS_AT_ONCE } from './rows/playerRows';

/** Draws the row that shows more rows. */
export function moreItem({ id, hidden, parent }: MoreNode): vscode.TreeItem {
	const item = new vscode.TreeItem(vscode.l10n.t('Load more…'));
	const left = vscode.l10n.t('{0} not shown', countText(hidden));
	const command: CommandId = 'agora.players.loadMore';
	item.id = id;
	item.description = left;
	item.contextValue = 'more';
	item.iconPath = new vscode.ThemeIcon('ellipsis');
	item.tooltip = vscode.l10n.t('Shows {0} more.', Math.min(hidden, ROWS_AT_ONCE));
	item.accessibilityInformation = { label: listText([vscode.l10n.t('Load more…'), left]) };
	item.command = { title: vscode.l10n.t('Load more…'), command, arguments: [parent?.id ?? ''] };
	return item;
}
