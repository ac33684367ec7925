import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventEmitter, ViewColumn, type WebviewPanel, window } from 'vscode';
import { exportUsage } from '../../src/usage/exportUsage';
import type { ToExtension } from '../../src/usage/report/messages';
import { defaultView } from '../../src/usage/report/view';
import { showUsage, USAGE_VIEW_TYPE } from '../../src/usage/usageFeature';
import { column, sourceOf } from '../unit/usage/exportSource';
import { openUsageContext, type UsageContext } from './context/usageContext';
import { describeCommand } from './describeCommand';
import { DialogDriver } from './dialogDriver';
import { waitUntil } from './extensionHost';

function tabs(): string[] {
	return window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
}

describe('agora.usage.show', () => {
	for (const [pick, tab] of [
		['Watch Party', 'Usage: Watch Party'],
		['All projects', 'Usage: All Projects'],
	] as const) {
		describeCommand(openUsageContext, {
			title: `of ${pick}`,
			run: ({ panels, deps }) => showUsage(panels, deps.picker, undefined),
			actions: [{ pick }],
			writes: [],
			after: () => waitUntil(() => tabs().includes(tab)),
		});
	}
});

describe('usage panels', () => {
	let context: UsageContext;
	beforeEach(async () => {
		context = await openUsageContext();
	});
	afterEach(() => context.close());

	it('open once for a project, and read each of its five businesses once', async () => {
		const { id, name } = context.project('Watch Party');
		context.panels.show({ id, name });
		context.panels.show({ id, name });
		await waitUntil(() => usageCalls(context.sandbox.requests).length === 5);
		await waitUntil(() => tabs().includes('Usage: Watch Party'));
		strictEqual(tabs().filter((label) => label === 'Usage: Watch Party').length, 1);
	});

	it('show a project that is chosen in the panel in the same tab, and open a tab from a link', async () => {
		const { id, name } = context.project('Watch Party');
		const other = context.project('Staging');
		const subject = { accountId: 'account', accountLabel: 'account', project: { id, name } };
		const state = { version: 1, subject, view: { ...defaultView(), hiddenProjects: [other.id] } };
		const { panel, post } = scriptedPanel();
		context.panels.restore(panel, state);
		strictEqual(panel.title, 'Usage: Watch Party');
		post({ type: 'ready', view: null });
		const before = tabs().length;

		post({ type: 'select', project: other.id });
		await waitUntil(() => tabs().includes('Usage: Staging'));
		await waitUntil(() => context.sandbox.requests.some(({ url }) => url.includes(other.id)));
		post({ type: 'select', project: 'unknown' });
		strictEqual(panel.title, 'Usage: Staging');
		strictEqual(tabs().length, before);
		// The command reveals the panel that shows the project now.
		context.panels.show({ id: other.id, name: other.name });
		strictEqual(tabs().length, before);

		post({ type: 'open', project: id });
		await waitUntil(() => tabs().includes('Usage: Watch Party'));
		strictEqual(tabs().length, before + 1);
		post({ type: 'select', project: null });
		await waitUntil(() => tabs().includes('Usage: All Projects'));
		strictEqual(tabs().length, before + 1);
	});

	it('use the new label of a renamed account in an open panel and its exports', async () => {
		const { id, name } = context.project('Watch Party');
		context.panels.show({ id, name });
		await waitUntil(() => usageCalls(context.sandbox.requests).length === 5);
		await waitUntil(() => tabs().includes('Usage: Watch Party'));
		context.sessions.replace(Object.assign(context.session, { accountLabel: 'New Label' }));
		const file = join(context.folder, 'exported.json');
		await DialogDriver.run([{ pick: 'JSON' }, { saveAs: file }], () => context.panels.exportActive());
		strictEqual(JSON.parse(await readFile(file, 'utf8')).account, 'New Label');
		// The panel keeps the label after sign-out and sends no more requests.
		context.sessions.replace(undefined);
		strictEqual(usageCalls(context.sandbox.requests).length, 5);
	});

	it('store the figures of an account, and delete them when the account is removed', async () => {
		const { id, name } = context.project('Watch Party');
		context.panels.show({ id, name });
		const storedFiles = async () =>
			(await readdir(context.folder, { recursive: true })).filter((file) => file.endsWith('.json'));
		await waitUntil(async () => (await storedFiles()).length === 1);
		context.sessions.replace(undefined);
		context.accounts.stored = [];
		await context.panels.deleteUnstoredUsage();
		deepStrictEqual(await storedFiles(), []);
		ok(
			tabs().includes('Usage: Watch Party'),
			'the panel closed instead of showing that its account is signed out',
		);
	});

	it('restore a panel with its view, and close one with an invalid state', async () => {
		const { id, name } = context.project('Watch Party');
		const subject = { accountId: 'account', accountLabel: 'account', project: { id, name } };
		const view = { ...defaultView(), range: { preset: 'lastMonth' as const }, compare: false };
		const panel = () => window.createWebviewPanel(USAGE_VIEW_TYPE, 'before', ViewColumn.Active);
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
			await waitUntil(() => closed);
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
		it(`writes ${format} to the chosen file and reports it`, async () => {
			const file = join(folder, `usage.${format.toLowerCase()}`);
			let message: string | undefined;
			const dialogs = await DialogDriver.run([{ pick: format }, { saveAs: file }], async () => {
				message = await exportUsage(source());
			});
			deepStrictEqual(dialogs.problems, []);
			ok((await readFile(file, 'utf8')).startsWith(begins));
			match(message ?? '', /Usage exported to usage\./);
			// The source contains only one of five businesses.
			match(dialogs.text, /incomplete.*businesses: 4\)/);
		});
	}

	it('writes nothing when it is dismissed at the format or at the file', async () => {
		for (const actions of [[], [{ pick: 'CSV' }]]) {
			const dialogs = await DialogDriver.run(actions, () => exportUsage(source()));
			strictEqual(dialogs.shown.at(-1)?.kind, actions.length === 0 ? 'pick' : 'save');
		}
		deepStrictEqual(await readdir(folder), []);
	});

	it('writes the image of the chart, and offers PNG only when a chart is shown', async () => {
		const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
		const file = join(folder, 'usage.png');
		await DialogDriver.run([{ pick: 'PNG' }, { saveAs: file }], () =>
			exportUsage({ ...source(), chartImage: async () => png }),
		);
		deepStrictEqual(new Uint8Array(await readFile(file)), png);

		const dialogs = await DialogDriver.run([], () => exportUsage(source()));
		deepStrictEqual(dialogs.shown[0]?.choices, ['CSV', 'JSON']);
	});
});

/** A panel whose page sends the messages of the test. */
function scriptedPanel(): { readonly panel: WebviewPanel; readonly post: (message: ToExtension) => void } {
	const messages = new EventEmitter<ToExtension>();
	const created = window.createWebviewPanel(USAGE_VIEW_TYPE, 'before', ViewColumn.Active);
	const webview = withMember(created.webview, 'onDidReceiveMessage', messages.event);
	return {
		panel: withMember(created, 'webview', webview),
		post: (message) => messages.fire(message),
	};
}

/** The same object with another member. Methods and accessors are called on the object itself. */
function withMember<T extends object, K extends keyof T>(target: T, name: K, member: unknown): T {
	return new Proxy(target, {
		get: (_, key) => {
			const value: unknown = key === name ? member : Reflect.get(target, key, target);
			return typeof value === 'function' && key !== name ? value.bind(target) : value;
		},
		set: (_, key, value) => Reflect.set(target, key, value, target),
	});
}

function usageCalls(requests: readonly { readonly url: string }[]) {
	return requests.filter(({ url }) => url.startsWith('/dev/v3/usage'));
}
