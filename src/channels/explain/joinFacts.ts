import type { Project } from '../../agora/console/projects';
import { canReadCertificates, type SessionSource, serverTime } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { failed, initial, type Loadable } from '../../common/loadable';
import { type ChannelPlayer, type ChannelPlayers, playerOf } from '../channelPlayers';
import { type ChannelReader, concernsAll } from '../channelReader';
import type { ChannelStore } from '../channelStore';
import { isChannelName, ownProject } from './joinChecks';
import type { JoinAttempt, JoinFacts } from './joinFindings';

export interface JoinFactsDeps {
	readonly sessions: SessionSource;
	readonly clock: Pick<Clock, 'now' | 'monotonic'>;
	readonly accountProjects: {
		readonly loadable: Loadable<readonly Project[]>;
		/** Failures are stored, not thrown. */
		refresh(): Promise<void>;
	};
	readonly store: Pick<ChannelStore, 'users' | 'user' | 'bans'>;
	readonly reader: Pick<ChannelReader, 'readUsers' | 'readUser' | 'readBans'>;
	readonly players: Pick<ChannelPlayers, 'inChannel'>;
}

export interface ReadJoinFacts extends JoinFacts {
	/** The project of the account with the App ID. */
	readonly project: Project | undefined;
	/** The cloud player that the user is. */
	readonly player: ChannelPlayer | undefined;
}

/**
 * Reads what the checks of a join need, as far as possible: nothing while signed out, and nothing of channels of other accounts and of
 * disabled projects. Undefined if the account changed meanwhile.
 */
export async function readJoinFacts(
	deps: JoinFactsDeps,
	attempt: JoinAttempt,
): Promise<ReadJoinFacts | undefined> {
	const { sessions, accountProjects } = deps;
	const session = sessions.current;
	await accountProjects.refresh();
	const projects = session ? accountProjects.loadable : initial<readonly Project[]>();
	const project = ownProject({ attempt, projects });
	const channel =
		project && project.enabled !== false
			? await readChannel(deps, project, attempt, projects.error)
			: { bans: initial<never>(), users: initial<never>(), userState: initial<never>() };
	if (sessions.current !== session) {
		return undefined;
	}
	const player = project && playerOf(deps.players, project.appId, attempt.channelName, attempt.user);
	return {
		...{ attempt, projects, project, player, ...channel },
		now: serverTime(sessions, deps.clock),
		account: session && { canReadCertificates: canReadCertificates(session) },
		isPlayer: player !== undefined,
	};
}

type ChannelFacts = Pick<JoinFacts, 'bans' | 'users' | 'userState'>;

/** Without a network nothing is tried that would fail for the same reason. */
async function readChannel(
	{ store, reader }: JoinFactsDeps,
	project: Project,
	{ channelName, user }: JoinAttempt,
	error: unknown,
): Promise<ChannelFacts> {
	const { appId } = project;
	const uid = 'uid' in user && user.uid !== 0 ? user.uid : undefined;
	const stored = (): ChannelFacts => ({
		bans: store.bans(appId),
		users: store.users(appId, channelName),
		userState: uid === undefined ? initial() : store.user(appId, channelName, uid),
	});
	if (error !== undefined && concernsAll(error)) {
		const { bans, users, userState } = stored();
		return {
			bans: failed(bans, error),
			users: failed(users, error),
			userState: uid === undefined ? userState : failed(userState, error),
		};
	}
	const isName = isChannelName(channelName);
	await Promise.all([
		reader.readBans(project),
		isName && reader.readUsers(project, channelName),
		isName && uid !== undefined && reader.readUser(project, channelName, uid),
	]);
	return stored();
}
