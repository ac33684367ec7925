import * as v from 'valibot';
import type { Project } from '../../../../src/agora/console/projects';
import { type Player, unknownPlayer } from '../../../../src/agora/mediaPull/player';
import { type PlayerRequest, playerRequestSchema } from '../../../../src/agora/mediaPull/playerRequest';
import type { PlayerChanges } from '../../../../src/agora/mediaPull/updatePlayer';
import type { AgoraSession } from '../../../../src/agora/session';
import { changePlayer } from '../../../../src/players/control/changePlayer';
import { rememberCreated, sendCreation } from '../../../../src/players/create/sendCreation';
import { requestToRecreate, updateStoredRequest } from '../../../../src/players/definitions/storedRequests';
import type { RestartNote } from '../../../../src/players/lifecycle/lifecycleMemory';
import type { RestartPlan } from '../../../../src/players/lifecycle/restartCalls';
import type { EditorWindow } from './editorWindow';

// The commands of players after their questions are answered.

export interface NewPlayer {
	readonly project: Project;
	readonly region: 'na' | 'eu' | 'ap' | 'cn';
	readonly player: PlayerRequest;
}

/** @returns whether the request of the player could be stored. */
export async function createPlayer(
	window: EditorWindow,
	session: AgoraSession,
	creation: NewPlayer,
): Promise<boolean> {
	const deps = { regions: window.regions, requests: window.definitions };
	const player = await sendCreation(session, creation);
	const remembered = rememberCreated(deps, session, creation, player);
	const isRemembered = await remembered.then(
		() => true,
		() => false,
	);
	if (window.sessions.current === session) {
		window.store.applyCreated(creation.project.appId, player, window.clock.monotonic());
	}
	return isRemembered;
}

/** Undefined if not enough is known to create the player again. */
export async function restartPlan(
	window: EditorWindow,
	{ accountId }: AgoraSession,
	appId: string,
	player: Player,
	knownGone: boolean,
): Promise<RestartPlan | undefined> {
	const key = { accountId, appId, playerId: player.id };
	const remembered = await window.definitions.read(key);
	const project = window.projects.projects.find((each) => each.appId === appId);
	const origin = requestToRecreate(window.regions, { appId, player }, remembered);
	const { region, streamIp, player: request } = origin;
	const checked = v.safeParse(playerRequestSchema, request);
	return project && checked.success
		? {
				...{ appId, player, knownGone },
				creation: { project, region, streamIp, player: checked.output, origin, replaces: player.id },
			}
		: undefined;
}

/** Changes a player and stores the change in its request. */
export async function changeAndRemember(
	window: EditorWindow,
	session: AgoraSession,
	appId: string,
	player: Player,
	changes: PlayerChanges,
): Promise<void> {
	const { id, name = '' } = player;
	await changePlayer(window, session, { appId, id, name }, changes);
	const [region = 'na'] = window.regions.candidates(appId, id);
	const key = { accountId: session.accountId, appId, playerId: id };
	const played = { seconds: 0, at: session.client.serverNow() };
	await updateStoredRequest(window.definitions, { key, region, played }, changes);
}

/** Undefined if not enough is known to continue a restart that a reload interrupted. */
export async function interruptedPlan(
	window: EditorWindow,
	session: AgoraSession,
	{ appId, playerId, phase, name, channelName }: RestartNote,
): Promise<RestartPlan | undefined> {
	const player = unknownPlayer(playerId, { name, channelName });
	return await restartPlan(window, session, appId, player, phase === 'deleted');
}
