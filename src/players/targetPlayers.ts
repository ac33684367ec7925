import * as vscode from 'vscode';
import type { PlayerParts } from './commands/playerCommand';
import { playerLabel } from './playerName';
import { playerState } from './playerState';
import { watchedProjects } from './projectSource';
import { PlayerGroupNode } from './tree/playerGroupNode';
import { PlayerNode } from './tree/playerNode';
import type { ShownPlayer } from './watch/shownPlayer';

/** A player and the project it lives in. */
export interface TargetPlayer {
	readonly appId: string;
	readonly projectName: string;
	readonly player: ShownPlayer['player'];
	readonly shown: ShownPlayer;
}

export interface TargetQuestion {
	/** What the command was called on, and everything selected with it; other things than rows are ignored. */
	readonly argument: unknown;
	readonly selection?: unknown;
	readonly title: string;
	/** Which players the command makes sense for; all by default. */
	readonly fits?: (target: TargetPlayer) => boolean;
}

/**
 * The players a command is for: the rows it was called on, as far as they fit, else one the user picks; none when the user
 * left. Anything else passed in is ignored, since any extension may call a command.
 */
export async function targetPlayers(
	parts: PlayerParts,
	{ argument, selection, title, fits = () => true }: TargetQuestion,
): Promise<readonly TargetPlayer[]> {
	const rows = Array.isArray(selection) && selection.includes(argument) ? selection : [argument];
	const chosen = rows.filter((row) => row instanceof PlayerNode).map(targetOf);
	return chosen.length > 0 ? chosen.filter(fits) : await pick(parts, title, fits);
}

/** All players under a row that groups them, read again first: what is not on the screen counts too. */
export async function targetsOfGroup(
	parts: PlayerParts,
	argument: unknown,
): Promise<{ readonly name: string; readonly targets: readonly TargetPlayer[] } | undefined> {
	if (!(argument instanceof PlayerGroupNode)) {
		return undefined;
	}
	await parts.reader.refresh();
	const { appId, name } = argument.project;
	return { name, targets: targetsIn(parts, appId, name) };
}

export function isPaused({ shown }: TargetPlayer): boolean {
	return shown.condition === 'paused';
}

function targetOf({ parent: { project }, shown }: PlayerNode): TargetPlayer {
	return { appId: project.appId, projectName: project.name, player: shown.player, shown };
}

function targetsIn({ store }: PlayerParts, appId: string, projectName: string): TargetPlayer[] {
	return store.players(appId).map((shown) => ({ appId, projectName, player: shown.player, shown }));
}

async function pick(
	parts: PlayerParts,
	title: string,
	fits: (target: TargetPlayer) => boolean,
): Promise<readonly TargetPlayer[]> {
	await parts.choice.ready();
	await parts.reader.refresh();
	const items = watchedProjects(parts.projects)
		.flatMap(({ appId, name }) => targetsIn(parts, appId, name))
		.filter(fits)
		.map((value) => ({
			label: playerLabel(value.player),
			description: `${playerState(value.shown).word} · ${value.projectName}`,
			value,
		}));
	if (items.length === 0) {
		throw new Error(vscode.l10n.t('There is no cloud player that this could be done with.'));
	}
	const item = await vscode.window.showQuickPick(items, {
		title,
		placeHolder: vscode.l10n.t('Choose a cloud player'),
		matchOnDescription: true,
	});
	return item ? [item.value] : [];
}
