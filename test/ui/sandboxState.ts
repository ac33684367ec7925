import type { SandboxPlayer } from '../../src/sandbox/player';
import type { Sandbox } from '../../src/sandbox/sandbox';
import type { SandboxProject } from '../../src/sandbox/state';

/** The project with this name. @throws where the sandbox has none. */
export function findProject({ state }: Sandbox, name: string): SandboxProject {
	const project = state.projects.find((each) => each.name === name);
	if (!project) {
		throw new Error(`the sandbox has no project ${name}`);
	}
	return project;
}

/** The first player with this name; undefined if it does not exist or was deleted. */
export function findPlayer({ state }: Sandbox, name: string): SandboxPlayer | undefined {
	return state.players.find((each) => each.name === name);
}

/** The first player with this name. @throws where the sandbox has none. */
export function requirePlayer(sandbox: Sandbox, name: string): SandboxPlayer {
	const player = findPlayer(sandbox, name);
	if (!player) {
		throw new Error(`the sandbox has no player ${name}`);
	}
	return player;
}
