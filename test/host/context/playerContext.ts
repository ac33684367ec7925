import { KnownSecrets } from '../../../src/agora/knownSecrets';
import { playerPages } from '../../../src/agora/mediaPull/listPlayers';
import { mintRtcToken, type TokenRequest } from '../../../src/agora/token/buildToken';
import { systemClock } from '../../../src/common/clock';
import type { PlayerCommandDeps } from '../../../src/players/commands/playerCommand';
import { deleteLivingPlayers, livingPlayers } from '../../../src/players/control/livingPlayers';
import { PausedMemory, SequenceMemory } from '../../../src/players/control/playerMemory';
import { RegionCache } from '../../../src/players/control/regionCache';
import { LastCreations } from '../../../src/players/create/lastCreation';
import { Definitions } from '../../../src/players/definitions/definitions';
import { DefinitionFiles } from '../../../src/players/definitions/lazyDefinitions';
import { PlayerOrigins } from '../../../src/players/details/playerOrigins';
import { PlayerLifecycle } from '../../../src/players/lifecycle/playerLifecycle';
import { PlayerReader } from '../../../src/players/polling/playerReader';
import { PlayerStore } from '../../../src/players/store/playerStore';
import { TargetPlayer } from '../../../src/players/targetPlayers';
import { PlayerFilter } from '../../../src/players/tree/channelFilter';
import type { ProjectCommandDeps } from '../../../src/projects/commands/projectCommand';
import { TestMemento } from '../../fixtures/memento';
import { TestSecrets } from '../../fixtures/secrets';
import { openProjectContext } from './projectContext';

/** The cloud players of a sandbox of its own, and what their commands work with. */
export async function openPlayerContext() {
	const context = await openProjectContext();
	const { sandbox, session, sessions } = context;
	const projects = context.deps.store;
	const memory = new TestMemento();
	const store = new PlayerStore(new PausedMemory(memory));
	const reader = new PlayerReader(sessions, projects, store, systemClock, playerPages);
	const activeProject = () => context.deps.active.current;
	const known = new KnownSecrets();
	const secrets = new TestSecrets();
	const definitions = new DefinitionFiles(
		async () =>
			new Definitions(secrets, memory, known, {
				sessions,
				projects,
				store,
				activeProject,
				onDidChangeActive: context.deps.active.onDidChange,
				clock: systemClock,
				prepare: async () => {},
			}),
	);
	const filter = new PlayerFilter(sessions);
	const shown: string[] = [];
	const regions = new RegionCache(memory);
	const mintToken = async (request: TokenRequest) => mintRtcToken(request);
	const lifecycle = new PlayerLifecycle({
		...{ sessions, store, reader, regions, mintToken, memento: memory, clock: systemClock },
		definitions: async () => (await definitions.room()).memory,
	});
	const deps: PlayerCommandDeps = {
		lifecycle: async () => lifecycle,
		sessions,
		projects,
		choice: context.deps.picker,
		store,
		reader,
		watch: { pollSoon: () => {} },
		filter,
		regions,
		sequences: new SequenceMemory(memory),
		lastCreations: new LastCreations(memory),
		definitions,
		activeProject,
		certificatesHidden: () => false,
		clock: systemClock,
		mintToken,
		show: async (_appId, playerId) => {
			shown.push(playerId ?? '');
		},
		showMore: async () => {},
		showDetails: async (_session, target) => {
			shown.push(target.player.id);
		},
	};
	const live = {
		readProject: async (appId: string) => void (await reader.readProject(appId)),
		pollSoon: deps.watch.pollSoon,
	};
	/** What the commands of projects work with, these players included. */
	const projectDeps: ProjectCommandDeps = {
		...context.deps,
		players: {
			living: (project) => livingPlayers({ ...deps, live }, project),
			deleteAll: (by, of) => deleteLivingPlayers({ ...deps, live }, by, of),
		},
	};
	await reader.refresh();
	/** The player of that name, as a command is called on it. */
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
		/** Everything that is stored outside of the secret storage. */
		memory,
		/** What is known of the players, as rows and details show it. */
		knowledge: new PlayerOrigins({ sessions, regions, clock: systemClock, state: memory, secrets, known }),
		known,
		session,
		deps,
		/** What is kept over reloads. */
		memento: memory,
		projectDeps,
		project: context.project,
		player,
		/** Makes a project the active one. */
		choose: async (name: string) => {
			await context.deps.active.choose(session, context.project(name).id);
		},
		/** The ids of the players that were brought on the screen. */
		shown,
		close: async () => {
			lifecycle.dispose();
			reader.dispose();
			definitions.dispose();
			await context.close();
		},
	};
}

export type PlayerContext = Awaited<ReturnType<typeof openPlayerContext>>;
