import * as v from 'valibot';
import * as vscode from 'vscode';
import type { AgoraSession } from '../../agora/session';
import { resumePosition } from '../control/position';
import { askForVariables, withAskedToken } from '../definitions/definitionRequest';
import { definitionSchema } from '../definitions/definitionSchema';
import { openRequest, requestToRecreate } from '../definitions/storedRequests';
import type { ResolvedPlayer } from '../lifecycle/playerRestarts';
import type { RestartPlan } from '../lifecycle/restartCalls';
import { playerLabel } from '../playerNames';
import type { TargetPlayer } from '../targetPlayers';
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
	const { requests } = deps.definitions;
	const secretVariables = await deps.definitions.secretVariables();
	const key = { accountId: session.accountId, appId, playerId: player.id };
	const remembered = requestToRecreate(deps.regions, { appId, player }, await requests.read(key));
	const { accountId } = session;
	const resolved = await askForVariables(openRequest(remembered), { secretVariables, accountId, title });
	if (!resolved) {
		return undefined;
	}
	const project = deps.projects.projects.find((each) => each.appId === appId);
	const definition = 'value' in resolved ? v.safeParse(definitionSchema, resolved.value) : undefined;
	if (!('value' in resolved) || !definition?.success || !project) {
		throw new Error(
			vscode.l10n.t('Not enough is known about the player to create it again. Nothing was changed.'),
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
