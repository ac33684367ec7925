import * as vscode from 'vscode';
import { knownDefinition } from '../definition/knownDefinition';
import { openDefinition } from '../definition/openDefinition';
import { withoutSecrets } from '../definition/withoutSecrets';
import { writeDefinition } from '../definition/writeDefinition';
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
	const remembered = memory.get({ accountId, appId, playerId: player.id })?.template;
	const owner = playerLabel(player).replace(/[^\w-]+/g, '-');
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
