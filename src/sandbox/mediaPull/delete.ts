import type { Operation } from '../http/route';
import type { SandboxRegion } from '../state/player';
import type { World } from '../world';
import { findPlayer, openProject, openRegion } from './access';
import { notFound, rateExceeded } from './refusals';

const RATE = { calls: 100, seconds: 1 };

/** Media Pull REST API, Delete API. `X-Resource-ID` is the id of the path. */
export const deletePlayer: Operation = (_, world, parameters) => {
	const { state, rateLimits } = world;
	const region = openRegion(parameters);
	const project = openProject(parameters, world);
	if (!rateLimits.admit(`delete ${project.appId}`, RATE)) {
		throw rateExceeded();
	}
	const headers = { 'X-Resource-ID': parameters.id ?? '' };
	const player = findPlayer(project, region, parameters, world);
	if (player === undefined && missingStatus(world, region, parameters.id) === 404) {
		return { ...notFound().reply, headers };
	}
	if (player !== undefined) {
		state.removePlayer(player.id);
	}
	return { status: 200, headers };
};

/** A player that is being moved is not found in its own region (api-facts §3, the failover). */
function missingStatus({ state }: World, region: SandboxRegion, id: string | undefined): 200 | 404 {
	const { deleteGoneStatus, deleteElsewhereStatus } = state.behaviour;
	const player = state.players.find((each) => each.id === id);
	if (player === undefined) {
		return deleteGoneStatus;
	}
	return player.region === region ? 404 : deleteElsewhereStatus;
}
