import * as vscode from 'vscode';
import type { Player } from '../../agora/mediaPull/playerSchema';
import { openDefinition } from '../definition/file/openDefinition';
import { writeDefinition } from '../definition/file/writeDefinition';
import { withoutSecrets } from '../definition/memory/withoutSecrets';
import type { DefinitionTemplate } from '../definition/schema/definition';
import { playerLabel } from '../playerName';
import { type TargetPlayer, targetPlayers } from '../targetPlayers';
import type { PlayerCommand, PlayerParts } from './playerCommand';

export const saveDefinition: PlayerCommand = async (parts, session, argument) => {
	const [target] = await targetPlayers(parts, argument, undefined, vscode.l10n.t('Save as Definition'));
	if (!target) {
		return;
	}
	const { appId, player, projectName } = target;
	const { accountId } = session;
	const { memory, secretVariables } = await parts.definitions.room();
	const owner = playerLabel(player).replace(/[^\w-]+/g, '-');
	const remembered = await memory.copy({ accountId, appId, playerId: player.id }, owner);
	const { template, taken } = withoutSecrets(remembered ?? knownOf(parts, target), owner);
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

/** What List tells of a player; it may tell no more than id, name and time (api-facts §3). */
function knownOf({ regions }: PlayerParts, { appId, player }: TargetPlayer): DefinitionTemplate {
	const [region = 'na'] = regions.candidates(appId, player.id);
	const { streamUrl, channelName, uid, account, name }: Player = player;
	const user = account === undefined ? { uid: uid ?? 0 } : { account };
	return {
		region,
		project: appId,
		player: { streamUrl: streamUrl ?? '', channelName: channelName ?? '', ...user, name },
	};
}

function headOfKnown(): string {
	return vscode.l10n.t(
		'The player was created elsewhere: Agora tells only what stands here. Transcoding, encryption and the like are not known.',
	);
}
