import * as vscode from 'vscode';
import { deletePlayer } from '../../agora/mediaPull/deletePlayer';
import type { AgoraSession } from '../../agora/session';
import { confirm } from '../../ui/confirm';
import { notifyDone, notifyFailure } from '../../ui/notify';
import { withCancellableProgress } from '../../ui/progress';
import { inItsRegion } from '../inItsRegion';
import { playerLabel } from '../playerName';
import { type TargetPlayer, targetPlayers } from '../targetPlayers';
import type { PlayerCommand, PlayerParts } from './playerCommand';

export const deletePlayers: PlayerCommand = async (parts, session, argument, selection) => {
	const title = vscode.l10n.t('Delete Player');
	const targets = await targetPlayers(parts, argument, selection, title);
	const [first] = targets;
	if (first && (await confirmDelete(targets, first, session, title))) {
		await carryOut(parts, session, targets, first);
	}
};

async function carryOut(
	parts: PlayerParts,
	session: AgoraSession,
	targets: readonly TargetPlayer[],
	first: TargetPlayer,
): Promise<void> {
	const failures = await withCancellableProgress(vscode.l10n.t('Deleting cloud players'), (signal, report) =>
		deleteAll(parts, session, targets, signal, report),
	);
	const [failure] = failures;
	if (!failure) {
		notifyDone(vscode.l10n.t('{0} cloud players deleted', targets.length));
		return;
	}
	for (const { target } of failures) {
		parts.watch.lookSoon(target.appId);
	}
	await notifyFailure(
		targets.length === 1
			? vscode.l10n.t('Delete cloud player “{0}”', playerLabel(first.player))
			: vscode.l10n.t('{0} of {1} cloud players not deleted', failures.length, targets.length),
		failure.error,
		async () => {
			if (parts.sessions.current === session) {
				const left = failures.map(({ target }) => target);
				await carryOut(parts, session, left, failure.target);
			}
		},
	);
}

async function confirmDelete(
	targets: readonly TargetPlayer[],
	first: TargetPlayer,
	session: AgoraSession,
	verb: string,
): Promise<boolean> {
	const names = targets.map(({ player }) => playerLabel(player));
	return await confirm({
		question:
			targets.length === 1
				? vscode.l10n.t('Delete cloud player “{0}” of project “{1}”?', names[0] ?? '', first.projectName)
				: vscode.l10n.t('Delete {0} cloud players: {1}?', targets.length, names.join(', ')),
		account: session.accountLabel,
		consequence: vscode.l10n.t('The stream leaves its channel at once. This cannot be undone.'),
		verb,
	});
}

interface Failure {
	readonly target: TargetPlayer;
	readonly error: unknown;
}

async function deleteAll(
	parts: PlayerParts,
	session: AgoraSession,
	targets: readonly TargetPlayer[],
	signal: AbortSignal,
	report: (message: string) => void,
): Promise<readonly Failure[]> {
	const failures: Failure[] = [];
	for (const target of targets) {
		report(playerLabel(target.player));
		try {
			await deleteWherever(parts, session, target, signal);
			if (parts.sessions.current === session) {
				parts.store.applyDeleted(target.appId, target.player, parts.clock.now());
			}
		} catch (error) {
			failures.push({ target, error });
		}
	}
	return failures;
}

/** Where Agora knows the player in no region it is gone, which is what was asked for. */
async function deleteWherever(
	{ regions }: PlayerParts,
	{ client }: AgoraSession,
	{ appId, player: { id } }: TargetPlayer,
	signal: AbortSignal,
): Promise<void> {
	await inItsRegion(regions, { appId, id }, async (address) =>
		(await deletePlayer(client, address, signal)) === 'deleted' ? 'found' : 'notFound',
	);
}
