import type { AgoraSession, ChannelUser } from '../../../src/agora/session';
import { ChannelReader } from '../../../src/channels/channelReader';
import { ChannelScope } from '../../../src/channels/channelScope';
import { ChannelStore } from '../../../src/channels/channelStore';
import type { ChannelCommandDeps } from '../../../src/channels/commands/channelCommands';
import type { TargetChannel } from '../../../src/channels/targetChannels';
import { ChannelFilter } from '../../../src/channels/tree/channelFilter';
import {
	BanNode,
	BansNode,
	ChannelNode,
	ChannelUserNode,
	UserGroupNode,
} from '../../../src/channels/tree/channelNodes';
import { systemClock } from '../../../src/common/clock';
import { ChannelPlayers } from '../../../src/players/channelPlayers';
import { openPlayerContext } from './playerContext';

/** The channels of a sandbox, and the dependencies of channel commands. “Classroom Live” is read, and its channel “class32”. */
export async function openChannelContext() {
	const playerContext = await openPlayerContext();
	const { sandbox, session } = playerContext;
	const { sessions, choice, projects } = playerContext.deps;
	const store = new ChannelStore({ sessions, clock: systemClock });
	const { active } = playerContext.projectDeps;
	const scope = new ChannelScope({ memento: playerContext.memento, projects, active });
	const filter = new ChannelFilter(sessions);
	const watched = () => ({ appIds: scope.projects.map(({ appId }) => appId), expanded: [] });
	const reader = new ChannelReader({ sessions, store, watched, clock: systemClock });
	/** What other features were asked for. */
	const actions: { readonly what: string; readonly channel: TargetChannel }[] = [];
	const deps = {
		...{ sessions, choice, store, reader, scope, filter, clock: systemClock },
		ensureProjects: () => choice.ensureProjects(),
		view: { showMore: () => {} },
		players: new ChannelPlayers(playerContext.deps),
		actions: {
			createPlayer: async (_session: AgoraSession, channel: TargetChannel) => {
				actions.push({ what: 'player', channel });
			},
			generateToken: async (_session: AgoraSession, channel: TargetChannel) => {
				actions.push({ what: 'token', channel });
			},
		},
	} satisfies ChannelCommandDeps;
	const classroom = playerContext.project('Classroom Live');
	await reader.readChannels(classroom);
	await reader.readUsers(classroom, 'class32');
	await reader.readBans(classroom);
	/** The row of a channel, as the argument of a command. */
	const channelRow = (channelName: string, projectName?: string): ChannelNode => {
		const project = projectName === undefined ? classroom : playerContext.project(projectName);
		const channel = store.channel(project.appId, channelName);
		const listed = { name: channelName, userCount: 1, firstSeenAt: 0, missingSince: undefined };
		return new ChannelNode(undefined, project, channel ?? listed);
	};
	return {
		...{ sandbox, session, sessions, deps, actions, classroom },
		/** The dependencies of the commands of the other features. */
		playerDeps: playerContext.deps,
		projectDeps: playerContext.projectDeps,
		projectReader: playerContext.projectReader,
		project: playerContext.project,
		player: playerContext.player,
		channelRow,
		/** The row of a user, as the argument of a command. */
		userRow: (channelName: string, user: ChannelUser, projectName?: string): ChannelUserNode =>
			new ChannelUserNode(new UserGroupNode(channelRow(channelName, projectName), 'host'), user),
		/** The row of a stored ban of “Classroom Live”, as the argument of a command. */
		banRow: (uid: number): BanNode => {
			const rule = store.bans(classroom.appId).value?.find((each) => each.uid === uid);
			if (!rule) {
				throw new Error(`no ban of uid ${uid}`);
			}
			return new BanNode(new BansNode(undefined, classroom), rule);
		},
		/** The rules that exist, without delay. */
		rules: () => sandbox.state.banRules.active(classroom.appId),
		close: async () => {
			reader.dispose();
			scope.dispose();
			filter.dispose();
			store.dispose();
			await playerContext.close();
		},
	};
}

export type ChannelContext = Awaited<ReturnType<typeof openChannelContext>>;
