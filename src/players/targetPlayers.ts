import * as vscode from 'vscode';
import type { Player } from '../agora/mediaPull/playerSchema';
import type { PlayerParts } from './commands/playerCommand';
import { playerLabel } from './playerName';
import { playerState } from './playerState';
import { watchedProjects } from './projectSource';
import { PlayerNode } from './tree/playerNode';

/** A player and the project it lives in. */
export interface TargetPlayer {
	readonly appId: string;
	readonly projectName: string;
	readonly player: Player;
}

/** A player that a command is called on from elsewhere than its row. */
export class LivePlayer implements TargetPlayer {
	readonly appId: string;
	readonly projectName: string;
	readonly player: Player;

	constructor(appId: string, projectName: string, player: Player) {
		this.appId = appId;
		this.projectName = projectName;
		this.player = player;
	}
}

/**
 * The players a command is for: the rows it was called on, else one the user picks; none when the user left.
 * Anything else passed in is ignored, since any extension may call a command.
 */
export async function targetPlayers(
	parts: PlayerParts,
	argument: unknown,
	selection: unknown,
	title: string,
): Promise<readonly TargetPlayer[]> {
	if (argument instanceof LivePlayer) {
		return [argument];
	}
	const rows = Array.isArray(selection) && selection.includes(argument) ? selection : [argument];
	const chosen = rows.filter((row) => row instanceof PlayerNode).map(targetOf);
	return chosen.length > 0 ? chosen : await pick(parts, title);
}

function targetOf({ parent: { project }, shown: { player } }: PlayerNode): TargetPlayer {
	return { appId: project.appId, projectName: project.name, player };
}

async function pick(parts: PlayerParts, title: string): Promise<readonly TargetPlayer[]> {
	await parts.choice.ready();
	await parts.reader.refresh();
	const items = watchedProjects(parts.projects).flatMap(({ appId, name }) =>
		parts.store.players(appId).map((shown) => ({
			label: playerLabel(shown.player),
			description: `${playerState(shown).word} · ${name}`,
			value: { appId, projectName: name, player: shown.player },
		})),
	);
	if (items.length === 0) {
		throw new Error(vscode.l10n.t('There is no cloud player.'));
	}
	const item = await vscode.window.showQuickPick(items, {
		title,
		placeHolder: vscode.l10n.t('Choose a cloud player'),
		matchOnDescription: true,
	});
	return item ? [item.value] : [];
}
