import { KnownSecrets } from '../../../src/agora/redact';
import type { AgoraSession } from '../../../src/agora/session';
import { systemClock } from '../../../src/common/clock';
import type { PlayerCommandDeps } from '../../../src/players/commands/playerCommands';
import { deleteLivingPlayers, livingPlayers } from '../../../src/players/control/livingPlayers';
import { RegionCache } from '../../../src/players/control/regionCache';
import { PausedPlayers, UpdateSequences } from '../../../src/players/control/sentUpdates';
import { DefinitionEditor } from '../../../src/players/definitions/definitionEditor';
import { DefinitionsFeature } from '../../../src/players/definitions/definitionsFeature';
import { PlayerOrigins } from '../../../src/players/details/playerOrigins';
import { PlayerLifecycle } from '../../../src/players/lifecycle/playerLifecycle';
import { PlayerReader } from '../../../src/players/polling/playerReader';
import { stateText } from '../../../src/players/stateText';
import type { ShownPlayer } from '../../../src/players/store/playerConditions';
import { PlayerStore } from '../../../src/players/store/playerStore';
import { TargetPlayer } from '../../../src/players/targetPlayers';
import { PlayerFilter } from '../../../src/players/tree/grouping';
import type { ProjectCommandDeps } from '../../../src/projects/commands/projectCommands';
import { LastAnswers } from '../../../src/ui/boundedMemento';
import { playerCost } from '../../../src/usage/priceSettings';
import { TestMemento } from '../../fixtures/memento';
import { openPresences } from '../../fixtures/presences';
import { projectsWithPlayers } from '../../fixtures/projectsWithPlayers';
import { TestSecrets } from '../../fixtures/secrets';
import { openProjectContext } from './projectContext';

/** The cloud players of a sandbox, and the dependencies of player commands. */
export async function openPlayerContext() {
	const projectContext = await openProjectContext();
	const { sandbox, session, sessions } = projectContext;
	const projects = projectContext.deps.store;
	const memento = new TestMemento();
	const store = new PlayerStore(new PausedPlayers(memento));
	const reader = new PlayerReader({
		...{ sessions, projects, store, clock: systemClock },
		priority: projectsWithPlayers(store),
	});
	const { active } = projectContext.deps;
	const knownSecrets = new KnownSecrets();
	const secrets = new TestSecrets();
	const definitions: DefinitionsFeature = new DefinitionsFeature({
		...{ memento, secrets, knownSecrets },
		loadEditor: async () =>
			new DefinitionEditor({
				...{ sessions, projects, store, active, requests: definitions.requests, clock: systemClock },
				ensureProjects: async () => {},
			}),
	});
	const filter = new PlayerFilter(sessions);
	const revealedIds: string[] = [];
	const regions = new RegionCache(memento);
	const lifecycle = new PlayerLifecycle({
		...{ sessions, store, reader, regions, memento, clock: systemClock },
		requests: definitions.requests,
	});
	const live = {
		refresh: () => reader.refresh(),
		readProject: async (appId: string) => void (await reader.readProject(appId)),
		pollSoon: () => {},
		lifecycle: async () => lifecycle,
	};
	const deps = {
		sessions,
		projects,
		choice: projectContext.deps.picker,
		store,
		live,
		filter,
		regions,
		sequences: new UpdateSequences(memento),
		lastCreations: new LastAnswers(memento, 'agora.lastCreated'),
		definitions,
		clock: systemClock,
		summary: {
			stateText: (shown: ShownPlayer) =>
				stateText(shown, { now: systemClock.monotonic(), serverNow: systemClock.now() }),
		},
		view: {
			reveal: async (_appId: string | undefined, playerId?: string) => {
				revealedIds.push(playerId ?? '');
			},
			showMore: async () => {},
			focusedRows: async () => ({ focused: undefined, rows: [] }),
		},
		channels: {
			reveal: async (appId: string, channelName: string) => {
				revealedIds.push(channelName);
				const listed = sandbox.state.channels.listed(appId);
				return listed.some(({ name }) => name === channelName);
			},
		},
		details: {
			show: async (_session: AgoraSession, target: TargetPlayer) => {
				revealedIds.push(target.player.id);
			},
		},
	} satisfies PlayerCommandDeps;
	/** The dependencies of project commands, with these players. */
	const projectDeps: ProjectCommandDeps = {
		...projectContext.deps,
		players: {
			living: (project) => livingPlayers(deps, project),
			deleteAll: (by, of) => deleteLivingPlayers(deps, by, of),
		},
	};
	await reader.refresh();
	const channels = openPresences({ sessions, store, clock: systemClock });
	const { presences } = channels;
	/** The player with this name, as the argument of a command. */
	const player = (name: string): TargetPlayer => {
		for (const project of projects.projects) {
			const found = store.players(project.appId).find((each) => each.player.name === name);
			if (found) {
				return new TargetPlayer(project, found);
			}
		}
		throw new Error(`no player ${name}`);
	};
	return {
		sandbox,
		/** What rows and details show about the origin of players. */
		origins: new PlayerOrigins({
			...{ sessions, regions, clock: systemClock, definitions: definitions.requests, knownSecrets },
			...{ estimateCost: playerCost, presences },
		}),
		/** What reads whether the players are in their channels. */
		channels,
		session,
		deps,
		/** Everything that is stored outside of the secret storage. */
		memento,
		projectDeps,
		projectReader: projectContext.reader,
		project: projectContext.project,
		player,
		/** Makes a project the active one. */
		selectProject: async (name: string) => {
			await projectContext.deps.active.choose(session, projectContext.project(name).id);
		},
		/** The ids of the players that commands revealed in the tree or opened details of, and the names of revealed channels. */
		revealedIds,
		close: async () => {
			channels.dispose();
			lifecycle.dispose();
			reader.dispose();
			definitions.dispose();
			await projectContext.close();
		},
	};
}

export type PlayerContext = Awaited<ReturnType<typeof openPlayerContext>>;
