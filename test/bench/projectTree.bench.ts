// The Projects tree, compared with one that creates all rows again and makes VS Code request all of them.

import type { Project } from '../../src/agora/console/projects';
import { readProjectItems } from '../../src/agora/console/projects';
import { systemClock } from '../../src/common/clock';
import { compareNames } from '../../src/common/compareNames';
import { Emitter } from '../../src/common/emitter';
import { succeeded } from '../../src/common/loadable';
import { ProjectPins } from '../../src/projects/store/projectPins';
import { ProjectStore } from '../../src/projects/store/projectStore';
import { projectItem } from '../../src/projects/tree/projectItems';
import { ProjectNode } from '../../src/projects/tree/projectNodes';
import { ProjectFilter } from '../../src/projects/tree/projectRows';
import { ProjectTree } from '../../src/projects/tree/projectTree';
import { TestMemento } from '../fixtures/memento';
import { TestSessions } from '../fixtures/sessions';
import { compare } from './compare';
import { PROJECT_COUNT, projectList } from './replies';

/** The number of rows on a tall screen. */
const PAGE = 50;

/** The rows that changed, or undefined for all. */
type Changed = readonly unknown[] | undefined;

interface Tree {
	readonly onDidChangeTreeData: (listener: (changed: Changed) => void) => unknown;
	/** The items of the rows on the first page. */
	firstPage(): readonly unknown[];
	/** The items that are on the screen after a change. */
	redraw(changed: Changed): readonly unknown[];
}

function ownTree(store: ProjectStore): Tree {
	const sessions = new TestSessions();
	const tree = new ProjectTree({
		sessions,
		store,
		active: { current: undefined, onDidChange: new Emitter<void>().event },
		pins: new ProjectPins(new TestMemento(), sessions),
		filter: new ProjectFilter(sessions),
		clock: systemClock,
	});
	const firstPage = () =>
		tree
			.getChildren()
			.slice(0, PAGE)
			.map((row) => tree.getTreeItem(row));
	return {
		onDidChangeTreeData: tree.onDidChangeTreeData,
		firstPage,
		redraw: (changed) =>
			changed
				? changed.filter((row) => row instanceof ProjectNode).map((row) => tree.getTreeItem(row))
				: firstPage(),
	};
}

const PLAIN = { changing: false, active: false, pinned: false, certificate: 'enabled' } as const;

function naiveTree(store: ProjectStore): Tree {
	const firstPage = () =>
		store.projects
			.toSorted(compareNames)
			.map((project) => new ProjectNode({ ...PLAIN, project }))
			.slice(0, PAGE)
			.map(projectItem);
	return {
		onDidChangeTreeData: (listener) => store.onDidChange(() => listener(undefined)),
		firstPage,
		redraw: firstPage,
	};
}

/** The account's projects as new objects, not sorted by name. */
function read(): readonly Project[] {
	const { projects } = readProjectItems(JSON.parse(projectList()).projects);
	return projects.sort((a, b) => (a.appId < b.appId ? -1 : 1));
}

function storeOf(projects: readonly Project[]): ProjectStore {
	const store = new ProjectStore();
	store.set(succeeded(projects, 0));
	return store;
}

/** Alternates two lists that differ in the status of one project, and draws the rows that the tree reports as changed. */
function refreshing(name: string, makeTree: (store: ProjectStore) => Tree) {
	const lists = [
		read(),
		read().map((each, index) => (index === 7 ? { ...each, enabled: !each.enabled } : each)),
	];
	const store = storeOf(lists[0] ?? []);
	const tree = makeTree(store);
	const counts = new Map<string, number>();
	let onChange: (changed: Changed) => void = () => undefined;
	let rounds = 0;
	tree.onDidChangeTreeData((changed) => {
		const what = changed ? `${changed.length} row` : 'the whole tree';
		counts.set(what, (counts.get(what) ?? 0) + 1);
		onChange(changed);
	});
	const run = async () => {
		rounds += 1;
		const event = new Promise<Changed>((resolve) => {
			onChange = resolve;
		});
		store.set(succeeded(lists[rounds % 2] ?? [], rounds));
		return tree.redraw(await event);
	};
	const printCounts = () =>
		console.info(
			`  ${name}: ${[...counts].map(([what, times]) => `${what} × ${times}`).join(', ')} in ${rounds} refreshes`,
		);
	return { name, run, printCounts };
}

async function run(): Promise<void> {
	const projects = read();
	await compare(
		`${PROJECT_COUNT} projects, the first ${PAGE} rows`,
		{ name: 'tree', run: async () => ownTree(storeOf(projects)).firstPage() },
		{ name: 'naive tree', run: async () => naiveTree(storeOf(projects)).firstPage() },
	);
	const own = refreshing('tree', ownTree);
	const naive = refreshing('naive tree', naiveTree);
	await compare(`${PROJECT_COUNT} projects, a refresh with one change`, own, naive);
	own.printCounts();
	naive.printCounts();
}

void run();
