import { isAgoraError } from '../../../src/agora/errors';
import { createPlayer } from '../../../src/agora/mediaPull/createPlayer';
import { deletePlayer } from '../../../src/agora/mediaPull/deletePlayer';
import { pausePlayer } from '../../../src/players/control/changePlayer';
import { inItsRegion } from '../../../src/players/control/regionCache';
import { watchedProjects } from '../../../src/players/projectSource';
import { pick } from './pick';
import type { Workplace } from './workplace';

/** What somebody does to players with the commands. None waits for the other, as people do not either. */
export class Deeds {
	private readonly place: Workplace;
	private readonly random: () => number;
	private made = 0;
	underWay = 0;
	/** How many were done, or failed with which kind of error. */
	readonly outcomes = new Map<string, number>();
	/** What was thrown that is no refusal of Agora's and no failure of the network. */
	readonly surprises: unknown[] = [];

	constructor(place: Workplace, random: () => number) {
		this.place = place;
		this.random = random;
	}

	create(): void {
		const { sessions, projects, players, regions, clock } = this.place;
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
		const { sessions, players, regions, clock } = this.place;
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
		const { sessions, players } = this.place;
		const session = sessions.current;
		const target = this.anyPlayer();
		if (!session || !target) {
			return;
		}
		this.run(paused ? 'pause' : 'resume', async () => {
			await pausePlayer({ ...this.place, store: players }, session, { ...target, name: undefined }, paused);
		});
	}

	private anyPlayer(): { readonly appId: string; readonly id: string } | undefined {
		const { projects, players } = this.place;
		const shown = watchedProjects(projects).flatMap(({ appId }) =>
			players.players(appId).map(({ player: { id } }) => ({ appId, id })),
		);
		return pick(shown, this.random);
	}

	private run(what: string, deed: () => Promise<void>): void {
		this.underWay += 1;
		deed()
			.then(
				() => this.count(`${what} done`),
				(error) => {
					this.count(`${what} ${isAgoraError(error) ? error.kind : 'surprised'}`);
					if (!isAgoraError(error)) {
						this.surprises.push(error);
					}
				},
			)
			.finally(() => {
				this.underWay -= 1;
			});
	}

	private count(outcome: string): void {
		this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
	}
}
