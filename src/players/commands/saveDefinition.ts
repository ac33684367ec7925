import * as vscode from 'vscode';
import { openDefinition } from '../definition/file/openDefinition';
import { writeDefinition } from '../definition/file/writeDefinition';
import { knownDefinition } from '../definition/memory/knownDefinition';
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
	for (const [name, value] of taken) {
		await secretVariables.store(accountId, name, value);
	}
	const regionIsKnown = remembered !== undefined || parts.regions.ofPlayer(player.id) !== undefined;
	const text = writeDefinition(
		{ ...template },
		{
			'': remembered ? undefined : headOfKnown(),
			region: regionIsKnown ? undefined : vscode.l10n.t('not known: check it'),
			project: projectName,
		},
	);
	await openDefinition(owner, text);
};

function headOfKnown(): string {
	return vscode.l10n.t(
		'The player was created elsewhere: Agora tells only what stands here. Transcoding, encryption and the like are not known.',
	);
}
