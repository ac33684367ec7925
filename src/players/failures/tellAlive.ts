import * as vscode from 'vscode';
import { unknownPlayer } from '../../agora/mediaPull/playerSchema';
import { runCommand } from '../../ui/commands';
import { tellFailure } from '../../ui/notify';
import type { PlayerParts } from '../commands/playerCommand';
import type { PendingDeletion } from '../lifecycle/pendingDeletion';
import { playerLabel } from '../playerName';
import { TargetPlayer } from '../targetPlayers';

/** Tells that a player still lives, and costs money, although it was deleted again and again. */
export async function tellAlive(
	{ projects, store }: Pick<PlayerParts, 'projects' | 'store'>,
	{ appId, playerId, name, channelName }: PendingDeletion,
): Promise<void> {
	const label = playerLabel(unknownPlayer(playerId, { name, channelName }));
	const text = vscode.l10n.t(
		'Delete cloud player “{0}”: Agora still lists it although it was deleted several times, so it is billed. Try again, or ask Agora’s support.',
		label,
	);
	await tellFailure(text, new Error(text), async () => {
		const project = projects.projects.find((each) => each.appId === appId);
		const shown = store.players(appId).find(({ player }) => player.id === playerId);
		if (project && shown) {
			await runCommand('agora.player.delete', new TargetPlayer(project, shown));
		}
	});
}
