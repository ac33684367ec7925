import * as vscode from 'vscode';
import { askFilter } from '../../../ui/filterInput';
import { withViewProgress } from '../../../ui/progress';
import { readChannel } from '../../filter/channelReading';
import { filterCount } from '../../filter/filterCount';
import type { PlayerCommand } from '../playerCommand';

/** Filters by what is known while the user types, and asks Agora for the channel that is kept, where that pays. */
export const filterPlayers: PlayerCommand = async (parts, session) => {
	const { filter, store } = parts;
	await vscode.commands.executeCommand('agora.players.focus');
	const text = await askFilter(filter, session, {
		title: vscode.l10n.t('Filter Players by Channel'),
		placeholder: vscode.l10n.t('Channel name or a part of it'),
		count: () => vscode.l10n.t('Cloud players: {0}', filterCount(filter, store)),
		onDidChangeRows: store.onDidChange,
	});
	if (text) {
		await withViewProgress('agora.players', () => readChannel(parts, session, text));
	}
};
