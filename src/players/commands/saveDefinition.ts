import * as vscode from 'vscode';
import { openDefinition } from '../definition/file/openDefinition';
import { writeDefinition } from '../definition/file/writeDefinition';
import { knownDefinition } from '../definition/memory/knownDefinition';
import { replaceSecrets } from '../definition/memory/templateSecrets';
import { withoutSecrets } from '../definition/memory/withoutSecrets';
import { playerLabel } from '../playerName';
import { targetPlayers } from '../targetPlayers';
import type { PlayerCommand } from './playerCommand';

export const saveDefinition: PlayerCommand = async (parts, session, argument) => {
	const [target] = await targetPlayers(parts, { argument, title: vscode.l10n.t('Save as Definition') });
	if (!target) {
		return;
	}
	const { appId, player, projectName } = target;
	const { accountId } = session;
	const { memory, secretVariables } = await parts.definitions.room();
	const owner = playerLabel(player).replace(/[^\w-]+/g, '-');
	const remembered = await memory.copy({ accountId, appId, playerId: player.id }, owner);
	const { template, taken } = withoutSecrets(remembered ?? knownDefinition(parts.regions, target), owner);
	const variables = new Map<string, string>();
	for (const [name, value] of taken) {
		variables.set(name, `\${secret:${await secretVariables.add(accountId, name, value)}}`);
	}
	const regionIsKnown = remembered !== undefined || parts.regions.ofPlayer(player.id) !== undefined;
	const text = writeDefinition(
		{ ...replaceSecrets(template, variables) },
		{
			'': remembered ? undefined : headOfKnown(),
			region: regionIsKnown ? undefined : vscode.l10n.t('unknown: check it'),
			project: projectName,
		},
	);
	await openDefinition(owner, text);
};

function headOfKnown(): string {
	return vscode.l10n.t(
		'This player was created elsewhere, and Agora reports only what you see here. Transcoding, encryption and the like are unknown.',
	);
}
