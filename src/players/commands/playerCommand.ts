import type { Project } from '../../agora/console/projects';
import type { AgoraSession, SessionSource } from '../../agora/session';
import type { TokenRequest } from '../../agora/token/buildToken';
import type { Clock } from '../../common/clock';
import type { SequenceMemory } from '../control/playerMemory';
import type { RegionCache } from '../control/regionCache';
import type { LastCreations } from '../create/lastCreation';
import type { Definitions } from '../definitions/definitions';
import type { PlayerLifecycle } from '../lifecycle/playerLifecycle';
import type { LivePlayers } from '../livePlayers';
import type { ProjectChoice, ProjectSource } from '../projectSource';
import type { PlayerStore } from '../store/playerStore';
import type { TargetPlayer } from '../targetPlayers';
import type { PlayerFilter } from '../tree/grouping';

/** What the commands of this room work with. */
export interface PlayerCommandDeps {
	readonly sessions: SessionSource;
	readonly projects: ProjectSource;
	readonly choice: ProjectChoice;
	readonly store: PlayerStore;
	readonly reader: Pick<LivePlayers, 'refresh'>;
	/** For what may have been done, though no answer says so: what is known to be done is looked at anyway. */
	readonly watch: Pick<LivePlayers, 'pollSoon'>;
	/** Deletes and restarts players. */
	readonly lifecycle: () => Promise<PlayerLifecycle>;
	readonly filter: PlayerFilter;
	readonly regions: RegionCache;
	readonly sequences: SequenceMemory;
	readonly lastCreations: LastCreations;
	readonly definitions: Definitions;
	/** The default of every command and definition. */
	readonly activeProject: () => Project | undefined;
	/** Whether no App Certificate of the account can be read, whatever its projects have (docs/agora-api.md, Credentials and IDs). */
	readonly certificatesHidden: (session: AgoraSession) => boolean;
	readonly clock: Clock;
	/** Brings a player's row on the screen; the view where there is no such row. */
	readonly show: (appId: string, playerId: string | undefined) => Promise<void>;
	/** Shows more rows of a group in the view, or more groups for `''`. */
	readonly showMore: (groupId: string) => Promise<void>;
	/** Opens the document with everything that is known of a player. */
	readonly showDetails: (session: AgoraSession, target: TargetPlayer) => Promise<void>;
	/** Signs an RTC token. Rejects where App ID or certificate are malformed. */
	readonly mintToken: (request: TokenRequest) => Promise<string>;
}

/**
 * A command that needs an account. `argument` is the row it was called on and `selection` all selected rows,
 * or anything at all.
 */
export type PlayerCommand = (
	parts: PlayerCommandDeps,
	session: AgoraSession,
	argument: unknown,
	selection: unknown,
) => Promise<void>;
