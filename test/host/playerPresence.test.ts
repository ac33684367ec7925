import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { ThemeIcon, type TreeItem } from 'vscode';
import { KnownSecrets } from '../../src/agora/redact';
import { systemClock } from '../../src/common/clock';
import { playerCommands } from '../../src/players/commands/playerCommands';
import { PlayerOrigins } from '../../src/players/details/playerOrigins';
import { PlayerPanels } from '../../src/players/details/playerPanels';
import { userOf } from '../../src/players/playerNames';
import type { TargetPlayer } from '../../src/players/targetPlayers';
import { PlayerDetailNode, type PlayerNode } from '../../src/players/tree/playerNodes';
import { PlayerTree, type PlayerTreeNode } from '../../src/players/tree/playerTree';
import { playerCost } from '../../src/usage/priceSettings';
import { openPresences } from '../fixtures/presences';
import { SimulatedClock } from '../fixtures/simulatedClock';
import { openPlayerContext, type PlayerContext } from './context/playerContext';
import { DialogDriver } from './dialogDriver';

const MINUTE = 60_000;

describe('whether a player is in its channel', () => {
	let context: PlayerContext;
	let clock: SimulatedClock;
	let opened: ReturnType<typeof openPresences>;
	let origins: PlayerOrigins;
	let tree: PlayerTree;
	let panels: PlayerPanels;

	beforeEach(async () => {
		context = await openPlayerContext();
		const { sessions, projects, store, filter, regions, definitions } = context.deps;
		clock = new SimulatedClock({ time: systemClock.monotonic() });
		opened = openPresences({ sessions, store, clock });
		const { presences } = opened;
		origins = new PlayerOrigins({
			...{ sessions, regions, clock, presences, definitions: definitions.requests },
			...{ knownSecrets: new KnownSecrets(), estimateCost: playerCost },
		});
		tree = new PlayerTree({ projects, store, filter, clock, origins, overdueMs: () => 20_000 });
		panels = new PlayerPanels({
			...{ sessions, projects, store, loadOrigins: async () => origins },
			history: { onDidChange: () => ({ dispose: () => {} }), of: async () => undefined },
			refresh: async () => {},
		});
	});

	afterEach(async () => {
		panels.dispose();
		tree.dispose();
		opened.dispose();
		await context.close();
	});

	/** Reads a player in its channel. */
	async function read({ appId, player }: TargetPlayer): Promise<void> {
		const user = userOf(player);
		ok(user);
		clock.skip(1000);
		await opened.source.read(appId, [user]);
	}

	function rowOf({ appId, player }: TargetPlayer): PlayerNode {
		const row = tree.rowOf(appId, player.id);
		ok(row);
		return row;
	}

	function detailOf(target: TargetPlayer): TreeItem {
		const detail = tree
			.getChildren(rowOf(target))
			.find((node) => node instanceof PlayerDetailNode && node.detail === 'presence');
		ok(detail);
		return tree.getTreeItem(detail);
	}

	/** What the row of the player, the row below it, its hover and its page say. */
	async function shown(target: TargetPlayer) {
		const row = rowOf(target);
		const item = tree.getTreeItem(row);
		const detail = detailOf(target);
		const hover = await tree.resolveTreeItem(item, row);
		const tooltip = hover.tooltip;
		const page = await panels.markdown({
			accountId: context.session.accountId,
			appId: target.appId,
			playerId: target.player.id,
		});
		const { iconPath } = detail;
		return {
			row: String(item.description),
			spoken: item.accessibilityInformation?.label ?? '',
			isExplained: item.contextValue?.endsWith(';notInChannel'),
			detail: `${detail.label}: ${detail.description}`,
			detailTooltip: String(detail.tooltip),
			icon: iconPath instanceof ThemeIcon ? iconPath.id : '',
			hover: plain(tooltip instanceof Object ? tooltip.value : (tooltip ?? '')),
			page: plain(page),
		};
	}

	it('is below its row, in its hover and on its page, with the time and the role', async () => {
		const target = context.player('movie-night');
		await read(target);
		const { row, detail, hover, page, icon, isExplained } = await shown(target);
		match(detail, /^In channel: since .*\d+:\d\d.* as host$/);
		ok(hover.includes(detail), hover);
		ok(page.includes(detail), page);
		doesNotMatch(row, /channel/);
		doesNotMatch(page, /## In channel/);
		doesNotMatch(hover + page, /Explain Join Failure/);
		strictEqual(icon, 'pass');
		strictEqual(isExplained, false);
	});

	it('is said on its row with the usual reasons where it runs and is missing', async () => {
		const target = context.player('movie-night');
		const { appId } = target;
		await read(target);
		context.sandbox.state.banRules.add({ appId, uid: 7001, channelName: 'movie night' });
		clock.skip(MINUTE);
		await read(target);
		const first = await shown(target);
		strictEqual(first.detail, 'In channel: not seen at the moment');
		doesNotMatch(first.row, /channel/);
		clock.skip(MINUTE);
		await read(target);
		const missing = await shown(target);
		strictEqual(missing.detail, 'Not in the channel: although it is running');
		match(missing.row, /^not in its channel · running/);
		match(missing.spoken, /not in its channel/);
		strictEqual(missing.isExplained, true);
		strictEqual(missing.icon, 'circle-slash');
		for (const text of [missing.detailTooltip, missing.hover, missing.page]) {
			match(text, /A ban keeps it out until .+: lift it in the Channels view/);
			// A ban that is known needs no other reasons.
			doesNotMatch(text, /Its token has expired/);
		}
		match(missing.page, /## Not in the channel\s+- A ban/);

		opened.channels.clear();
		const unexplained = await shown(target);
		for (const text of [unexplained.detailTooltip, unexplained.hover, unexplained.page]) {
			match(text, /It was kicked, or a ban keeps it out/);
			match(text, /Its token has expired/);
			match(text, /Somebody else joined as user 7001/);
			match(text, /lists lag by minutes, and it has been running for/);
		}
		for (const text of [unexplained.hover, unexplained.page]) {
			match(text, /\[Explain Join Failure…\]\(command:agora\.channel\.explainJoinFailure\?[\w%.-]+\)/);
		}
		match(unexplained.hover, /Usual reasons\s+- It was kicked/);
	});

	it('names another player that uses the same user', async () => {
		const target = context.player('movie-night');
		const { appId } = target;
		const rival = { appId, name: 'rival', channelName: 'movie night', uid: 7001 };
		context.sandbox.state.addPlayer({ ...rival, createdAt: Date.now() - 15_000 });
		await context.deps.live.refresh();
		context.sandbox.state.banRules.add({ appId, uid: 7001 });
		await read(target);
		clock.skip(MINUTE);
		await read(target);
		// As if the list of bans missed the rule.
		opened.channels.clear();
		const { hover } = await shown(target);
		match(hover, /Cloud player “rival” uses the same user 7001/);
	});

	it('is said at once for a channel of the communication profile', async () => {
		const target = context.player('movie-night');
		const { appId } = target;
		context.sandbox.state.channels.add({ appId, name: 'movie night', profile: 'communication', users: 2 });
		await read(target);
		const { row, detail, hover, page, isExplained } = await shown(target);
		match(row, /^communication profile · running/);
		strictEqual(detail, 'Communication profile: players need live broadcasting');
		match(hover, /cloud players need live broadcasting: set that profile/);
		match(page, /## Communication profile\s+- The channel uses the communication profile/);
		strictEqual(isExplained, true);
	});

	it('is explained by the state of a player that does not run', async () => {
		const target = context.player('late-show');
		await read(target);
		const { row, detail, detailTooltip, isExplained } = await shown(target);
		strictEqual(detail, 'Not in the channel: its source failed');
		match(detailTooltip, /joins its channel when it begins to play/);
		doesNotMatch(row, /channel/);
		strictEqual(isExplained, false);
	});

	it('is unknown without permission, with the reason and what to do', async () => {
		const target = context.player('movie-night');
		context.sandbox.faults.next({ status: 403 }, { path: /property/ });
		await read(target);
		const { detail, detailTooltip, icon } = await shown(target);
		strictEqual(detail, 'In channel: could not be read: no permission (403)');
		match(detailTooltip, /Ask its owner for permission.*Refresh the cloud players to ask again/s);
		strictEqual(icon, 'question');
	});

	it('is read before the hover of a player appears', async () => {
		const row = rowOf(context.player('movie-night'));
		const item = await tree.resolveTreeItem(tree.getTreeItem(row), row);
		match(plain(item.tooltip instanceof Object ? item.tooltip.value : ''), /In channel: since .* as host/);
	});

	it('redraws only the rows of players in the channel that was read', async () => {
		const target = context.player('movie-night');
		const other = context.player('class32_101');
		detailOf(target);
		detailOf(other);
		const changed: PlayerTreeNode[] = [];
		tree.onDidChangeTreeData((nodes) => changed.push(...(nodes ?? [])));
		await read(target);
		await setImmediate();
		deepStrictEqual(
			changed.map(({ id }) => id),
			[`${rowOf(target).id}:presence`],
		);
	});

	it('is unknown and not shown for a player whose channel Agora does not list', () => {
		const row = rowOf(context.player('load_0001'));
		const details = tree.getChildren(row).map((node) => node instanceof PlayerDetailNode && node.detail);
		ok(details.includes('region'));
		ok(!details.includes('presence'));
	});

	it('leads to the channel, and says so where the channel is not listed', async () => {
		const { deps, session } = context;
		const row = (name: string) => rowOf(context.player(name));
		const dialogs = await DialogDriver.run([], async () => {
			await playerCommands['agora.player.showChannel'](deps, session, row('movie-night'), undefined);
		});
		deepStrictEqual(dialogs.shown, []);
		const failed = await DialogDriver.run([], async () => {
			await playerCommands['agora.player.showChannel'](deps, session, row('late-show'), undefined);
		});
		match(failed.text, /no channel “late show” of project “Watch Party”/);
		deepStrictEqual(context.revealedIds, ['movie night', 'late show']);
	});
});

/** Markdown without what makes data inert. */
function plain(markdown: string): string {
	return markdown.replaceAll(/\\(?=[^\w\s])|\u200B/g, '').replaceAll('&nbsp;', ' ');
}
