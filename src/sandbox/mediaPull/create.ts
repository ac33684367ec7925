import type { Operation } from '../http/route';
import { openProject, openRegion } from './access';
import { createdPlayer, fieldMask } from './playerWire';
import { readPlayer } from './readPlayer';
import { nameTaken, quotaExceeded, rateExceeded } from './refusals';

const NAMED_RATE = { calls: 2, seconds: 1 };
const UNNAMED_RATE = { calls: 50, seconds: 1 };

/** Media Pull REST API, Create API. */
export const createPlayer: Operation = (request, world, parameters) => {
	const { clock, state, rateLimits } = world;
	const region = openRegion(parameters);
	const project = openProject(parameters, world);
	const now = clock.now();
	const wanted = readPlayer(request, project, region, now);
	const rateKey = `create ${project.appId} ${wanted.name ?? ''}`;
	if (!rateLimits.admit(rateKey, wanted.name === undefined ? UNNAMED_RATE : NAMED_RATE)) {
		throw rateExceeded();
	}
	const others = state.players.filter(({ appId }) => appId === project.appId);
	const namesake = others.find(({ name }) => name !== undefined && name === wanted.name);
	if (namesake !== undefined) {
		throw nameTaken(namesake.id);
	}
	if (others.length >= project.playerQuota) {
		throw quotaExceeded();
	}
	const player = state.addPlayer(wanted);
	const created = createdPlayer(player, now);
	return {
		status: 200,
		headers: { 'X-Resource-ID': player.id },
		body: { player: created, fields: fieldMask([created]) },
	};
};
