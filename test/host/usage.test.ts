import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { exportUsage } from '../../src/usage/exportUsage';
import { PANEL_TYPE } from '../../src/usage/panel/usageHost';
import { defaultView } from '../../src/usage/report/view';
import { showUsage } from '../../src/usage/usageFeature';
import { column, sourceOf } from '../unit/usage/exportSource';
import { openUsageContext } from './context/usageContext';
import { describeCommand } from './describeCommand';
import { DialogDriver } from './dialogDriver';

function tabs(): string[] {
	return window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
}

/** Waits for what VS Code does in its own time. */
async function until(what: string, holds: () => unknown): Promise<void> {
	for (const end = Date.now() + 10_000; !(await holds()); ) {
		ok(Date.now() < end, `never: ${what}`);
		await setTimeout(20);
	}
}

/** Answers the save dialog, which VS Code does not show under its test driver. */
async function savingTo<T>(target: Uri | undefined, run: () => Promise<T>): Promise<T> {
	const { showSaveDialog } = window;
	Reflect.set(window, 'showSaveDialog', async () => target);
	try {
		return await run();
	} finally {
		Reflect.set(window, 'showSaveDialog', showSaveDialog);
	}
}

describe('usage', () => {
	for (const [pick, tab] of [
		['Watch Party', 'Usage: Watch Party'],
		['All projects', 'Usage: All Projects'],
	] as const) {
		describeCommand(openUsageContext, {
			title: `agora.usage.show of ${pick}`,
			run: ({ panels, deps }) => showUsage(panels, deps.picker, undefined),
			actions: [{ pick }],
			writes: [],
			after: () => until(`a tab ${tab}`, () => tabs().includes(tab)),
		});
	}

	it('has one panel per project, and reads its five businesses', async () => {
		const context = await openUsageContext();
		try {
			const { id, name } = context.project('Watch Party');
			context.panels.show({ id, name });
			context.panels.show({ id, name });
			await until('five calls', () => usageCalls(context.sandbox.requests).length === 5);
			await until('a tab', () => tabs().includes('Usage: Watch Party'));
			strictEqual(tabs().filter((label) => label === 'Usage: Watch Party').length, 1);
		} finally {
			await context.close();
		}
	});

	it('names a renamed account by its new label in an open panel and what it exports', async () => {
		const context = await openUsageContext();
		try {
			const { id, name } = context.project('Watch Party');
			context.panels.show({ id, name });
			await until('five calls', () => usageCalls(context.sandbox.requests).length === 5);
			await until('a tab', () => tabs().includes('Usage: Watch Party'));
			context.sessions.replace(Object.assign(context.session, { accountLabel: 'New Label' }));
			const file = join(context.folder, 'exported.json');
			await DialogDriver.run([{ pick: 'JSON' }], () =>
				savingTo(Uri.file(file), () => context.panels.exportActive()),
			);
			strictEqual(JSON.parse(await readFile(file, 'utf8')).account, 'New Label');
			// A panel keeps the label when its account is signed out.
			context.sessions.replace(undefined);
			strictEqual(usageCalls(context.sandbox.requests).length, 5);
		} finally {
			await context.close();
		}
	});

	it('keeps the figures of a stored account, and forgets them when it is gone', async () => {
		const context = await openUsageContext();
		try {
			const { id, name } = context.project('Watch Party');
			context.panels.show({ id, name });
			const kept = async () =>
				(await readdir(context.folder, { recursive: true })).filter((file) => file.endsWith('.json'));
			await until('a file', async () => (await kept()).length === 1);
			context.sessions.replace(undefined);
			context.storedAccountIds.length = 0;
			await context.panels.forgetRemoved();
			deepStrictEqual(await kept(), []);
			ok(tabs().includes('Usage: Watch Party'), 'the panel stays, to say that its account is signed out');
		} finally {
			await context.close();
		}
	});

	it('brings a panel back with what was chosen, and closes one that kept nonsense', async () => {
		const context = await openUsageContext();
		try {
			const { id, name } = context.project('Watch Party');
			const subject = { accountId: 'account', accountLabel: 'account', project: { id, name } };
			const view = { ...defaultView(false), range: { preset: 'lastMonth' as const }, compare: false };
			const panel = () => window.createWebviewPanel(PANEL_TYPE, 'before', ViewColumn.Active);
			const restored = panel();
			context.panels.restore(restored, { version: 1, subject, view });
			strictEqual(restored.title, 'Usage: Watch Party');

			for (const state of [undefined, { version: 1, subject, view: { ...view, unit: 'year' } }]) {
				let closed = false;
				const broken: WebviewPanel = panel();
				broken.onDidDispose(() => {
					closed = true;
				});
				context.panels.restore(broken, state);
				await until('closed', () => closed);
			}
		} finally {
			await context.close();
		}
	});
});

describe('agora.usage.export', () => {
	let folder: string;
	const source = () => sourceOf({ p1: { default: [column('audio', [60, null, 0, 90, 6])] } });

	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'agora-export-'));
	});
	afterEach(() => rm(folder, { recursive: true, force: true }));

	for (const [format, begins] of [
		['CSV', '\ufeffdate,business,tier'],
		['JSON', '{\n\t"account": "Work"'],
	] as const) {
		it(`writes ${format} to the chosen file and says so`, async () => {
			const file = join(folder, `usage.${format.toLowerCase()}`);
			const done = { text: '' as string | undefined };
			const dialogs = await DialogDriver.run([{ pick: format }], () =>
				savingTo(Uri.file(file), async () => {
					done.text = await exportUsage(source());
				}),
			);
			deepStrictEqual(dialogs.problems, []);
			ok((await readFile(file, 'utf8')).startsWith(begins));
			match(done.text ?? '', /Usage exported to usage\./);
			// The other businesses of this source were not read.
			match(dialogs.text, /incomplete.*businesses: 4\)/);
		});
	}

	it('writes nothing when left at the format or at the file', async () => {
		await DialogDriver.run([], () => savingTo(Uri.file(join(folder, 'a.csv')), () => exportUsage(source())));
		await DialogDriver.run([{ pick: 'CSV' }], () => savingTo(undefined, () => exportUsage(source())));
		deepStrictEqual(await readdir(folder), []);
	});

	it('writes the picture of the panel, and offers none where no chart is on the screen', async () => {
		const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
		const file = join(folder, 'usage.png');
		await DialogDriver.run([{ pick: 'PNG' }], () =>
			savingTo(Uri.file(file), () => exportUsage({ ...source(), picture: async () => png })),
		);
		deepStrictEqual(new Uint8Array(await readFile(file)), png);

		const dialogs = await DialogDriver.run([], () => exportUsage(source()));
		deepStrictEqual(dialogs.shown[0]?.choices, ['CSV', 'JSON']);
	});
});

function usageCalls(requests: readonly { readonly url: string }[]) {
	return requests.filter(({ url }) => url.startsWith('/dev/v3/usage'));
}
