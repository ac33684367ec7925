import * as v from 'valibot';
import * as vscode from 'vscode';
import type { AgoraSession } from '../../agora/session';
import { confirm } from '../../ui/confirm';
import { resumePosition } from '../control/position';
import { askForVariables, withAskedToken } from '../definitions/definitionRequest';
import { definitionSchema } from '../definitions/definitionSchema';
import { openRequest, requestToRecreate } from '../definitions/storedRequests';
import type { ResolvedPlayer, RestartRefusal } from '../lifecycle/playerRestarts';
import type { RestartPlan } from '../lifecycle/restartCalls';
import type { RestartFailure } from '../lifecycle/restartSeveral';
import { playerLabel } from '../playerNames';
import { namesOf, type TargetPlayer } from '../targetPlayers';
import { type SaveDefinitionDeps, saveDefinition } from './definition';

/**
 * Collects everything that creating the player again needs before it is deleted, including values of the secret storage.
 *
 * @returns undefined if the user cancelled a question.
 * @throws if not enough is known to create the player again.
 */
export async function planRestart(
	deps: SaveDefinitionDeps,
	session: AgoraSession,
	target: TargetPlayer,
	{ shown, knownGone }: Pick<ResolvedPlayer & { state: 'restartable' }, 'shown' | 'knownGone'>,
	title: string,
	knownPosition?: number,
): Promise<RestartPlan | undefined> {
	const { appId } = target;
	const { player } = shown;
	const { requests, secretVariables } = deps.definitions;
	const key = { accountId: session.accountId, appId, playerId: player.id };
	const remembered = requestToRecreate(deps.regions, { appId, player }, await requests.read(key));
	const { accountId } = session;
	const resolved = await askForVariables(openRequest(remembered), { secretVariables, accountId, title });
	if (!resolved) {
		return undefined;
	}
	const project = deps.choice.projects.find((each) => each.appId === appId);
	const definition = 'value' in resolved ? v.safeParse(definitionSchema, resolved.value) : undefined;
	if (!('value' in resolved) || !definition?.success || !project) {
		throw new Error(
			vscode.l10n.t('Too little is known about the player to create it again. Nothing was changed.'),
		);
	}
	const named = `${title}: ${playerLabel(player)}`;
	const asked = await withAskedToken(session, project, definition.output, named);
	if (!asked) {
		return undefined;
	}
	const { playTs: _begun, ...request } = asked.player;
	const times = { now: session.client.clock.monotonic(), serverNow: session.client.serverNow() };
	const creation = {
		...{
			project,
			region: asked.region,
			streamIp: asked.streamIp,
			player: request,
			secrets: resolved.secrets,
		},
		origin: remembered,
		replaces: player.id,
		rescue: {
			label: vscode.l10n.t('Save as Definition'),
			run: () => saveDefinition(deps, session, target, undefined),
		},
	};
	const position = knownPosition ?? resumePosition(request, shown, times, remembered.playedFrom);
	return { appId, player, knownGone, creation, position };
}

export async function confirmRestart(
	deps: Pick<SaveDefinitionDeps, 'definitions'>,
	session: AgoraSession,
	targets: readonly TargetPlayer[],
	first: TargetPlayer,
	verb: string,
): Promise<boolean> {
	const { requests } = deps.definitions;
	const isKnown = ({ appId, player }: TargetPlayer) => {
		const remembered = requests.get({ accountId: session.accountId, appId, playerId: player.id });
		return remembered !== undefined && !remembered.fromList;
	};
	const isOne = targets.length === 1;
	const names = namesOf(targets);
	return await confirm({
		question: isOne
			? vscode.l10n.t('Restart cloud player “{0}” of project “{1}”?', names, first.projectName)
			: vscode.l10n.t('Restart {0} cloud players: {1}?', targets.length, names),
		account: session.accountLabel,
		consequence: [consequence(isOne), targets.every(isKnown) ? '' : lossText(isOne)]
			.filter((sentence) => sentence !== '')
			.join('\n\n'),
		verb: isOne ? verb : vscode.l10n.t('Restart {0} Players', targets.length),
	});
}

function consequence(isOne: boolean): string {
	return isOne
		? vscode.l10n.t(
				'It is deleted and created again in the same channel. The channel is without it for a moment, and it gets a new ID.',
			)
		: vscode.l10n.t(
				'They are deleted and created again in the same channels. Each channel is without its player for a moment, and each player gets a new ID.',
			);
}

/** What is lost of players that were created elsewhere. */
function lossText(isOne: boolean): string {
	return isOne
		? vscode.l10n.t(
				'It was not created here, and Agora reports only its source, channel, user and name. Transcoding, encryption and other options are lost.',
			)
		: vscode.l10n.t(
				'Some were not created here, and Agora reports only their source, channel, user and name. Transcoding, encryption and other options are lost.',
			);
}

/** Why a player was not restarted. */
export function errorOf(reason: RestartRefusal | RestartFailure): unknown {
	switch (reason.state) {
		case 'replaced':
			return new Error(
				vscode.l10n.t('It was already restarted, as cloud player “{0}”.', reason.successor.label),
			);
		case 'deleted':
			return new Error(vscode.l10n.t('It was deleted in the meantime.'));
		case 'restarting':
			return new Error(vscode.l10n.t('It is already being restarted.'));
		case 'refused':
			return errorOf(reason.why);
		case 'notCreated':
			return reason.error;
		case 'notDeleted':
			return reason.error ?? new Error(aliveText());
		case 'unclear':
			return new Error(
				vscode.l10n.t(
					'It may have been created already, so nothing was created now. Look for it in the view first.',
				),
			);
		case 'cancelled':
			return new Error(
				vscode.l10n.t('You switched accounts before this was certain. The restart is offered again later.'),
			);
	}
}

function aliveText(): string {
	return vscode.l10n.t('Agora still lists it although it was deleted several times. Nothing was created.');
}
