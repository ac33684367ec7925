import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from 'node:assert/strict';
import { ThemeIcon, TreeItemCollapsibleState } from 'vscode';
import { KnownSecrets } from '../../src/agora/redact';
import { systemClock } from '../../src/common/clock';
import { playerCommands } from '../../src/players/commands/playerCommands';
import { PlayerOrigins } from '../../src/players/details/playerOrigins';
import { stateAgeText, stateText } from '../../src/players/stateText';
import type { Condition, ShownPlayer } from '../../src/players/store/playerConditions';
import { groupPlayers, listedProjects } from '../../src/players/tree/grouping';
import { groupHover, playerHover } from '../../src/players/tree/playerHovers';
import { playerGroupItem, playerItem } from '../../src/players/tree/playerItems';
import { PlayerGroupNode, PlayerNode } from '../../src/players/tree/playerNodes';
import { PlayerTree, type PlayerTreeNode } from '../../src/players/tree/playerTree';
import { badgeOf } from '../../src/players/tree/playerView';
import { Readings } from '../../src/players/tree/readings';
import { commandUri } from '../../src/ui/commands';
import { playerCost } from '../../src/usage/priceSettings';
import { openPlayerContext, type PlayerContext } from './context/playerContext';

/** The text of each state. */
const STATE_TEXTS: Readonly<Record<Condition, string>> = {
	justCreated: 'just created',
	connecting: 'connecting',
	stuck: 'stuck connecting',
	running: 'running',
	idle: 'idle',
	failed: 'failed',
	paused: 'paused, still billed',
	perhapsPaused: 'perhaps paused, still billed',
	recovering: 'recovering',
	moving: 'perhaps moving',
	gone: 'gone',
	other: 'pondering',
};

const NO_READINGS = {
	of: () => ({ value: undefined, loadedAt: undefined, error: undefined, loading: false }),
	facts: () => [],
	problem: () => '',
	lastRead: () => '',
};

/** The text of a hover without what makes it inert. */
function plain(markdown: string): string {
	return markdown.replaceAll(/\\(?=[^\w\s])|\u200B/g, '').replaceAll('&nbsp;', ' ');
}

