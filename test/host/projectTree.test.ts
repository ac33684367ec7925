import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import {
	EventEmitter,
	MarkdownString,
	ThemeIcon,
	type TreeItem,
	TreeItemCollapsibleState,
	type TreeViewExpansionEvent,
} from 'vscode';
import { DetailNode, ProjectNode } from '../../src/projects/tree/projectNodes';
import { ProjectTree } from '../../src/projects/tree/projectTree';
import { SimulatedClock } from '../fixtures/simulatedClock';
import { openProjectContext, type ProjectContext } from './context/projectContext';

const DAY = 86_400_000;

describe('the Projects tree', () => {
	let context: ProjectContext;
	let tree: ProjectTree;
	let clock: SimulatedClock;
	let redrawn: (readonly (ProjectNode | DetailNode)[] | undefined)[];

	beforeEach(async () => {
		context = await openProjectContext();
		clock = new SimulatedClock({ time: Date.now() });
		tree = new ProjectTree({ ...context.deps, clock });
		redrawn = [];
		tree.onDidChangeTreeData((rows) => redrawn.push(rows));
	});
	afterEach(async () => {
		tree.dispose();
		await context.close();
	});

	it('redraws only the changed row, once for the response and the end of the expectation', async () => {
		const project = context.project('Watch Party');
		const expectation = context.deps.store.expect(project.id, { enabled: false });
		await redrawnTimes(1);
		match(String(item('Watch Party').description), /changing….*disabled/);
		deepStrictEqual(item('Watch Party').iconPath, new ThemeIcon('loading~spin'));
		context.deps.store.apply({ ...project, enabled: false }, clock.monotonic());
		expectation.dispose();
		await redrawnTimes(2);
		strictEqual(item('Watch Party').description, 'disabled');
		deepStrictEqual(redrawn, [[row('Watch Party')], [row('Watch Party')]]);
	});

	it('shows the state of the server again when a change failed', async () => {
		const expectation = context.deps.store.expect(context.project('Watch Party').id, { enabled: false });
		await redrawnTimes(1);
		expectation.dispose();
		await redrawnTimes(2);
		strictEqual(item('Watch Party').description, '');
	});

	it('redraws only rows whose age text changed', () => {
		const watch = row('Watch Party');
		const created = details('Watch Party').filter(({ detail }) => detail === 'created');
		const before = created.map((node) => tree.getTreeItem(node).description);
		tree.redrawAges();
		deepStrictEqual(redrawn, []);
		clock.skip(700 * DAY);
		tree.redrawAges();
		deepStrictEqual(redrawn, [created]);
		strictEqual(row('Watch Party'), watch);
		ok(created.length > 0);
		ok(tree.getTreeItem(created[0] ?? watch).description !== before[0]);
	});

	it('gives every row a screen reader label, and shows no secret', () => {
		const secrets = context.deps.store.projects.flatMap(({ appCertificate }) => appCertificate ?? []);
		ok(secrets.length > 0);
		for (const node of projects()) {
			for (const each of [node, ...details(node.project.name)]) {
				const drawn = tree.resolveTreeItem(tree.getTreeItem(each), each);
				ok((drawn.accessibilityInformation?.label ?? '').length > String(drawn.label).length);
				const { tooltip } = drawn;
				const text = JSON.stringify(drawn) + (tooltip instanceof MarkdownString ? tooltip.value : tooltip);
				deepStrictEqual(
					secrets.filter((secret) => text.includes(secret)),
					[],
				);
			}
		}
	});

	it('shows a status that the server does not return as unknown', async () => {
		const project = context.project('Watch Party');
		strictEqual(item('Watch Party').contextValue?.split(';')[1], 'enabled');
		context.deps.store.apply({ ...project, enabled: undefined }, clock.monotonic());
		await redrawnTimes(1);
		strictEqual(item('Watch Party').description, 'status unknown');
		strictEqual(item('Watch Party').contextValue?.split(';')[1], 'unknown');
		strictEqual(item('Watch Party').resourceUri, undefined);
		const status = details('Watch Party').find(({ detail }) => detail === 'status');
		ok(status);
		strictEqual(tree.getTreeItem(status).description, 'unknown');
	});

	it('keeps a row expanded that a filter hid', async () => {
		const expanded = new EventEmitter<TreeViewExpansionEvent<unknown>>();
		const collapsed = new EventEmitter<TreeViewExpansionEvent<unknown>>();
		tree.expansion.follow({ onDidExpandElement: expanded.event, onDidCollapseElement: collapsed.event });
		const { Collapsed, Expanded } = TreeItemCollapsibleState;
		strictEqual(item('Watch Party').collapsibleState, Collapsed);
		expanded.fire({ element: row('Watch Party') });
		context.deps.filter.set('Staging', context.session);
		await redrawnTimes(1);
		deepStrictEqual(
			projects().map(({ project }) => project.name),
			['Staging'],
		);
		context.deps.filter.clear();
		await redrawnTimes(2);
		strictEqual(item('Watch Party').collapsibleState, Expanded);
		strictEqual(item('Staging').collapsibleState, Collapsed);
		collapsed.fire({ element: row('Watch Party') });
		strictEqual(item('Watch Party').collapsibleState, Collapsed);
	});

	it('has the status and whether there is a certificate in the hover of a project', () => {
		const { tooltip } = tree.resolveTreeItem(item('Watch Party'), row('Watch Party'));
		ok(tooltip instanceof MarkdownString);
		match(
			tooltip.value.replaceAll('&nbsp;', ' '),
			/App Certificate: enabled, not shown[\s\S]*Status: enabled/,
		);
	});

	it('shows links, images and commands in the name of a project as text', async () => {
		const name = '[a](command:agora.project.disable) ![b](https://example.com/b.png) <img src=c> `d`';
		context.deps.store.apply({ ...context.project('Watch Party'), name }, clock.monotonic());
		await redrawnTimes(1);
		const { tooltip } = tree.resolveTreeItem(item(name), row(name));
		ok(tooltip instanceof MarkdownString);
		ok(!tooltip.isTrusted && !tooltip.supportHtml);
		match(tooltip.value, /command:agora/);
		ok(!/(?<!\\)(?:\[|`)/.test(tooltip.value), tooltip.value);
	});

	it('says for an account in the Chinese mainland that Agora does not show certificates', () => {
		const mainland = { ...context.session, area: 'mainland' } as const;
		context.deps.store.apply(
			{ ...context.project('Watch Party'), appCertificate: undefined },
			clock.monotonic(),
		);
		const mainlandTree = new ProjectTree({ ...context.deps, sessions: { current: mainland } });
		try {
			const [node] = mainlandTree
				.getChildren()
				.filter((each) => each instanceof ProjectNode && isWatchParty(each));
			ok(node instanceof ProjectNode);
			const { description, accessibilityInformation, contextValue } = mainlandTree.getTreeItem(node);
			strictEqual(description, '');
			strictEqual(accessibilityInformation?.label, 'Project Watch Party');
			match(contextValue ?? '', /^project;enabled;unknownCertificate;/);
			const detail = mainlandTree
				.getChildren(node)
				.find((each) => each instanceof DetailNode && each.detail === 'certificate');
			const drawn = mainlandTree.getTreeItem(detail ?? node);
			strictEqual(drawn.description, 'not shown by Agora');
			strictEqual(drawn.tooltip, 'App Certificate: not shown by Agora');
			strictEqual(drawn.accessibilityInformation?.label, 'App Certificate: not shown by Agora');
			strictEqual(drawn.contextValue, 'detail;certificate');
		} finally {
			mainlandTree.dispose();
		}
	});

	const isWatchParty = ({ project }: ProjectNode) => project.name === 'Watch Party';

	function projects(): ProjectNode[] {
		return tree.getChildren().filter((node) => node instanceof ProjectNode);
	}

	function row(name: string): ProjectNode {
		const node = projects().find(({ project }) => project.name === name);
		if (!node) {
			throw new Error(`no row ${name}`);
		}
		return node;
	}

	function item(name: string): TreeItem {
		return tree.getTreeItem(row(name));
	}

	function details(name: string): DetailNode[] {
		return tree.getChildren(row(name)).filter((node) => node instanceof DetailNode);
	}

	/** Waits until the tree fired `times` change events. */
	async function redrawnTimes(times: number): Promise<void> {
		while (redrawn.length < times) {
			await new Promise((resolve) => {
				const once = tree.onDidChangeTreeData(() => {
					once.dispose();
					resolve(undefined);
				});
			});
		}
	}
});
