import * as vscode from 'vscode';
import { DisposableStore } from '../../../platform/disposable';
import { withViewProgress } from '../../../ui/progress';
import { readChannel } from '../../filter/channelReading';
import { filterCount } from '../../filter/filterCount';
import type { PlayerCommand } from '../playerCommand';

/**
 * Filters the tree by what is known while the user types. Enter keeps what is shown, and asks Agora for the channel where that
 * pays; Escape brings back what was shown before.
 */
export const filterPlayers: PlayerCommand = async (parts, session) => {
	const { filter, store, projects } = parts;
	await vscode.commands.executeCommand('agora.players.focus');
	const before = filter.text;
	const subscriptions = new DisposableStore();
	const input = subscriptions.add(vscode.window.createInputBox());
	const tell = () => {
		input.prompt = vscode.l10n.t('{0} cloud players', filterCount(filter, projects, store));
	};
	input.title = vscode.l10n.t('Filter Players by Channel');
	input.placeholder = vscode.l10n.t('Channel name or a part of it');
	input.value = before;
	// A click on a row that was found must not bring the other rows back.
	input.ignoreFocusOut = true;
	tell();
	subscriptions.add(input.onDidChangeValue((value) => filter.set(value, session)));
	subscriptions.add(filter.onDidChange(tell));
	subscriptions.add(store.onDidChange(tell));
	const kept = await new Promise<boolean>((resolve) => {
		subscriptions.add(input.onDidAccept(() => resolve(true)));
		subscriptions.add(input.onDidHide(() => resolve(false)));
		input.show();
	});
	const text = kept ? input.value : before;
	filter.set(text, session);
	subscriptions.dispose();
	if (kept && text !== '') {
		await withViewProgress('agora.players', () => readChannel(parts, session, text));
	}
};
