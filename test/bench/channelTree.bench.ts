// The Channels tree with 10,000 channels, compared with one that creates all rows again and makes VS Code request all of them.

import type { Channel } from '../../src/agora/channels/channels';
import type { Project } from '../../src/agora/console/projects';
import { compareChannels } from '../../src/channels/channelMerge';
import { ChannelScope } from '../../src/channels/channelScope';
import { ChannelStore } from '../../src/channels/channelStore';
import { ChannelFilter } from '../../src/channels/tree/channelFilter';
import { channelItem } from '../../src/channels/tree/channelItems';
import { ChannelNode } from '../../src/channels/tree/channelNodes';
import { ChannelTree } from '../../src/channels/tree/channelTree';
import { systemClock } from '../../src/common/clock';
import { Emitter } from '../../src/common/emitter';
import { TestMemento } from '../fixtures/memento';
import { sessionOn, TestSessions } from '../fixtures/sessions';
import { compare } from './compare';

const COUNT = 10_000;

/** The number of rows on a tall screen. */
const PAGE = 50;

const NOTHING = new Emitter<void>().event;

const PROJECT: Project = {
	id: 'p',
	name: 'Classes',
	appId: 'eb00cd2b222a4eeaa24fc6046d90b227',
	appCertificate: undefined,
	enabled: true,
	createdAt: undefined,
	recordingServer: undefined,
};

/** As a list contains them: new objects, not sorted. */
function read(more = 0): readonly Channel[] {
	return Array.from({ length: COUNT }, (_, at) => {
		const number = (at * 7919) % COUNT;
		// Many channels have the same number of users, so that names are compared, too.
		const userCount = 1 + Math.floor((COUNT - number) / 10) * 2;
		return { name: `class ${number}`, userCount: number === 1 ? userCount + more : userCount };
	});
}

interface Subject {
	/** Applies a list, and resolves to what is drawn then. */
	run(list: readonly Channel[]): Promise<readonly unknown[]>;
	/** How often so many rows, or all of them, were drawn. */
	readonly drawn: ReadonlyMap<string, number>;
}

function ownTree(): Subject & { readonly filter: ChannelFilter; readonly session: TestSessions } {
	const sessions = new TestSessions();
	sessions.replace(sessionOn({ url: 'http://127.0.0.1:9', customerId: 'id', customerSecret: 'secret' }));
	const clock = systemClock;
	const store = new ChannelStore({ sessions, clock });
	const projects = { projects: [PROJECT], onDidChange: NOTHING };
	const active = { current: PROJECT, onDidChange: NOTHING };
	const scope = new ChannelScope({ memento: new TestMemento(), projects, active });
	const filter = new ChannelFilter(sessions);
	const tree = new ChannelTree({
		...{ sessions, clock, store, scope, filter, period: { ms: 15_000 } },
		reader: { readUsers: async () => {}, readUser: async () => {} },
		players: { inChannel: () => [], onDidChange: NOTHING },
	});
	const drawn = new Map<string, number>();
	const firstPage = async () => (await tree.getChildren()).slice(0, PAGE).map((row) => tree.getTreeItem(row));
	let onChange: (changed: readonly ChannelNode[] | undefined) => void = () => undefined;
	tree.onDidChangeTreeData((changed) => {
		const what = changed ? `${changed.length} row` : 'the whole tree';
		drawn.set(what, (drawn.get(what) ?? 0) + 1);
		onChange(changed?.filter((row) => row instanceof ChannelNode));
	});
	const run = async (list: readonly Channel[]) => {
		const event = new Promise<readonly ChannelNode[] | undefined>((resolve) => {
			onChange = resolve;
		});
		const now = clock.monotonic();
		store.applyChannels(PROJECT.appId, list, { startedAt: now, readAt: now });
		const changed = await event;
		return changed ? changed.map((row) => tree.getTreeItem(row)) : await firstPage();
	};
	return { run, drawn, filter, session: sessions };
}

function naiveTree(): Subject {
	const drawn = new Map<string, number>();
	const run = async (list: readonly Channel[]) => {
		drawn.set('the whole tree', (drawn.get('the whole tree') ?? 0) + 1);
		return list
			.toSorted(compareChannels)
			.map(
				(channel) =>
					new ChannelNode(undefined, PROJECT, { ...channel, firstSeenAt: 0, missingSince: undefined }),
			)
			.slice(0, PAGE)
			.map((row) => channelItem(row));
	};
	return { run, drawn };
}

/** Alternates two lists that differ in the users of one channel, whose place does not change. */
function refreshing(name: string, subject: Subject) {
	const lists = [read(), read(1)];
	let rounds = 0;
	const run = async () => {
		rounds += 1;
		return subject.run(lists[rounds % 2] ?? []);
	};
	const printCounts = () => {
		const counts = [...subject.drawn].map(([what, times]) => `${what} × ${times}`).join(', ');
		console.info(`  ${name}: ${counts} in ${rounds} refreshes`);
	};
	return { name, run, printCounts };
}

async function run(): Promise<void> {
	const first = read();
	await compare(
		`${COUNT} channels, the first ${PAGE} rows`,
		{ name: 'tree', run: async () => ownTree().run(first) },
		{ name: 'naive tree', run: async () => naiveTree().run(first) },
	);
	const own = refreshing('tree', ownTree());
	const naive = refreshing('naive tree', naiveTree());
	await compare(`${COUNT} channels, a refresh with one change`, own, naive);
	own.printCounts();
	naive.printCounts();
}

void run();
