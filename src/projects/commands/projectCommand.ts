import type { Project } from '../../agora/console/projects';
import type { AgoraSession, SessionSource } from '../../agora/session';
import type { TokenRequest } from '../../agora/token/buildToken';
import type { Clock } from '../../common/clock';
import { compareNames } from '../../common/compareNames';
import { resolveTargets } from '../../ui/resolveTargets';
import type { ProjectPicker } from '../projectPicker';
import type { ProjectCalls } from '../store/projectCalls';
import type { ProjectPins } from '../store/projectPins';
import type { ProjectStore } from '../store/projectStore';
import type { LastTokens } from '../token/lastTokens';
import type { ProjectFilter } from '../tree/projectRows';
import type { ActiveProject } from '../workspace/activeProject';

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

/** What the commands of this room work with. */
export interface ProjectCommandDeps {
	readonly sessions: SessionSource;
	readonly store: ProjectStore;
	readonly active: ActiveProject;
	readonly picker: ProjectPicker;
	readonly calls: ProjectCalls;
	/** Shows a project's row in the Projects view. */
	readonly reveal: (projectId: string) => Promise<void>;
	/** Signs an RTC token. Rejects where App ID or certificate are malformed. */
	readonly mintToken: (request: TokenRequest) => Promise<string>;
	readonly tokenMemory: LastTokens;
	readonly clock: Clock;
	readonly players: ProjectPlayers;
	readonly pins: ProjectPins;
	readonly filter: ProjectFilter;
}

/**
 * A command that needs an account. `argument` is the row it was called on and `selection` all selected rows,
 * or anything at all.
 */
export type ProjectCommand = (
	parts: ProjectCommandDeps,
	session: AgoraSession,
	argument: unknown,
	selection: unknown,
) => Promise<void>;

/**
 * The projects that a command means, by name. The project of its own row always counts: the row may be older than what the store
 * has.
 */
export async function targetProjects(
	picker: ProjectPicker,
	{ argument, selection }: { readonly argument: unknown; readonly selection: unknown },
	title: string,
	fits: (project: Project) => boolean,
): Promise<readonly Project[]> {
	const called = picker.fromArgument(argument);
	const targets = await resolveTargets(argument, selection, {
		fromArgument: (row) => picker.fromArgument(row),
		fits: (project) => project === called || fits(project),
		pick: () => picker.pick(title, fits),
	});
	return targets.toSorted(compareNames);
}