describe('the rows of players', () => {
	let context: PlayerContext;
	beforeEach(async () => {
		context = await openPlayerContext();
	});
	afterEach(() => context.close());

	/** The row of a player with some members changed. */
	function row(change: (shown: ShownPlayer) => Partial<ShownPlayer>): PlayerNode {
		const { appId, projectName, shown } = context.player('movie-night');
		const project = context.deps.projects.projects.find((each) => each.appId === appId);
		ok(project, `no project ${projectName}`);
		const listed = { project, shown: { ...shown, ...change(shown) } };
		const group = { kind: 'project', project } as const;
		return new PlayerNode(new PlayerGroupNode({ id: 'group', group, players: [listed] }), listed);
	}

	it('show every state as text, as an icon of its own and to a screen reader', () => {
		const now = Date.now();
		const icons = new Set<string>();
		for (const [condition, word] of Object.entries(STATE_TEXTS) as [Condition, string][]) {
			const createdAt = new Date(now - 5000);
			const item = playerItem(
				row(({ player }) => ({ condition, player: { ...player, createdAt, status: 'pondering' } })),
				{ now: 0, serverTime: () => now, presence: () => undefined },
				{ facts: () => [] },
			);
			strictEqual(String(item.description).split(' · ')[0], word);
			ok(item.accessibilityInformation?.label.includes(`movie-night, ${word}`));
			ok(item.iconPath instanceof ThemeIcon);
			icons.add(item.iconPath.id);
		}
		strictEqual(icons.size, Object.keys(STATE_TEXTS).length);
	});

	it('have a screen reader label with the shown text, and contain no secret', () => {
		const { sessions, projects, store, filter, regions, definitions } = context.deps;
		const clock = systemClock;
		const origins = new PlayerOrigins({
			...{ sessions, regions, clock, definitions: definitions.requests },
			presences: context.channels.presences,
			knownSecrets: new KnownSecrets(),
			estimateCost: playerCost,
		});
		const tree = new PlayerTree({ projects, store, filter, clock, origins, overdueMs: () => 20_000 });
		try {
			const rows = (nodes: readonly PlayerTreeNode[]): PlayerTreeNode[] =>
				nodes.flatMap((node) => [node, ...rows(tree.getChildren(node))]);
			const all = rows(tree.getChildren());
			ok(all.length > 10);
			for (const node of all) {
				const { label, description, tooltip, accessibilityInformation } = tree.getTreeItem(node);
				const spoken = accessibilityInformation?.label ?? '';
				ok(spoken.includes(String(label)), `${label}: ${spoken}`);
				const facts = String(description).split(' · ');
				ok(spoken === tooltip || facts.every((fact) => spoken.includes(fact)), `${description}: ${spoken}`);
				ok(!/kick-off-1530/.test(JSON.stringify([label, description, tooltip, spoken])));
			}
		} finally {
			tree.dispose();
		}
	});

	it('show how long the state has lasted, from when it was seen to begin', () => {
		const minute = 60_000;
		const times = { now: 600 * minute, serverNow: Date.now() };
		const createdAt = new Date(times.serverNow - 300 * minute);
		const text = (
			condition: Condition,
			minutes: number,
			before: readonly Condition[] = [],
			status: string | undefined = condition,
		) => {
			const { shown } = context.player('movie-night');
			const seen = { status: undefined, at: times.now - 2 * minutes * minute };
			const past = before.map((each) => ({ ...seen, condition: each }));
			const player = { ...shown.player, createdAt, status };
			const state = { ...shown, player, condition, past, since: times.now - minutes * minute };
			return [stateText(state, times), stateAgeText(state, times)];
		};
		deepStrictEqual(text('failed', 1, ['running']), ['failed 1 minute ago', '1 minute ago']);
		deepStrictEqual(text('failed', 3), ['failed at least 3 minutes ago', 'at least 3 minutes ago']);
		deepStrictEqual(text('failed', 0.5), ['failed', '']);
		// Only a running player counts from its creation.
		deepStrictEqual(text('running', 3), ['running for 5 hours', 'for 5 hours']);
		deepStrictEqual(text('running', 3, ['connecting']), ['running for 3 minutes', 'for 3 minutes']);
		deepStrictEqual(text('idle', 3), ['idle for at least 3 minutes', 'for at least 3 minutes']);
		deepStrictEqual(text('connecting', 0), ['connecting', '']);
		deepStrictEqual(text('stuck', 2, ['running', 'connecting'])[0], 'stuck connecting for 4 minutes');
		deepStrictEqual(text('stuck', 2, ['connecting'])[0], 'stuck connecting for at least 4 minutes');
		deepStrictEqual(text('gone', 1, ['running', 'moving'])[0], 'gone for 2 minutes');
		deepStrictEqual(text('paused', 120, ['running']), [
			'paused for 2 hours, still billed',
			'for 2 hours, still billed',
		]);
		deepStrictEqual(text('paused', 0, ['running']), ['paused, still billed', 'still billed']);
		deepStrictEqual(text('perhapsPaused', 2, ['running'])[0], 'perhaps paused for 2 minutes, still billed');
		deepStrictEqual(text('recovering', 2, ['running'])[0], 'recovering for 2 minutes');
		deepStrictEqual(text('other', 2, ['running'], 'pondering')[0], 'pondering for 2 minutes');
		deepStrictEqual(text('justCreated', 0)[0], 'just created');
	});

	it('name the project instead of the state below a status', () => {
		const node = row(() => ({ condition: 'failed', since: 0 }));
		const group = { kind: 'status', condition: 'failed', status: 'failed' } as const;
		const parent = new PlayerGroupNode({ id: 'group', group, players: [node] });
		const item = playerItem(
			new PlayerNode(parent, node),
			{ now: 300_000, serverTime: () => Date.now(), presence: () => undefined },
			{ facts: () => [] },
		);
		strictEqual(item.description, 'Watch Party · at least 5 minutes ago');
		match(item.accessibilityInformation?.label ?? '', /movie-night, failed at least 5 minutes ago/);
	});

	it('show the number of players that need attention on the row of a group, and which in its hover', () => {
		const node = row(() => ({ condition: 'failed' }));
		const other = row(({ player }) => ({ condition: 'running', player: { ...player, id: 'other' } }));
		const group = { kind: 'project', project: node.project } as const;
		const parent = new PlayerGroupNode({ id: 'group', group, players: [node, other] });
		strictEqual(playerGroupItem(parent, NO_READINGS).description, '2 · 1 failed');
		const { value } = groupHover(parent, context.origins, NO_READINGS);
		match(plain(value), /By state: failed \(1\), running \(1\)/);
		match(plain(value), /Need attention[\s\S]*- movie-night — failed/);
		match(plain(value), /Cost so far: about \$/);
	});

	it('contain in their hover what one would open the details for, and links that act on the player', async () => {
		const node = row(() => ({ condition: 'failed' }));
		const hover = playerHover(node, context.origins, NO_READINGS);
		const text = plain(hover.value);
		for (const fact of [
			/Project: Watch Party/,
			/Channel: movie night/,
			/Source: https:\/\/media\.example\.com/,
			/Cost so far: about \$/,
			/Likely causes/,
			/Created: /,
		]) {
			match(text, fact);
		}
		const links = [...hover.value.matchAll(/\[([^\]]+)\]\(command:([\w.]+)\?([^)]+)\)/g)];
		deepStrictEqual(
			links.map(([, label, id]) => [label, id]),
			[
				['Restart…', 'agora.player.restart'],
				['Switch Source…', 'agora.player.switchSource'],
				['Delete…', 'agora.player.delete'],
				['Show Details', 'agora.player.show'],
				['Show in Channels', 'agora.player.showChannel'],
			],
		);
		const [argument]: unknown[] = JSON.parse(decodeURIComponent(links[0]?.[3] ?? ''));
		await playerCommands['agora.player.show'](context.deps, context.session, argument, undefined);
		deepStrictEqual(context.revealedIds, [node.shown.player.id]);
		doesNotMatch(
			playerHover(
				row(() => ({})),
				context.origins,
				NO_READINGS,
			).value,
			/Likely causes|delete/,
		);
	});

	it('say in their hover why Agora destroyed a player', () => {
		const node = row(() => ({ condition: 'gone', destroyReason: 'Idle Timeout' }));
		const text = plain(playerHover(node, context.origins, NO_READINGS).value);
		match(text, /Agora destroyed it: the source did not play for too long\./);
	});

	it('do not contain the password of a source in their hover', () => {
		const source = 'https://viewer:kick-off-1530@sports.example.net/match/stream.flv';
		const node = row(({ player }) => ({ condition: 'failed', player: { ...player, streamUrl: source } }));
		doesNotMatch(playerHover(node, context.origins, NO_READINGS).value, /kick-off/);
	});

	it('explain why the players of a project may not be read, and link to the Agora Console', () => {
		const project = context.project('Telehealth Pilot');
		const { deps } = context;
		const listed = groupPlayers(listedProjects(deps.projects, deps.store), 'project');
		const grouped = listed.at(-1);
		ok(grouped?.group.kind === 'project');
		strictEqual(grouped.group.project.name, 'Telehealth Pilot');
		const readings = new Readings(deps.store, systemClock, () => 20_000);
		const node = new PlayerGroupNode(grouped);
		const item = playerGroupItem(node, readings);
		strictEqual(item.description, 'Media Pull not enabled (403)');
		strictEqual(item.contextValue, 'playerGroup;project;refused');
		strictEqual(item.collapsibleState, TreeItemCollapsibleState.None);
		const { value } = groupHover(node, context.origins, readings);
		match(plain(value), /enable Media Pull there/);
		ok(value.includes(`(${commandUri('agora.project.openConsole', { projectId: project.id })})`), value);
	});

	it('are counted in the badge only if they need attention', () => {
		const none = { all: 4, running: 4, perhapsPaused: 0, failed: 0, gone: 0, stuck: 0, staleMs: undefined };
		strictEqual(badgeOf(none), undefined);
		deepStrictEqual(badgeOf({ ...none, failed: 2, gone: 1, stuck: 1 }), {
			value: 4,
			tooltip: 'Cloud players: 2 failed, 1 gone, 1 stuck connecting',
		});
	});

	it('show links, images and commands in the name of a player as text', () => {
		const name = '[a](command:agora.player.delete) ![b](https://example.com/b.png) <img src=c> `d`';
		const node = row(({ player }) => ({ player: { ...player, name } }));
		const {
			value,
			supportHtml = false,
			supportThemeIcons = false,
		} = playerHover(node, context.origins, NO_READINGS);
		deepStrictEqual([supportHtml, supportThemeIcons], [false, false]);
		const [facts = '', links = ''] = value.split('\n---\n');
		match(facts, /command:agora/);
		ok(!/(?<!\\)(?:\[|`)/.test(facts), facts);
		match(
			links,
			/^\n\[Show Details\]\(command:agora\.player\.show\?[\w%.-]+\) · \[Show in Channels\]\(command:agora\.player\.showChannel\?[\w%.-]+\)$/,
		);
	});
});
