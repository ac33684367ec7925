import type { PlayerChanges } from '../../../agora/mediaPull/playerChanges';
import type { AgoraSession } from '../../../agora/session';
import { notifyDone, notifyFailure } from '../../../ui/notify';
import { withViewProgress } from '../../../ui/progress';
import { changePlayer } from '../../control/changePlayer';
import type { TargetPlayer } from '../../targetPlayers';
import type { PlayerParts } from '../playerCommand';

interface Words {
	/** What is to be done, for the message where it fails. */
	readonly what: string;
	readonly done: string;
}

/** Makes one change of one player and tells what became of it. */
export async function changeOne(
	parts: PlayerParts,
	session: AgoraSession,
	{ appId, player: { id } }: TargetPlayer,
	changes: PlayerChanges,
	{ what, done }: Words,
): Promise<void> {
	const attempt = async (): Promise<void> => {
		if (parts.sessions.current !== session) {
			return;
		}
		try {
			await withViewProgress('agora.players', () => changePlayer(parts, session, { appId, id }, changes));
			parts.store.applyChanged(appId, id);
			notifyDone(done);
		} catch (error) {
			await notifyFailure(what, error, attempt);
		}
	};
	await attempt();
}
