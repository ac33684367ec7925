import { SessionStore } from '../../../src/accounts/accounts';
import { AgoraClient } from '../../../src/agora/client';
import { systemClock } from '../../../src/common/clock';
import { PausedPlayers } from '../../../src/players/control/sentUpdates';
import { PlayerReader } from '../../../src/players/polling/playerReader';
import { PlayerStore } from '../../../src/players/store/playerStore';
import { ProjectReader } from '../../../src/projects/store/projectReader';
import { ProjectStore } from '../../../src/projects/store/projectStore';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox';
import { TestMemento } from '../../fixtures/memento';
import { projectsWithPlayers } from '../../fixtures/projectsWithPlayers';
import { median, type Row } from './row';

const ROUNDS = 50;
const WARM_UP = 10;
const silent = { debug: () => {}, info: () => {}, warn: () => {} };

/** From a new session to the first rows, compared with the same requests made with plain fetch. */
export async function firstRows(): Promise<Row[]> {
	// Every round is in another minute, so that the rate limits of the sandbox do not matter.
	let minutes = 0;
	const start = Date.now();
	const sandbox = await startSandbox({ seed: 'demo', clock: { now: () => start + minutes * 60_000 } });
	const ours = { projects: [] as number[], players: [] as number[] };
	const plain = { projects: [] as number[], players: [] as number[] };
	for (let round = -WARM_UP; round < ROUNDS; round += 1) {
		for (const measure of round % 2 === 0 ? [signIn, plainFetch] : [plainFetch, signIn]) {
			minutes += 1;
			const times = await measure(sandbox);
			const into = measure === signIn ? ours : plain;
			if (round >= 0) {
				into.projects.push(times.projects);
				into.players.push(times.players);
			}
		}
	}
	await sandbox.stop();
	return (['projects', 'players'] as const).map((what) => ({
		what: `first ${what} after sign-in, median of ${ROUNDS}`,
		measured: `${median(ours[what]).toFixed(2)} ms`,
		baseline: `${median(plain[what]).toFixed(2)} ms, plain fetch and JSON`,
		budget: '',
	}));
}

interface Times {
	/** Milliseconds from the start until the projects, and the players of one of them, are there. */
	readonly projects: number;
	readonly players: number;
}

async function signIn(sandbox: Sandbox): Promise<Times> {
	const start = performance.now();
	const sessions = new SessionStore();
	const projects = new ProjectStore();
	const players = new PlayerStore(new PausedPlayers(new TestMemento()));
	const projectReader = new ProjectReader(sessions, projects, systemClock);
	const reader = new PlayerReader({
		...{ sessions, projects, store: players, clock: systemClock },
		priority: projectsWithPlayers(players),
	});
	const client = new AgoraClient({
		hosts: { own: { primary: new URL(sandbox.url), neighbours: [] }, other: undefined },
		credentials: sandbox,
		log: silent,
	});
	const session = { accountId: 'account', accountLabel: 'account', area: 'local', client } as const;
	sessions.replace({ state: 'signedIn', session });
	await projectReader.refresh();
	const projectsAt = performance.now();
	const reading = reader.begin(busyProject(sandbox), 'interactive');
	if (!reading || (await reader.readPage(reading)) !== 'read') {
		throw new Error('the sandbox has no players');
	}
	const playersAt = performance.now();
	reader.dispose();
	projectReader.dispose();
	return { projects: projectsAt - start, players: playersAt - start };
}

async function plainFetch(sandbox: Sandbox): Promise<Times> {
	const { url, customerId, customerSecret } = sandbox;
	const authorization = `Basic ${Buffer.from(`${customerId}:${customerSecret}`).toString('base64')}`;
	const start = performance.now();
	const response = await fetch(`${url}/dev/v1/projects`, { headers: { authorization } });
	await response.json();
	const projectsAt = performance.now();
	const path = `/v1/projects/${busyProject(sandbox)}/cloud-player/players?pageSize=500`;
	const list = await fetch(`${url}${path}`, { headers: { authorization } });
	await list.json();
	return { projects: projectsAt - start, players: performance.now() - start };
}

/** The App ID of a project that has players. */
function busyProject({ state }: Sandbox): string {
	return state.players[0]?.appId ?? '';
}
