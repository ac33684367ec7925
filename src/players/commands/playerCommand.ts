import type { AgoraSession } from '../../agora/session';

/**
 * A command that needs an account. `argument` is the row it was called on and `selection` all selected rows, or any other value.
 *
 * @typeParam Deps the deps of the players feature that the command uses.
 */
export type PlayerCommand<Deps> = (
	deps: Deps,
	session: AgoraSession,
	argument: unknown,
	selection: unknown,
) => Promise<void>;
