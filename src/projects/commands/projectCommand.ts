import type { AgoraSession, SessionSource } from '../../agora/session';
import type { TokenRequest } from '../../agora/token';
import type { Clock } from '../../platform/clock';
import type { ActiveProject } from '../activeProject';
import type { ProjectFilter } from '../filter/projectFilter';
import type { ProjectCalls } from '../projectCalls';
import type { ProjectPicker } from '../projectPicker';
import type { ProjectPins } from '../projectPins';
import type { ProjectPlayers } from '../projectPlayers';
import type { ProjectStore } from '../projectStore';
import type { TokenMemory } from '../token/tokenMemory';

/** What the commands of this room work with. */
export interface ProjectParts {
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
	parts: ProjectParts,
	session: AgoraSession,
	argument: unknown,
	selection: unknown,
) => Promise<void>;
