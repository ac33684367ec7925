import * as vscode from 'vscode';
import { positionText, readPosition } from '../../control/position';
import type { PlayerCommand } from '../playerCommand';
import { askAndChange } from './askAndChange';

export const seekPlayer: PlayerCommand = (parts, session, argument) =>
	askAndChange(parts, session, argument, {
		title: vscode.l10n.t('Seek'),
		input: {
			prompt: vscode.l10n.t(
				'Position in seconds, or as minutes and seconds. Works for on-demand streams only.',
			),
			placeHolder: '1:30',
		},
		read: readPosition,
		problem: () => vscode.l10n.t('Enter seconds, such as 90, or a time, such as 1:30 or 1:02:03.'),
		changes: (seekPosition) => ({ seekPosition }),
		what: (label) => vscode.l10n.t('Seek in cloud player “{0}”', label),
		done: (label, seekPosition) =>
			vscode.l10n.t('Cloud player {0} continues from {1}', label, positionText(seekPosition)),
	});
