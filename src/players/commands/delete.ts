import * as vscode from 'vscode';
import type { AgoraSession } from '../../agora/session';
import { confirm, confirmByName } from '../../ui/confirm';
import { removePlayer } from '../control/removePlayer';
import { namesOf, type TargetPlayer, targetPlayers, targetsOfGroup } from '../targetPlayers';
import { eachPlayer } from './eachPlayer';
import type { PlayerCommand, PlayerParts } from './playerCommand';
import { type OutcomeWords, tellOutcome } from './tellOutcome';

export const deletePlayers: PlayerCommand = async (parts, session, argument, selection) => {
	const title = vscode.l10n.t('Delete Player');
	const group = await targetsOfGroup(parts, argument);
	if (group) {
		if (group.targets.length === 0) {
			throw new Error(vscode.l10n.t('No cloud player is suitable for this.'));
		}
		const isOne = group.targets.length === 1;
		const verb = isOne ? title : vscode.l10n.t('Delete All Players');
		const question = isOne ? questionFor(group.targets) : questionForAll(group.name, group.targets);
		const sure = await confirm({ ...question, account: session.accountLabel, verb });
		if (sure && (!group.project || (await confirmByName(verb, group.project.name)))) {
			await carryOut(parts, session, group.targets);
		}
		return;
	}
	const targets = await targetPlayers(parts, { argument, selection, title });
	if (
		targets.length > 0 &&
		(await confirm({ ...questionFor(targets), account: session.accountLabel, verb: title }))
	) {
		await carryOut(parts, session, targets);
	}
};

async function carryOut(
	parts: PlayerParts,
	session: AgoraSession,
	targets: readonly TargetPlayer[],
): Promise<void> {
	const title = vscode.l10n.t('Deleting cloud players');
	const outcome = await eachPlayer(title, targets, ({ appId, player: { id } }, signal) =>
		removePlayer(parts, session, { appId, id }, signal),
	);
	for (const { appId } of [...outcome.failures.map(({ target }) => target), ...outcome.left]) {
		parts.watch.lookSoon(appId);
	}
	await tellOutcome(outcome, words(), async (left) => {
		if (parts.sessions.current === session) {
			await carryOut(parts, session, left);
		}
	});
}

function words(): OutcomeWords {
	return {
		one: (label) => vscode.l10n.t('Delete cloud player “{0}”', label),
		done: (count) =>
			count === 1 ? vscode.l10n.t('Cloud player deleted') : vscode.l10n.t('{0} cloud players deleted', count),
		failed: (count, of) => vscode.l10n.t('{0} of {1} cloud players not deleted', count, of),
	};
}

function questionFor(targets: readonly TargetPlayer[]) {
	const names = namesOf(targets);
	return {
		question:
			targets.length === 1
				? vscode.l10n.t('Delete cloud player “{0}” of project “{1}”?', names, targets[0]?.projectName ?? '')
				: vscode.l10n.t('Delete {0} cloud players: {1}?', targets.length, names),
		consequence:
			targets.length === 1
				? vscode.l10n.t('The stream leaves its channel at once. This cannot be undone.')
				: leavingText(),
	};
}

function questionForAll(name: string, targets: readonly TargetPlayer[]) {
	return {
		question: vscode.l10n.t('Delete all {0} cloud players of “{1}”?', targets.length, name),
		consequence: `${namesOf(targets)}\n\n${leavingText()}`,
	};
}

function leavingText(): string {
	return vscode.l10n.t('Their streams leave their channels at once. This cannot be undone.');
}
