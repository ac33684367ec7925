import type { AgoraSession, SessionSource } from '../../agora/session';
import type { TokenRequest } from '../../agora/token';
import type { Clock } from '../../platform/clock';
import type { LivePlayers } from '../livePlayers';
import type { PlayerStore } from '../playerStore';
import type { ProjectChoice, ProjectSource } from '../projectSource';
import type { RegionMemory } from '../regionMemory';

/** What the commands of this room work with. */
export interface PlayerParts {
	readonly sessions: SessionSource;
	readonly projects: ProjectSource;
	readonly choice: ProjectChoice;
	readonly store: PlayerStore;
	readonly reader: Pick<LivePlayers, 'refresh'>;
	/** For what may have been done, though no answer says so: what is known to be done is looked at anyway. */
	readonly watch: Pick<LivePlayers, 'lookSoon'>;
	readonly regions: RegionMemory;
	readonly clock: Clock;
	/** Signs an RTC token. Rejects where App ID or certificate are malformed. */
	readonly mintToken: (request: TokenRequest) => Promise<string>;
}

/**
 * A command that needs an account. `argument` is the row it was called on and `selection` all selected rows,
 * or anything at all.
 */
export type PlayerCommand = (
	parts: PlayerParts,
	session: AgoraSession,
	argument: unknown,
	selection: unknown,
) => Promise<void>;
