import { expect, it } from 'vitest';
import { RegionCache } from '../../../src/players/control/regionCache';
import { DefinitionMemory } from '../../../src/players/definitions/definitionMemory';
import { FailedPlayers } from '../../../src/players/failedPlayers';
import { PlayerLifecycle } from '../../../src/players/lifecycle/playerLifecycle';
import { LivePlayers } from '../../../src/players/livePlayers';
import { TestMemento } from '../../fixtures/memento';
import { TestSecrets } from '../../fixtures/secrets';
import { sessionOn } from '../../fixtures/sessions';
import { ListedPlayers, player } from './polling/listedPlayers';
import { project, WatchStage } from './polling/stage';

const NOBODY = { url: 'http://127.0.0.1:9', customerId: 'id', customerSecret: 'secret' };

function start() {
	const stage: WatchStage = new WatchStage((client, query, control) =>
		listed.pagesOf(client, query, control),
	);
	const listed = new ListedPlayers(stage.clock);
	let loaded = 0;
	const live = new LivePlayers(stage.sessions, async () => {
		loaded += 1;
		const { reader, watch, priority, store, clock } = stage;
		const lost = new FailedPlayers(store, clock, () => {});
		const lifecycle = new PlayerLifecycle({
			...{ sessions: stage.sessions, store, reader, clock, memento: new TestMemento() },
			regions: new RegionCache(new TestMemento()),
			definitionMemory: new DefinitionMemory(new TestMemento(), new TestSecrets()),
		});
		return { reader, watch, priority, lost, lifecycle, dispose: () => stage.dispose() };
	});
	stage.setProjects([project(0)]);
	return { stage, listed, live, loads: () => loaded };
}

it('loads nothing before somebody is signed in, and then once', async () => {
	const { stage, live, loads } = start();
	live.setVisible(true);
	live.pollSoon('app0');
	stage.sessions.replace(undefined);
	await stage.pass(60_000);
	expect(loads()).toBe(0);
	stage.sessions.replace(sessionOn(NOBODY));
	stage.sessions.replace(sessionOn(NOBODY, 'other'));
	await stage.pass(1000);
	await live.refresh();
	expect(loads()).toBe(1);
	live.dispose();
});

it('knows that the view was visible before it was loaded, and tells what was lost', async () => {
	const { stage, listed, live } = start();
	live.setVisible(true);
	listed.players.set('app0', [player('a')]);
	stage.sessions.replace(sessionOn(NOBODY));
	await stage.pass(1000);
	expect(stage.store.players('app0')).toHaveLength(1);
	let told = 0;
	live.onDidChange(() => {
		told += 1;
	});
	listed.players.set('app0', [player('a', 'failed')]);
	await stage.pass(10_000);
	expect(live.recentlyLost.map(({ id }) => id)).toEqual(['a']);
	expect(told).toBeGreaterThan(0);
	live.dispose();
});
