import { expect, it } from 'vitest';
import { RegionCache } from '../../../src/players/control/regionCache';
import { StoredRequests } from '../../../src/players/definitions/storedRequests';
import { FailedPlayers } from '../../../src/players/failedPlayers';
import { PlayerLifecycle } from '../../../src/players/lifecycle/playerLifecycle';
import { LivePlayers } from '../../../src/players/livePlayers';
import { TestMemento } from '../../fixtures/memento';
import { TestSecrets } from '../../fixtures/secrets';
import { ListedPlayers, player } from './polling/listedPlayers';
import { PollingContext, project } from './polling/pollingContext';

function start() {
	const context: PollingContext = new PollingContext((client, query, control) =>
		listed.pagesOf(client, query, control),
	);
	const listed = new ListedPlayers(context);
	let loaded = 0;
	const live = new LivePlayers(context.sessions, async () => {
		loaded += 1;
		const { reader, poller, store, clock } = context;
		const failedPlayers = new FailedPlayers(store, clock, () => {});
		const lifecycle = new PlayerLifecycle({
			...{ sessions: context.sessions, store, reader, clock, memento: new TestMemento() },
			regions: new RegionCache(new TestMemento()),
			requests: new StoredRequests(new TestMemento(), new TestSecrets()),
		});
		return { reader, poller, failedPlayers, lifecycle, dispose: () => context.dispose() };
	});
	context.setProjects([project(0)]);
	return { context, listed, live, loads: () => loaded };
}

it('loads nothing before the user signs in, and then once', async () => {
	const { context, live, loads } = start();
	live.setVisible(true);
	live.pollSoon('app0');
	context.sessions.replace(undefined);
	await context.pass(60_000);
	expect(loads()).toBe(0);
	context.signIn();
	context.signIn('other');
	await context.pass(1000);
	await live.refresh();
	expect(loads()).toBe(1);
	live.dispose();
});

it('applies the visibility that was set before it was loaded, and reports failed players', async () => {
	const { context, listed, live } = start();
	live.setVisible(true);
	listed.players.set('app0', [player('a')]);
	context.signIn();
	await context.pass(1000);
	expect(context.store.players('app0')).toHaveLength(1);
	let changes = 0;
	live.onDidChange(() => {
		changes += 1;
	});
	listed.players.set('app0', [player('a', 'failed')]);
	await context.pass(10_000);
	expect(live.recentlyFailed.map(({ id }) => id)).toEqual(['a']);
	expect(changes).toBeGreaterThan(0);
	live.dispose();
});
