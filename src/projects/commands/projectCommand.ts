import type { Project } from '../../agora/console/projects';
import type { AgoraSession, SessionSource } from '../../agora/session';
import type { TokenRequest } from '../../agora/token/buildToken';
import type { Clock } from '../../common/clock';
import { compareNames } from '../../common/compareNames';
import type { ProjectCalls } from '../projectCalls';
import type { ProjectPicker } from '../projectPicker';
import type { ProjectPins } from '../projectPins';
import type { ProjectStore } from '../projectStore';
import type { TokenMemory } from '../token/tokenMemory';
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
	readonly tokenMemory: TokenMemory;
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
 * The projects a command is for: those among the selected rows that fit, where it was called on one of them, else the one
 * of its row, else one the user picks; none when the user left. A row that was called on always counts, since what it says
 * may be older than what is known. By name.
 */
export async function targetProjects(
	picker: ProjectPicker,
	{ argument, selection }: { readonly argument: unknown; readonly selection: unknown },
	title: string,
	fits: (project: Project) => boolean,
): Promise<readonly Project[]> {
	const called = picker.fromArgument(argument);
	if (!called) {
		const picked = await picker.pick(title, fits);
		return picked ? [picked] : [];
	}
	const rows: readonly unknown[] = Array.isArray(selection) && selection.includes(argument) ? selection : [];
	const others = rows.flatMap((row) => picker.fromArgument(row) ?? []).filter(fits);
	return [...new Set([called, ...others])].sort(compareNames);
}
