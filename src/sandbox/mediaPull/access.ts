import type { PathParameters } from '../http/route';
import { isMoving, type SandboxPlayer, type SandboxRegion } from '../state/player';
import type { SandboxProject } from '../state/project';
import type { World } from '../world';
import { invalidParameter, notEnabled, notFound, revoked } from './refusals';

/** The project of a path's `appId`, refused where it may not use Media Pull. A disabled project may not. */
export function openProject({ appId = '' }: PathParameters, { state }: World): SandboxProject {
	if (!/^[0-9a-f]{32}$/.test(appId)) {
		throw invalidParameter('appId');
	}
	const project = state.projects.find((each) => each.appId === appId);
	if (project === undefined) {
		throw notFound();
	}
	if (project.mediaPull === 'notEnabled') {
		throw notEnabled();
	}
	if (project.mediaPull === 'revoked' || !project.enabled) {
		throw revoked();
	}
	return project;
}

/** Media Pull REST API, Create API, Path parameters. */
export function openRegion({ region }: PathParameters): SandboxRegion {
	if (region === 'na' || region === 'eu' || region === 'ap' || region === 'cn') {
		return region;
	}
	throw invalidParameter('region');
}

/**
 * The player of a path's `id`, or undefined where this project has none of that id in this region, and while the player is
 * being moved to another server.
 */
export function findPlayer(
	project: SandboxProject,
	region: SandboxRegion,
	{ id }: PathParameters,
	{ state, clock }: World,
): SandboxPlayer | undefined {
	return state.players.find(
		(player) =>
			player.id === id &&
			player.appId === project.appId &&
			player.region === region &&
			!isMoving(player, clock.now()),
	);
}
