import type { Project } from '../agora/console/projects';
import type { AgoraSession } from '../agora/session';

/** The cloud players of projects, as far as it matters for disabling a project. */
export interface ProjectPlayers {
	/** Reads the players of a project again. */
	living(project: Project): Promise<LivingPlayers>;
	/**
	 * Deletes the players of projects that live or may live, and waits a moment for the proof. Asks nothing.
	 *
	 * @returns The first reason why one could not be deleted; undefined where Agora accepted every deletion.
	 */
	deleteAll(session: AgoraSession, projects: readonly Project[]): Promise<unknown>;
}

export interface LivingPlayers {
	/** The names, as they are on the screen, of those that live or may live. */
	readonly names: readonly string[];
	/** Why the project could not be read, so that there may be others. */
	readonly error: unknown;
}
