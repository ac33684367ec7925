import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from 'node:assert/strict';
import { EventEmitter, MarkdownString, ThemeIcon, type TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { BanRule } from '../../src/agora/channels/banRules';
import type { Project } from '../../src/agora/console/projects';
import { AgoraError } from '../../src/agora/errors';
import { ChannelReader } from '../../src/channels/channelReader';
import { ChannelScope } from '../../src/channels/channelScope';
import { ChannelStore } from '../../src/channels/channelStore';
import { ChannelFilter } from '../../src/channels/tree/channelFilter';
import {
	BanNode,
	BansNode,
	ChannelNode,
	ChannelProjectNode,
	type ChannelTreeNode,
	ChannelUserNode,
	MoreNode,
	NoteNode,
	UserGroupNode,
} from '../../src/channels/tree/channelNodes';
import { ChannelTree } from '../../src/channels/tree/channelTree';
import { ChannelView } from '../../src/channels/tree/channelView';
import { ChannelPlayers } from '../../src/players/channelPlayers';
import { LazyTree, RowExpansion } from '../../src/ui/treeLifecycle';
import { TestMemento } from '../fixtures/memento';
import { SimulatedClock } from '../fixtures/simulatedClock';
import { openPlayerContext } from './context/playerContext';

const MINUTE = 60_000;

/** The Channels tree and view of a sandbox. What the view shows of VS Code is under the test's control. */
async function openTree(activeProject = 'Classroom Live') {
	const context = await openPlayerContext();
	const { sandbox, session, deps } = context;
	const { sessions, projects } = deps;
	const { active } = context.projectDeps;
	await active.choose(session, context.project(activeProject).id);
	const clock = new SimulatedClock({ time: Date.now() });
	const store = new ChannelStore({ sessions, clock });
	const scope = new ChannelScope({ memento: new TestMemento(), projects, active });
	const filter = new ChannelFilter(sessions);
	const players = new ChannelPlayers(deps);
	const reader: ChannelReader = new ChannelReader({
		...{ sessions, store, clock },
		watched: () => view.watched,
	});
	const tree = new ChannelTree({
		...{ sessions, clock, store, scope, filter, reader, players },
		period: { ms: 15_000 },
	});
	const expansion = new RowExpansion();
	const expanded = new EventEmitter<{ element: ChannelTreeNode }>();
	const collapsed = new EventEmitter<{ element: ChannelTreeNode }>();
	const revealed: ChannelTreeNode[] = [];
	const shown = {
		...{ visible: true, description: '', message: '' },
		selection: [] as readonly ChannelTreeNode[],
		onDidExpandElement: expanded.event,
		onDidCollapseElement: collapsed.event,
		onDidChangeVisibility: new EventEmitter<{ visible: boolean }>().event,
		reveal: async (node: ChannelTreeNode) => {
			revealed.push(node);
			shown.selection = [node];
		},
	};
	expansion.follow(shown);
	const keys = new Map<string, unknown>();
	const view: ChannelView = new ChannelView({ view: shown, expansion }, tree, {
		...{ sessions, clock, store, scope, filter, players },
		contextKeys: { set: (key, value) => void keys.set(key, value) },
		ensureProjects: async () => {},
	});
	const fired: (readonly ChannelTreeNode[] | undefined)[] = [];
	const owned = [tree, view, reader, scope, filter, store];
	return {
		...{ sandbox, session, sessions, clock, store, scope, filter, reader, tree, view, shown, keys, fired },
		...{ expanded, collapsed, revealed },
		project: (name: string) => context.project(name),
		revealedPlayers: context.revealedIds,
		/** The changes that the tree fires from now on. */
		follow: () => tree.onDidChangeTreeData((nodes) => fired.push(nodes)),
		close: async () => {
			for (const each of owned) {
				each.dispose();
			}
			await context.close();
		},
	};
}

type Context = Awaited<ReturnType<typeof openTree>>;

/** Waits until changes that arrived together are drawn. */
const drawn = () => new Promise((resolve) => setTimeout(resolve, 0));

/** The text of a hover without what makes it inert. */
function plain(tooltip: TreeItem['tooltip']): string {
	const text = tooltip instanceof MarkdownString ? tooltip.value : String(tooltip);
	return text.replaceAll(/\\(?=[^\w\s])|\u200B/g, '').replaceAll('&nbsp;', ' ');
}

const text = ({ label, description }: TreeItem) => `${String(label)} | ${String(description ?? '')}`;

const iconOf = ({ iconPath }: TreeItem) => (iconPath instanceof ThemeIcon ? iconPath.id : undefined);

function rule(id: number, more: Partial<BanRule>, end = 59.8 * MINUTE): BanRule {
	return {
		...{ id, uid: undefined, channelName: undefined, ip: undefined, privileges: ['join_channel'] },
		...{
			expiresAt: end === Number.POSITIVE_INFINITY ? undefined : new Date(Date.now() + end),
			createdAt: undefined,
		},
		...more,
	};
}

function error(kind: AgoraError['kind'], status: number): AgoraError {
	return new AgoraError({ kind, operation: 'listChannels', status, message: 'refused' });
}

describe('the Channels tree', () => {
	let context: Context;
	let project: Project;

	beforeEach(async () => {
		context = await openTree();
		project = context.project('Classroom Live');
	});
	afterEach(() => context.close());

	const roots = () => context.tree.getChildren();
	const items = (nodes: readonly ChannelTreeNode[]) => nodes.map((node) => context.tree.getTreeItem(node));

	async function row(name: string): Promise<ChannelNode> {
		await drawn();
		const found = (await roots()).find((node) => node instanceof ChannelNode && node.channelName === name);
		ok(found instanceof ChannelNode, `no row of ${name}`);
		return found;
	}

	/** The rows of the users of a channel with a role. */
	async function usersOf(name: string, role: string): Promise<ChannelTreeNode[]> {
		const groups = await context.tree.getChildren(await row(name));
		const group = groups.find((node) => node instanceof UserGroupNode && node.role === role);
		return group ? await context.tree.getChildren(group) : [];
	}

	const requests = (pattern: RegExp) =>
		context.sandbox.requests.filter(({ url }) => pattern.test(url)).length;

	it('names channels with their users, most users first, and bans in words at the top', async () => {
		await context.reader.refreshChannels();
		await drawn();
		const [bans, first, ...others] = await roots();
		ok(bans instanceof BansNode && first instanceof ChannelNode);
		deepStrictEqual(items([bans]).map(text), ['Bans | 2']);
		const rules = items(await context.tree.getChildren(bans)).map(text);
		match(rules[0] ?? '', /^uid 5897 cannot join class32 \| 4\d minutes left$/);
		match(rules[1] ?? '', /^uid 5844 cannot send audio and video in any channel \| 21 hours left$/);
		const item = context.tree.getTreeItem(first);
		match(text(item), /^class32 \| 1\d\d users$/);
		strictEqual(item.contextValue, 'channel');
		match(item.accessibilityInformation?.label ?? '', /^Channel class32, 1\d\d users$/);
		deepStrictEqual(
			others.map((node) => node instanceof ChannelNode && node.channelName),
			['class68', 'class41', 'staff room'],
		);
	});

	it('reads the users of a channel when it is expanded, and one user when its row is hovered or expanded', async () => {
		await context.reader.refreshChannels();
		strictEqual(requests(/channel\/user/), 0);
		const hosts = await usersOf('class32', 'host');
		await usersOf('class32', 'audience');
		deepStrictEqual([requests(/channel\/user\/(?!property)/), requests(/property/)], [1, 0]);
		const host = hosts.find(
			(node) => node instanceof ChannelUserNode && 'uid' in node.user && node.user.uid === 5801,
		);
		ok(host instanceof ChannelUserNode);
		const item = context.tree.getTreeItem(host);
		strictEqual(item.tooltip, undefined);
		strictEqual(requests(/property/), 0);
		const hover = plain((await context.tree.resolveTreeItem(item, host)).tooltip);
		match(hover, /uid 5801\*\* — host[\s\S]*Role: host[\s\S]*Platform: macOS[\s\S]*Joined: .*\d{4}/);
		const details = items(await context.tree.getChildren(host)).map(text);
		match(details.join('\n'), /^Joined \| .*ago\nPlatform \| macOS\nRole \| host$/);
		strictEqual(requests(/property/), 1);
		await context.clock.pass(2 * MINUTE);
		await context.tree.resolveTreeItem(item, host);
		strictEqual(requests(/property/), 2);
	});

	it('recognises cloud players by uid and by account, and leads to their rows', async () => {
		await context.reader.refreshChannels();
		const hosts = await usersOf('class32', 'host');
		const players = hosts.filter(
			(node) => context.tree.getTreeItem(node).contextValue === 'channelUser.player',
		);
		deepStrictEqual(items(players).map(text), [
			'class32_101 | uid 101 · cloud player',
			'class32_teacher101 | teacher101 · cloud player',
		]);
		deepStrictEqual(items(players).map(iconOf), ['play-circle', 'play-circle']);
		match(
			items(players)[0]?.accessibilityInformation?.label ?? '',
			/^Host, class32_101, uid 101, cloud player$/,
		);
		for (const node of players) {
			const { tooltip } = await context.tree.resolveTreeItem(context.tree.getTreeItem(node), node);
			match(plain(tooltip), /Show in Cloud Players\]\(command:agora\.channel\.showPlayer/);
		}
		const others = hosts.filter((node) => !players.includes(node));
		deepStrictEqual(items(others).map(text), ['uid 5801 | ', 'uid 5802 | ']);
		strictEqual(new Set(items(hosts).map(({ id }) => id)).size, hosts.length);
	});

	it('shows the first 100 of the audience, and the total where Agora lists only 10,000', async () => {
		await context.close();
		context = await openTree('Town Hall Broadcast');
		await context.reader.refreshChannels();
		const groups = await context.tree.getChildren(await row('all-hands'));
		const [hosts, audience] = items(groups);
		match(text(hosts as TreeItem), /^Hosts \| \d$/);
		match(text(audience as TreeItem), /^Audience \| 12,0\d\d · only 10,000 of them listed$/);
		strictEqual(audience?.collapsibleState, TreeItemCollapsibleState.Collapsed);
		const rows = await usersOf('all-hands', 'audience');
		strictEqual(rows.length, 101);
		const more = rows.at(-1);
		ok(more instanceof MoreNode);
		const { command, description } = context.tree.getTreeItem(more);
		strictEqual(description, '9,900 not shown');
		context.view.showMore(String(command?.arguments?.[0]));
		strictEqual((await usersOf('all-hands', 'audience')).length, 201);
		const hover = await context.tree.resolveTreeItem(audience as TreeItem, groups[1] as ChannelTreeNode);
		match(plain(hover.tooltip), /Agora lists the first 10,000 only/);
	});

	it('says that a channel uses the communication profile', async () => {
		await context.reader.refreshChannels();
		const groups = await context.tree.getChildren(await row('staff room'));
		deepStrictEqual(items(groups).map(text), ['Users | 3 · communication profile']);
		const users = items(await context.tree.getChildren(groups[0] as ChannelTreeNode));
		deepStrictEqual(
			users.map(({ label }) => label),
			['uid 5805', 'uid 5811', 'principal'],
		);
		// Agora returns nothing about users with an account.
		strictEqual(users[2]?.collapsibleState, TreeItemCollapsibleState.None);
		const hover = context.tree.resolveTreeItem(
			context.tree.getTreeItem(await row('staff room')),
			await row('staff room'),
		);
		const shownHover = plain((await hover).tooltip);
		match(shownHover, /Project: Classroom Live[\s\S]*Profile: Communication profile[\s\S]*Seen since/);
		match(shownHover, /may lag by minutes/);
		match(shownHover, /Explain Join Failure…\]\(command:[\s\S]*Ban User…\]\(command:/);
		doesNotMatch(shownHover, /Create Cloud Player Here/);
		const live = await row('class68');
		const liveHover = await context.tree.resolveTreeItem(context.tree.getTreeItem(live), live);
		match(plain(liveHover.tooltip), /Create Cloud Player Here…\]\(command:agora\.channel\.createPlayer\?/);
	});

	it('keeps the rows of users when they cannot be read again, and says so', async () => {
		await context.reader.refreshChannels();
		const before = await usersOf('class32', 'host');
		await context.clock.pass(3 * MINUTE);
		context.sandbox.faults.next({ status: 503 });
		await context.reader.readUsers(project, 'class32', { priority: 'polling' });
		const [note, ...groups] = await context.tree.getChildren(await row('class32'));
		ok(note instanceof NoteNode);
		const item = context.tree.getTreeItem(note);
		strictEqual(text(item), 'Could not be read again: server problem (503) | last read 3 minutes ago');
		strictEqual(groups.length, 2);
		deepStrictEqual(await usersOf('class32', 'host'), before);
		await context.reader.readUsers(project, 'class32');
		ok((await context.tree.getChildren(await row('class32'))).every((node) => node instanceof UserGroupNode));
	});

	it('tries once to read users for a row, and says why it failed', async () => {
		await context.reader.refreshChannels();
		context.sandbox.faults.next('brokenJson', { path: /channel\/user/ });
		const node = await row('class32');
		const children = await context.tree.getChildren(node);
		deepStrictEqual(items(children).map(text), ['Could not be read: unreadable response | ']);
		await context.tree.getChildren(node);
		strictEqual(requests(/channel\/user/), 1);
	});

	it('says that nobody is in a channel that the list still contains', async () => {
		await context.reader.refreshChannels();
		context.sandbox.state.channels.end(project.appId, 'class41');
		const children = await context.tree.getChildren(await row('class41'));
		deepStrictEqual(
			items(children).map(({ label }) => label),
			['Nobody is in the channel'],
		);
		match(String(items(children)[0]?.tooltip), /may lag by minutes/);
	});

	it('marks a channel that a list misses, by icon and words', async () => {
		await context.reader.refreshChannels();
		context.sandbox.state.channels.end(project.appId, 'class41');
		await context.clock.pass(MINUTE);
		await context.reader.refreshChannels();
		const node = await row('class41');
		const item = context.tree.getTreeItem(node);
		strictEqual(text(item), 'class41 | 12 users · not in the latest list');
		strictEqual(iconOf(item), 'question');
		const hover = plain((await context.tree.resolveTreeItem(item, node)).tooltip);
		match(hover, /It may have ended, or the list missed it[\s\S]*Missing since: /);
	});

	it('writes rules in words, and shows by icon and words which end soon', async () => {
		const { store, tree } = context;
		const texts: readonly (readonly [BanRule, string])[] = [
			[rule(1, { uid: 7, channelName: 'a' }), 'uid 7 cannot join a | 60 minutes left'],
			[rule(2, { uid: 7 }, 2 * MINUTE), 'uid 7 cannot join any channel | ends in 2 minutes'],
			[rule(3, { channelName: 'a' }, 30_000), 'Nobody can join a | ends in less than a minute'],
			[
				rule(4, { ip: '192.0.2.7' }, 5 * 3_600_000),
				'Users behind 192.0.2.7 cannot join any channel | 5 hours left',
			],
			[
				rule(5, { uid: 7, channelName: 'a', privileges: ['publish_audio'] }, Number.POSITIVE_INFINITY),
				'uid 7 cannot send audio in a | end unknown',
			],
			[
				rule(6, { channelName: 'a', privileges: ['publish_audio', 'publish_video'] }),
				'Nobody can send audio and video in a | 60 minutes left',
			],
			[rule(7, { uid: 7, privileges: ['wave'] }), 'uid 7 cannot send wave in any channel | 60 minutes left'],
			[
				rule(8, { uid: 7, privileges: ['join_channel', 'publish_video'] }),
				'uid 7 cannot join any channel | 60 minutes left',
			],
		];
		const at = { startedAt: context.clock.monotonic(), readAt: context.clock.monotonic() };
		store.applyBans(
			project.appId,
			texts.map(([each]) => each),
			at,
		);
		await drawn();
		const [bans] = await roots();
		ok(bans instanceof BansNode);
		strictEqual(text(tree.getTreeItem(bans)), 'Bans | 8 · 2 end soon');
		const nodes = await tree.getChildren(bans);
		for (const node of nodes) {
			ok(node instanceof BanNode);
			const item = tree.getTreeItem(node);
			const expected = texts.find(([{ id }]) => id === node.rule.id)?.[1] ?? '';
			strictEqual(text(item), expected);
			strictEqual(iconOf(item), expected.includes('ends in') ? 'watch' : 'circle-slash');
			strictEqual(item.accessibilityInformation?.label, expected.replace(' | ', ', '));
		}
		const ip = nodes.find((node) => node instanceof BanNode && node.rule.ip);
		ok(ip);
		const hover = await tree.resolveTreeItem(tree.getTreeItem(ip), ip);
		match(plain(hover.tooltip), /Everybody behind this address is affected[\s\S]*Ends: [\s\S]*Rule ID: 4/);
	});

	it('has no row of bans without rules, but one that says why they could not be read', async () => {
		const { sandbox, reader } = context;
		for (const each of [...sandbox.state.banRules.active(project.appId)]) {
			sandbox.state.banRules.lift(each);
		}
		await reader.refreshChannels();
		await drawn();
		ok((await roots()).every((node) => node instanceof ChannelNode));
		sandbox.faults.next({ status: 403 }, { path: /kicking-rule/ });
		await reader.refreshChannels();
		await drawn();
		const [bans] = await roots();
		ok(bans instanceof BansNode);
		const item = context.tree.getTreeItem(bans);
		strictEqual(text(item), 'Bans | could not be read again: no permission (403)');
		strictEqual(item.collapsibleState, TreeItemCollapsibleState.None);
		match(String(item.tooltip), /not allowed to do this \(403\)/);
	});

	it('redraws one row for one changed channel among 10,000, and none for one that is not shown', async () => {
		const list = Array.from({ length: 10_000 }, (_, at) => ({
			name: `room ${at + 1}`,
			userCount: 30_000 - 3 * at,
		}));
		const at = () => ({ startedAt: context.clock.monotonic(), readAt: context.clock.monotonic() });
		const { store, tree, fired } = context;
		store.applyChannels(project.appId, list, at());
		store.addBan(project.appId, rule(1, { uid: 7 }));
		await drawn();
		items(await roots());
		const [bans] = await roots();
		items(await tree.getChildren(bans as ChannelTreeNode));
		context.follow();
		store.applyChannels(project.appId, list, at());
		await drawn();
		strictEqual(fired.length, 0);
		const changed = list.map((each) =>
			each.name === 'room 42' ? { ...each, userCount: each.userCount + 1 } : each,
		);
		store.applyChannels(project.appId, changed, at());
		await drawn();
		strictEqual(fired.length, 1);
		deepStrictEqual(
			fired[0]?.map((node) => node instanceof ChannelNode && node.channelName),
			['room 42'],
		);
		items(fired[0] ?? []);
		// A change of a row that is not shown redraws nothing.
		store.applyChannels(
			project.appId,
			changed.map((each) => (each.name === 'room 4000' ? { ...each, userCount: each.userCount + 1 } : each)),
			at(),
		);
		await drawn();
		strictEqual(fired.length, 1);
	});

	it('filters channels by name and bans by their words, and says how many channels are shown', async () => {
		await context.reader.refreshChannels();
		context.filter.set(' CLASS32 ', context.session);
		await drawn();
		const shown = await roots();
		deepStrictEqual(
			items(shown).map(({ label }) => label),
			['Bans', 'class32'],
		);
		deepStrictEqual(
			items(await context.tree.getChildren(shown[0] as ChannelTreeNode)).map(({ label }) => label),
			['uid 5897 cannot join class32'],
		);
		strictEqual(context.shown.message, 'Filter: “CLASS32” · 1 of 4');
		strictEqual(context.keys.get('agora.channels.filtered'), true);
		context.filter.set('nothing', context.session);
		await drawn();
		deepStrictEqual(await roots(), []);
		strictEqual(context.keys.get('agora.channels.state'), 'noMatch');
		strictEqual(context.shown.message, '');
		await context.view.reveal(project.appId, 'class32');
		strictEqual(context.filter.text, '');
		deepStrictEqual(context.revealed, [await row('class32')]);
	});

	it('counts a channel as expanded once its users are requested, also without an event', async () => {
		await context.reader.refreshChannels();
		const channel = await row('class32');
		const tree = new LazyTree<ChannelTreeNode, ChannelTree>(async () => context.tree);
		strictEqual(tree.expansion.isExpanded(channel.id), undefined);
		await tree.getChildren(channel);
		strictEqual(tree.expansion.isExpanded(channel.id), true);
	});

	it('selects a channel also where VS Code ignores the first request', async () => {
		await context.reader.refreshChannels();
		const { reveal } = context.shown;
		let requests = 0;
		context.shown.reveal = async (node) => {
			requests += 1;
			if (requests > 1) {
				await reveal(node);
			}
		};
		await context.view.reveal(project.appId, 'class32');
		deepStrictEqual(context.shown.selection, [await row('class32')]);
		strictEqual(requests, 2);
	});

	it('groups by project while all are shown, with a row that says what Agora refuses', async () => {
		await context.scope.showAll(true);
		await context.reader.refreshChannels();
		await drawn();
		const groups = await roots();
		ok(groups.every((node) => node instanceof ChannelProjectNode));
		const texts = items(groups).map(text);
		deepStrictEqual(
			texts.filter((each) => !each.startsWith('Load') && !each.startsWith('Staging')),
			[
				'Classroom Live | 4 channels',
				'Support Desk Video | 2 channels',
				'Telehealth Pilot | no permission (403)',
				'Town Hall Broadcast | 1 channel',
				'Watch Party | 3 channels',
			],
		);
		strictEqual(context.shown.description, 'account');
		strictEqual(context.keys.get('agora.channels.scope'), 'all');
		const children = await context.tree.getChildren(groups[0]);
		ok(children[0] instanceof BansNode);
		strictEqual(context.tree.getParent(children[1] as ChannelTreeNode), groups[0]);
		await context.scope.showAll(false);
		await drawn();
		ok((await roots())[1] instanceof ChannelNode);
		strictEqual(context.shown.description, 'account · Classroom Live');
	});

	it('reads the users of expanded channels only, and not below a collapsed project', async () => {
		await context.reader.refreshChannels();
		const node = await row('class32');
		deepStrictEqual(context.view.watched.expanded, []);
		context.expanded.fire({ element: node });
		deepStrictEqual(context.view.watched.expanded, [{ appId: project.appId, channelName: 'class32' }]);
		await context.scope.showAll(true);
		await drawn();
		const [group] = await roots();
		ok(group instanceof ChannelProjectNode);
		await context.tree.getChildren(group);
		strictEqual(context.view.watched.expanded.length, 1);
		context.collapsed.fire({ element: group });
		deepStrictEqual(context.view.watched.expanded, []);
	});

	it('keeps what it has when a refresh fails, and says why and how old it is', async () => {
		await context.reader.refreshChannels();
		await drawn();
		const before = await roots();
		await context.clock.pass(4 * MINUTE);
		context.sandbox.faults.next('cut', { times: 9 });
		await context.reader.refreshChannels();
		await drawn();
		deepStrictEqual(await roots(), before);
		match(context.shown.message, /^The server could not be reached.* Last read 4 minutes ago\.$/);
		strictEqual(context.keys.get('agora.channels.failing'), true);
		context.sandbox.faults.clear();
		await context.reader.refreshChannels();
		strictEqual(context.shown.message, '');
		strictEqual(context.keys.get('agora.channels.failing'), false);
	});

	it('shows a welcome text where there is nothing to show', async () => {
		strictEqual(context.keys.get('agora.channels.state'), 'unknown');
		for (const [name, state] of [
			['Staging', 'empty'],
			['Telehealth Pilot', 'forbidden'],
			['Music Lessons 2021', 'disabled'],
		] as const) {
			await context.close();
			context = await openTree(name);
			await context.reader.refreshChannels();
			strictEqual(context.keys.get('agora.channels.state'), state);
			strictEqual(context.shown.message, '');
			strictEqual(context.keys.get('agora.channels.failing'), false);
			deepStrictEqual(await roots(), []);
		}
	});

	it('says why channels could not be read at all', async () => {
		context.store.applyFailure({ what: 'channels', appId: project.appId }, error('server', 503));
		strictEqual(context.keys.get('agora.channels.state'), 'unknown');
		match(context.shown.message, /^Agora’s server had a problem \(503\)/);
		doesNotMatch(context.shown.message, /Last read/);
		strictEqual(context.keys.get('agora.channels.failing'), true);
	});
});
