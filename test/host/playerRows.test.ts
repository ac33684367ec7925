import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { MarkdownString, ThemeIcon } from 'vscode';
import { KnownSecrets } from '../../src/agora/redact';
import { systemClock } from '../../src/common/clock';
import { PlayerOrigins } from '../../src/players/details/playerOrigins';
import type { Condition, ShownPlayer } from '../../src/players/store/playerConditions';
import { playerItem, playerTooltip } from '../../src/players/tree/playerItems';
import { PlayerGroupNode, PlayerNode } from '../../src/players/tree/playerNodes';
import { PlayerTree, type PlayerTreeNode } from '../../src/players/tree/playerTree';
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
	perhapsPaused: 'perhaps paused (still billed)',
	moving: 'perhaps moving',
	gone: 'gone',
	other: 'pondering',
};

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
				{ serverTime: () => now },
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

	it('show links, images and commands in the name of a player as text', () => {
		const name = '[a](command:agora.player.delete) ![b](https://example.com/b.png) <img src=c> `d`';
		const node = row(({ player }) => ({ player: { ...player, name } }));
		const tooltip = playerTooltip(node, { wallTime: (moment) => moment }, { details: () => [] });
		ok(tooltip instanceof MarkdownString);
		deepStrictEqual([tooltip.isTrusted ?? false, tooltip.supportHtml ?? false], [false, false]);
		match(tooltip.value, /command:agora/);
		ok(!/(?<!\\)(?:\[|`)/.test(tooltip.value), tooltip.value);
	});
});
