import { isAgoraError } from '../../../src/agora/errors';
import { createPlayer } from '../../../src/agora/mediaPull/createPlayer';
import { deletePlayer } from '../../../src/agora/mediaPull/deletePlayer';
import { pausePlayer } from '../../../src/players/control/changePlayer';
import { inItsRegion } from '../../../src/players/control/regionCache';
import { watchedProjects } from '../../../src/players/projectSource';
import type { SimulatedWindow } from './simulatedWindow';

/** What a user does with player commands. Commands may run at the same time. */
export class UserCommands {
	private readonly window: SimulatedWindow;
	private readonly random: () => number;
	private made = 0;
	running = 0;
	/** How many commands succeeded, or failed with which kind of error. */
	readonly outcomes = new Map<string, number>();
	/** Errors that are neither refusals of Agora nor network failures. */
	readonly unexpectedErrors: unknown[] = [];

	constructor(window: SimulatedWindow, random: () => number) {
		this.window = window;
		this.random = random;
	}

	create(): void {
		const { sessions, projects, players, regions, clock } = this.window;
		const session = sessions.current;
		const project = pick(watchedProjects(projects), this.random);
		if (!session || !project) {
			return;
		}
		const { appId } = project;
		this.made += 1;
		const name = `made-${this.made}`;
		const streamUrl =
			this.random() < 0.2 ? 'rtmp://unreachable.example.com/live' : 'rtmp://live.example.com/a';
		const player = { name, channelName: `channel${this.made}`, uid: this.made, streamUrl };
		this.run('create', async () => {
			const created = await createPlayer(session.client, { region: 'eu', appId, player });
			await regions.remember(appId, created.id, 'eu');
			if (sessions.current === session) {
				players.applyCreated(appId, created, clock.now());
			}
		});
	}

	delete(): void {
		const { sessions, players, regions, clock } = this.window;
		const session = sessions.current;
		const target = this.anyPlayer();
		if (!session || !target) {
			return;
		}
		this.run('delete', async () => {
			await inItsRegion(regions, target, async (address) =>
				(await deletePlayer(session.client, address)) === 'deleted' ? 'found' : 'notFound',
			);
			if (sessions.current === session) {
				players.applyDeleted(target.appId, target, clock.now());
			}
		});
	}

	setPaused(paused: boolean): void {
		const { sessions, players } = this.window;
		const session = sessions.current;
		const target = this.anyPlayer();
		if (!session || !target) {
			return;
		}
		this.run(paused ? 'pause' : 'resume', async () => {
			await pausePlayer({ ...this.window, store: players }, session, { ...target, name: undefined }, paused);
		});
	}

	private anyPlayer(): { readonly appId: string; readonly id: string } | undefined {
		const { projects, players } = this.window;
		const shown = watchedProjects(projects).flatMap(({ appId }) =>
			players.players(appId).map(({ player: { id } }) => ({ appId, id })),
		);
		return pick(shown, this.random);
	}

	/** Runs a command, and counts how it ends. */
	run(what: string, command: () => Promise<void>): void {
		this.running += 1;
		command()
			.then(
				() => this.count(`${what} done`),
				(error) => {
					this.count(`${what} ${isAgoraError(error) ? error.kind : 'unexpected'}`);
					if (!isAgoraError(error)) {
						this.unexpectedErrors.push(error);
					}
				},
			)
			.finally(() => {
				this.running -= 1;
			});
	}

	private count(outcome: string): void {
		this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
	}
}

/** A random item, or undefined if there is none. */
export function pick<T>(items: readonly T[], random: () => number): T | undefined {
	return items[Math.floor(random() * items.length)];
}
