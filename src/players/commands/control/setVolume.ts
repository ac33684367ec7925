import * as vscode from 'vscode';
import type { PlayerCommand } from '../playerCommand';
import { askAndChange } from './askAndChange';

/** Update takes 0 to 200, and 100 leaves the source as it is (api-facts §3). */
const LOUDEST = 200;

export const setPlayerVolume: PlayerCommand = (parts, session, argument) =>
	askAndChange(parts, session, argument, {
		title: vscode.l10n.t('Set Volume'),
		input: {
			prompt: vscode.l10n.t('From 0 (silent) to {0}. 100 is as loud as the source.', LOUDEST),
			value: '100',
		},
		read: readVolume,
		problem: () => vscode.l10n.t('Enter a whole number from 0 to {0}.', LOUDEST),
		changes: (volume) => ({ audioOptions: { volume } }),
		what: (label) => vscode.l10n.t('Set the volume of cloud player “{0}”', label),
		done: (label, volume) => vscode.l10n.t('Volume of cloud player {0} set to {1}', label, volume),
	});

function readVolume(typed: string): number | undefined {
	const volume = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : NaN;
	return volume <= LOUDEST ? volume : undefined;
}
