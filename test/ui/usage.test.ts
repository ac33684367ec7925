import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { contrastOf, LEAST_CONTRAST } from '../../media/usage/palette';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { addDays, BUCKET_SIZES, dayOf, type Span } from '../../src/usage/report/days';
import { BUSINESSES, type Business } from '../../src/usage/report/figures';
import { RANGE_PRESETS, rangeOf } from '../../src/usage/report/range';
import { usageTotals } from '../fixtures/usageTotals';
import { openWorkbench, type WorkbenchContext } from './openWorkbench';
import { UsagePage } from './workbench/usagePage';
import type { VsCode } from './workbench/vsCode';
import { THEMES, type Workbench } from './workbench/workbench';

const HOSTILE = '<img src=x onerror="document.title=1">\u202edlrow';

/** A team lead's look at the week, step after step in one window. */
describe('the usage panel', () => {
	let sandbox: Sandbox;
	let vsCode: VsCode;
	let workbench: Workbench;
	let closeWorkbench: WorkbenchContext['close'] | undefined;
	let page: UsagePage;

	beforeAll(async () => {
		({
			sandbox,
			vsCode,
			workbench,
			close: closeWorkbench,
		} = await openWorkbench({
			beforeOpen: async ({ state }) => void state.addProject({ name: HOSTILE }),
			window: { size: { width: 1280, height: 1000 } },
		}));
		page = new UsagePage(workbench.webview());
		await workbench.view('Projects').chooseFromMenu('Classroom Live', 'Show Usage');
		await page.waitUntilComplete();
	});

	afterEach(async ({ task }) => {
		if (task.result?.state === 'fail') {
			await workbench.screenshot(`usage-${task.id}`);
		}
	});

	afterAll(() => closeWorkbench?.());

	it('shows the whole chart on the first screen', async () => {
		const { bottom, width } = await page.locator('.chart').evaluate((chart) => ({
			bottom: chart.getBoundingClientRect().bottom,
			width: innerWidth,
		}));
		expect(width).toBeLessThan(950);
		expect(bottom).toBeLessThan(800);
	});

	it('shows the server’s own sums in every range, bar size and business', async () => {
		for (const preset of RANGE_PRESETS) {
			const range = rangeOf({ preset }, false, today());
			await page.choose('range', preset);
			for (const business of BUSINESSES) {
				await page.openTab(business);
				for (const bucket of BUCKET_SIZES) {
					await page.choose('bucket', bucket);
					await page.waitForChart(business, range, bucket);
					const sum = serverSum('Classroom Live', business, range);
					expect(await page.totals(business), `${preset} ${business} ${bucket}`).toEqual(Array(4).fill(sum));
				}
			}
		}
	});

	it('says what is wrong with chosen days beside them, and keeps them', async () => {
		await page.openTab('default');
		await page.choose('bucket', 'day');
		await page.choose('range', 'custom');
		const from = page.locator('#from');
		const to = page.locator('#to');
		await from.fill('2024-01-01');
		await to.fill('2025-02-01');
		await page.button('apply').click();
		expect(await page.locator('#range-problem').textContent()).toBe(
			'A range cannot be longer than one year.',
		);
		expect([await from.inputValue(), await to.inputValue()]).toEqual(['2024-01-01', '2025-02-01']);
		const range = { from: '2024-02-20', to: '2024-03-05' };
		await from.fill(range.from);
		await to.fill(range.to);
		await to.press('Enter');
		await page.waitForChart('default', range, 'day');
		expect(await page.locator('#range-problem').textContent()).toBe('');
		expect((await page.totals('default'))[0]).toBe(serverSum('Classroom Live', 'default', range));
	});

	it('keeps days that were typed and not applied while other controls are used', async () => {
		await page.choose('range', 'last30Days');
		await page.waitForChart('default', rangeOf({ preset: 'last30Days' }, false, today()), 'day');
		await page.choose('range', 'custom');
		const from = page.locator('#from');
		const to = page.locator('#to');
		await from.fill('2024-02-20');
		await page.choose('unit', 'hour');
		await page.locator('#include-today').click();
		await page.waitForChart('default', rangeOf({ preset: 'last30Days' }, true, today()), 'day');
		expect(await from.inputValue()).toBe('2024-02-20');
		expect(await page.locator('#range').inputValue()).toBe('custom');
		await to.fill('2024-03-05');
		await page.choose('range', 'last7Days');
		await page.waitForChart('default', rangeOf({ preset: 'last7Days' }, true, today()), 'day');
		expect(await from.isVisible()).toBe(false);
		await page.choose('range', 'custom');
		expect([await from.inputValue(), await to.inputValue()]).toEqual(['2024-02-20', '2024-03-05']);
		await page.button('apply').click();
		await page.waitForChart('default', { from: '2024-02-20', to: '2024-03-05' }, 'day');
		await page.choose('range', 'last30Days');
		await page.locator('#include-today').click();
		await page.choose('unit', 'minute');
		await page.waitForChart('default', rangeOf({ preset: 'last30Days' }, false, today()), 'day');
	});

	it('works by keyboard alone: tabs, tiers, days, sorting, copying', async () => {
		const { keyboard } = workbench.page;
		await page.choose('range', 'last30Days');
		const range = rangeOf({ preset: 'last30Days' }, false, today());
		await page.waitForChart('default', range, 'day');
		await page.locator('[role=tab][aria-selected=true]').focus();
		await keyboard.press('ArrowRight');
		await page.waitForChart('transcodeDuration', range, 'day');
		await keyboard.press('Home');
		await page.waitForChart('default', range, 'day');

		const before = await page.totals('default');
		const tier = page.locator('.tier').first();
		const counted = Number(await tier.locator('data').getAttribute('value'));
		await tier.focus();
		await keyboard.press('Space');
		await expect.poll(() => tier.getAttribute('aria-pressed')).toBe('false');
		expect(await page.totals('default')).toEqual(before.map((total) => total - counted));
		await keyboard.press('Space');
		await expect.poll(() => page.totals('default')).toEqual(before);

		await page.button('sort-total').focus();
		await keyboard.press('Enter');
		await expect.poll(() => page.locator('th[aria-sort]').getAttribute('data-column')).toBe('total');
		const rows = await page
			.locator('.table-block tbody td[data-column="total"] data')
			.evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute('value'))));
		expect(rows).toEqual(rows.toSorted((a, b) => b - a));

		await page.button('copy-table').focus();
		await keyboard.press('Enter');
		await expect.poll(() => workbench.readClipboard()).toContain('\r\nTotal\t');
		expect((await workbench.readClipboard()).split('\r\n')).toHaveLength(33);

		await page.locator('.chart').focus();
		await keyboard.press('End');
		await keyboard.press('Shift+ArrowLeft');
		await keyboard.press('Shift+ArrowLeft');
		await keyboard.press('Enter');
		const chosen = { from: addDays(range.to, -2), to: range.to };
		await page.waitForChart('default', chosen, 'day');
		expect((await page.totals('default'))[0]).toBe(serverSum('Classroom Live', 'default', chosen));
	});

	it('looks for unusual days in up to 92 days, and says so of a longer range', async () => {
		const unusual = page.locator('[data-card="unusual"]');
		expect(await unusual.textContent()).not.toContain('92 days');
		await page.choose('range', 'last12Months');
		await page.waitForChart('default', rangeOf({ preset: 'last12Months' }, false, today()), 'week');
		expect(await unusual.textContent()).toContain('–Only checked for ranges of up to 92 days.');
		expect(await page.locator('[data-card="highest"] dt').textContent()).toBe('Highest week');
	});

	it('narrows the range to the days that are dragged over', async () => {
		await page.choose('range', 'last7Days');
		const range = rangeOf({ preset: 'last7Days' }, false, today());
		await page.waitForChart('default', range, 'day');
		const canvas = page.locator('.chart canvas');
		await canvas.scrollIntoViewIfNeeded();
		const box = await canvas.boundingBox();
		const at = (part: number) => [(box?.x ?? 0) + (box?.width ?? 0) * part, (box?.y ?? 0) + 80] as const;
		await workbench.page.mouse.move(...at(0.97));
		await workbench.page.mouse.down();
		await workbench.page.mouse.move(...at(0.8), { steps: 4 });
		await workbench.page.mouse.up();
		await page.button('narrow').click();
		await page.waitForChart('default', { from: addDays(range.to, -1), to: range.to }, 'day');
	});

	it('writes what is shown to a file', async () => {
		await page.choose('range', 'last7Days');
		const range = rangeOf({ preset: 'last7Days' }, false, today());
		await page.waitForChart('default', range, 'day');
		await page.button('export').click();
		await workbench.quickInput.pick('CSV');
		await expect.poll(() => workbench.quickInput.value()).toMatch(/\.csv$/);
		await workbench.quickInput.accept();
		await expect.poll(() => exported('csv')).toHaveLength(1);
		const [file = ''] = await exported('csv');
		expect(await readFile(join(vsCode.workspace, file), 'utf8')).toContain(range.from);
	});

	it('writes the chart as a picture of its own size, with title and legend', async () => {
		const chart = await page.locator('.chart canvas').boundingBox();
		await page.button('export').click();
		await workbench.quickInput.pick('PNG');
		await expect.poll(() => workbench.quickInput.value()).toMatch(/\.png$/);
		await workbench.quickInput.accept();
		await expect.poll(() => exported('png')).toHaveLength(1);
		const [file = ''] = await exported('png');
		const size = pictureSize(await readFile(join(vsCode.workspace, file)));
		expect(size.width).toBeGreaterThan(chart?.width ?? 0);
		expect(size.width).toBeLessThan(2 * (chart?.width ?? 0));
		expect(size.height).toBeGreaterThan((chart?.height ?? 0) + 100);
	});

	it('has no picture to write while there is nothing but the chart of another range', async () => {
		sandbox.faults.next('hang', { path: /usage\?/, times: Number.POSITIVE_INFINITY });
		await page.choose('range', 'custom');
		await page.locator('#from').fill('2022-03-01');
		await page.locator('#to').fill('2022-03-05');
		await page.button('apply').click();
		await page.locator('#panel[data-state="waiting"]').waitFor();
		await page.button('export').click();
		await workbench.quickInput.pick('PNG');
		expect(await workbench.notifications.message('Export usage')).toContain('did not provide the chart');
		await workbench.notifications.dismiss('Export usage');
		sandbox.faults.clear();
		await page.button('cancel').click();
	});

	it('keeps what was chosen while it is hidden', async () => {
		await page.choose('range', 'last90Days');
		await page.choose('unit', 'hour');
		await page.choose('bucket', 'week');
		await page.openTab('recording');
		await page.waitForChart('recording', rangeOf({ preset: 'last90Days' }, false, today()), 'week');
		await page.locator('.tier').first().click();
		await page.button('first').click();
		// Hidden, a webview is torn down.
		await workbench.runCommand('File: New Untitled Text File');
		await workbench.page.getByRole('tab', { name: /Usage: Classroom Live/ }).click();
		await page.waitForChart('recording', rangeOf({ preset: 'last90Days' }, false, today()), 'week');
		expect(await page.locator('#unit').inputValue()).toBe('hour');
		expect(await page.locator('.tier').first().getAttribute('aria-pressed')).toBe('false');
		expect(await page.locator('.parts > :first-child').getAttribute('class')).toBe('table-block');
		await page.locator('.tier').first().click();
		await page.button('first').click();
	});

	it('adds up all projects, shows names as text, and leads to each', async () => {
		await page.locator('#project').selectOption({ label: 'All projects' });
		await page.locator('.projects tbody tr').first().waitFor();
		await page.waitUntilComplete();
		const range = rangeOf({ preset: 'last30Days' }, false, today());
		const sums = sandbox.state.projects.map(({ name }) => serverSum(name, 'default', range));
		expect((await page.totals('default'))[0]).toBe(sums.reduce((all, sum) => all + sum, 0));
		const shown = await page
			.locator('.projects tbody td[data-column="total"] data')
			.evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute('value'))));
		expect(shown).toEqual(sums.toSorted((a, b) => b - a));
		expect(await page.locator('.projects .link bdi').allTextContents()).toContain(
			HOSTILE.replace('\u202e', ' '),
		);
		expect(await page.locator('img').count()).toBe(0);
	});

	it.each(Object.keys(THEMES) as (keyof typeof THEMES)[])(
		'has nothing that axe finds wrong, and colours that are seen, in %s',
		async (theme) => {
			await workbench.setTheme(theme);
			await expect.poll(() => page.locator('body').getAttribute('class')).toContain(bodyClass[theme]);
			await expect
				.poll(async () => {
					const { tiers, page: behind } = await page.colours();
					return tiers.length > 0 && tiers.every((tier) => contrastOf(tier, behind) >= LEAST_CONTRAST);
				})
				.toBe(true);
			await page.locator('.about').evaluate((about) => about.setAttribute('open', ''));
			expect(await page.violations()).toEqual([]);
		},
	);

	it('tells what failed in its place, and reads it again', async () => {
		const { id } = project('Staging');
		const target = { path: new RegExp(`usage\\?.*${id}`), times: Number.POSITIVE_INFINITY };
		sandbox.faults.next({ status: 403 }, target);
		await page.choose('range', 'last12Months');
		const row = page.locator(`.projects tr[data-project="${id}"]`);
		await row.locator('.failed').waitFor();
		expect(await page.locator('.notice').textContent()).toMatch(/1 of 9 projects.*role can see projects/s);
		expect(await page.violations()).toEqual([]);
		sandbox.faults.clear();
		await page.button(`retry-${id}`).click();
		await expect.poll(() => row.locator('.failed').count()).toBe(0);
		await page.waitUntilComplete();
		await page.button(`open-${id}`).press('Enter');
		await expect.poll(() => page.locator('h1').textContent()).toBe('Usage of Staging');
		await page.waitUntilComplete();
	});

	it('stops reading when told to, and goes on when told to', async () => {
		sandbox.faults.next('hang', { path: /usage\?/, times: Number.POSITIVE_INFINITY });
		const range = { from: '2023-01-01', to: '2023-01-31' };
		await page.choose('range', 'custom');
		await page.locator('#from').fill(range.from);
		await page.locator('#to').fill(range.to);
		await page.button('apply').click();
		await expect.poll(() => page.locator('.progress').textContent()).toMatch(/Reading usage: \d+ of \d+/);
		await page.button('cancel').click();
		await expect.poll(() => page.locator('.notice').textContent()).toContain('Cancelled.');
		await expect.poll(() => page.locator('.progress').count()).toBe(0);
		sandbox.faults.clear();
		await page.button('retry-all').click();
		await page.waitForChart('default', range, 'day');
		expect((await page.totals('default'))[0]).toBe(serverSum('Staging', 'default', range));
	});

	it('comes back as it was when the window is loaded again, signed out as it is then', async () => {
		await workbench.reload();
		await expect.poll(() => page.locator('h1').textContent()).toBe('Usage of Staging');
		await page.locator('.access .message').waitFor();
		expect(await page.locator('#range').inputValue()).toBe('custom');
		expect(await page.locator('#from').inputValue()).toBe('2023-01-01');
		expect((await page.locator('.tab-total').allTextContents()).join()).not.toMatch(/\d/);
	});

	async function exported(format: string): Promise<string[]> {
		return (await readdir(vsCode.workspace)).filter((name) => name.endsWith(`.${format}`));
	}

	function today(): string {
		return dayOf(Date.now());
	}

	function project(name: string) {
		const found = sandbox.state.projects.find((each) => each.name === name);
		if (!found) {
			throw new Error(`the sandbox has no project ${name}`);
		}
		return found;
	}

	/** In seconds. */
	function serverSum(name: string, business: Business, { from, to }: Span): number {
		const totals = usageTotals(sandbox.state, project(name).id, business, from, to);
		return Object.values(totals).reduce((all, each) => all + each, 0);
	}
});

/** In pixels (PNG specification, section 11.2.2: IHDR). */
function pictureSize(png: Buffer): { readonly width: number; readonly height: number } {
	return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

const bodyClass = {
	dark: 'vscode-dark',
	light: 'vscode-light',
	highContrastDark: 'vscode-high-contrast',
	highContrastLight: 'vscode-high-contrast-light',
} as const;
