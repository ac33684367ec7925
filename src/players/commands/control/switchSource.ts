import * as vscode from 'vscode';
import { checkChanges } from '../../../agora/mediaPull/playerChanges';
import { fieldText } from '../../fieldText';
import type { PlayerCommand } from '../playerCommand';
import { askAndChange } from './askAndChange';

export const switchPlayerSource: PlayerCommand = (parts, session, argument) =>
	askAndChange(parts, session, argument, {
		title: vscode.l10n.t('Switch Source'),
		// Not filled in: the old address may hold a password that Agora told of, and is not to be shown.
		input: {
			prompt: vscode.l10n.t(
				'Address of the stream, video or picture to play from now on: rtmp, https or http',
			),
			placeHolder: 'rtmp://example.com/live/class32',
		},
		read: (typed) => (problem(typed) === undefined ? typed.trim() : undefined),
		problem,
		changes: (streamUrl) => ({ streamUrl }),
		what: (label) => vscode.l10n.t('Switch the source of cloud player “{0}”', label),
		done: (label) => vscode.l10n.t('Cloud player {0} now plays another source', label),
	});

function problem(typed: string): string | undefined {
	const [issue] = checkChanges({ streamUrl: typed.trim() });
	return issue && fieldText(issue);
}
