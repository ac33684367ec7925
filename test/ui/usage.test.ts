import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { addDays, BUCKET_SIZES, type BucketSize, type Span } from '../../src/usage/report/days';
import { BUSINESSES, type Business } from '../../src/usage/report/figures';
import { RANGE_PRESETS, type RangePreset } from '../../src/usage/report/range';
import { usageTotals } from '../fixtures/usageTotals';
import { openWorkbench, type WorkbenchContext } from './openWorkbench';
import { findProject } from './sandboxState';
import { lastDays, presetRange } from './usageRanges';
import { UsagePage } from './workbench/usagePage';
import type { VsCode } from './workbench/vsCode';
import type { Workbench } from './workbench/workbench';

/** WCAG 2.2, 1.4.11 Non-text Contrast. */
const LEAST_CONTRAST = 3;

const HOSTILE = '<img src=x onerror="document.title=1">\u202edlrow';

const SIZE = { width: 1280, height: 1000 };

/** The tests share one panel and run in order; after a failure the next one gets a new panel. */
describe('the usage panel', () => {
	let sandbox: Sandbox;
	let vsCode: VsCode;
	let workbench: Workbench;
	let closeWorkbench: WorkbenchContext['close'] | undefined;
	let page: UsagePage;
	let hasFailed = false;

	beforeAll(async () => {
		({
			sandbox,
			vsCode,
			workbench,
			close: closeWorkbench,
		} = await openWorkbench({
			beforeOpen: async ({ state }) => void state.addProject({ name: HOSTILE }),
			window: { size: SIZE },
		}));
		page = new UsagePage(workbench.webview());
		await openPanel();
	});

	beforeEach(async () => {
		// After the last test the window is signed out.
		if (hasFailed && (await workbench.statusBar.text('agora.status.project')) !== 'Agora: Sign In') {
			hasFailed = false;
			await workbench.page.setViewportSize(SIZE);
			await workbench.closeOverlays();
			await workbench.runCommand('View: Close All Editors');
			await openPanel();
		}
	});

	afterEach(async ({ task }) => {
		sandbox.faults.clear();
		if (task.result?.state === 'fail') {
			hasFailed = true;
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

	it('names tiers in words by resolution, without cutting any, and shows the names of Agora in tooltips', async () => {
		const words = ['Audio', 'HD', 'HD+', 'Full HD', '2K', '4K'];
		await expect.poll(() => page.locator('.tier-name').allTextContents()).toEqual(words);
		expect(await cutTexts('.tier-name, .tier-total, .figure')).toEqual([]);
		const title = await page.locator('.tier').nth(2).getAttribute('title');
		expect(title).toBe('Exclude HD+\nHDP Video Duration(including Recording) (durationVideoHdp)');
	});

	it('says what the estimated cost does not include, and that the free minutes belong to the account', async () => {
		await page.locator('.tab-total[data-state="complete"]').nth(4).waitFor();
		const cost = page.locator('[data-card="cost"]');
		await expect
			.poll(() => cost.textContent())
			.toMatch(/at least \$[\d,.]+without \u2068HD\+ \([\d,]+ min\)\u2069.*All types of usage: at least \$/);
		expect(await page.locator('[data-total-cost]').getAttribute('title')).toMatch(
			/^without .*HD\+.*Transcoding.*Cloud Recording.*Miniapp/,
		);
		expect(await page.locator('[data-card="free"]').textContent()).toMatch(
			/^Free minutes of the account.*This project used [\d,]+ of the account’s 10,000 in /,
		);
	});

	it('shows the totals of the server in every range, bar size and business', async () => {
		const check = async (preset: RangePreset, business: Business, bucket: BucketSize) => {
			const range = presetRange(preset);
			await page.waitForChart(business, range, bucket);
			const sum = serverSum('Classroom Live', business, range);
			expect(await page.totals(business), `${preset} ${business} ${bucket}`).toEqual(Array(4).fill(sum));
		};
		// Every pair of a range, a bar size and a business. Unit tests compare the sums of all bar sizes.
		for (const [at, preset] of RANGE_PRESETS.entries()) {
			const bucket = BUCKET_SIZES[at % BUCKET_SIZES.length] ?? 'day';
			await page.choose('range', preset);
			await page.choose('bucket', bucket);
			for (const business of BUSINESSES) {
				await page.openTab(business);
				await check(preset, business, bucket);
			}
			const business = BUSINESSES.at(-1) ?? 'default';
			for (const other of BUCKET_SIZES.filter((each) => each !== bucket)) {
				await page.choose('bucket', other);
				await check(preset, business, other);
			}
		}
	});

	it('explains beside the fields why a range is invalid, and keeps the days', async () => {
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

	it('keeps typed days that are not applied while other controls are used', async () => {
		await page.openTab('default');
		await page.choose('bucket', 'day');
		await page.choose('range', 'last30Days');
		await page.waitForChart('default', presetRange('last30Days'), 'day');
		await page.choose('range', 'custom');
		const from = page.locator('#from');
		const to = page.locator('#to');
		await from.fill('2024-02-20');
		await page.choose('unit', 'hour');
		await page.locator('#include-today').click();
		await page.waitForChart('default', presetRange('last30Days', { includeToday: true }), 'day');
		expect(await from.inputValue()).toBe('2024-02-20');
		expect(await page.locator('#range').inputValue()).toBe('custom');
		await to.fill('2024-03-05');
		await page.choose('range', 'last7Days');
		await page.waitForChart('default', presetRange('last7Days', { includeToday: true }), 'day');
		expect(await from.isVisible()).toBe(false);
		await page.choose('range', 'custom');
		expect([await from.inputValue(), await to.inputValue()]).toEqual(['2024-02-20', '2024-03-05']);
		await page.button('apply').click();
		await page.waitForChart('default', { from: '2024-02-20', to: '2024-03-05' }, 'day');
		await page.choose('range', 'last30Days');
		await page.locator('#include-today').click();
		await page.choose('unit', 'minute');
		await page.waitForChart('default', presetRange('last30Days'), 'day');
	});

	it('supports the keyboard for tabs, tiers, days, sorting and copying', async () => {
		const { keyboard } = workbench.page;
		await page.choose('range', 'last30Days');
		const range = presetRange('last30Days');
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
		await expect.poll(() => page.totals('default')).toEqual(before.map((total) => total - counted));
		await keyboard.press('Space');
		await expect.poll(() => page.totals('default')).toEqual(before);

		await page.button('display-table').focus();
		await keyboard.press('Enter');
		await page.locator('.table-block').waitFor();
		expect(await page.locator('.chart').isVisible()).toBe(false);
		expect(await cutTexts('.sort-name')).toEqual([]);
		const table = page.locator('.table-block .table');
		expect(await table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeLessThan(2);
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

		await page.button('display-chart').focus();
		await keyboard.press('Space');
		await page.locator('.chart').waitFor();
		await page.locator('.chart').focus();
		await keyboard.press('Home');
		await keyboard.press('Shift+ArrowRight');
		await keyboard.press('Shift+ArrowRight');
		await keyboard.press('Enter');
		const chosen = { from: range.from, to: addDays(range.from, 2) };
		await page.waitForChart('default', chosen, 'day');
		expect((await page.totals('default'))[0]).toBe(serverSum('Classroom Live', 'default', chosen));

		// Without a tooltip the chart does not change when it loses the focus.
		const canvas = page.locator('.chart canvas');
		const drawn = async () => {
			let image = '';
			await expect
				.poll(async () => {
					const earlier = image;
					image = await canvas.evaluate((chart) => (chart as HTMLCanvasElement).toDataURL());
					return image === earlier;
				})
				.toBe(true);
			return image;
		};
		const focused = await drawn();
		await page.button('reset-range').focus();
		expect((await drawn()) === focused).toBe(true);
		await keyboard.press('Enter');
		await page.waitForChart('default', range, 'day');
		expect(await page.locator('#range').inputValue()).toBe('last30Days');
		expect(await page.button('reset-range').isVisible()).toBe(false);
	});

	it('checks for unusual days only in ranges of up to 92 days, and says so', async () => {
		const unusual = page.locator('[data-card="unusual"]');
		await page.choose('range', 'last30Days');
		await page.waitForChart('default', presetRange('last30Days'), 'day');
		expect(await unusual.textContent()).not.toContain('92 days');
		await page.choose('range', 'last12Months');
		await page.waitForChart('default', presetRange('last12Months'), 'week');
		expect(await unusual.textContent()).toContain('–Only checked for ranges of up to 92 days.');
		expect(await page.locator('[data-card="highest"] dt').textContent()).toBe('Highest week');
	});

	it('narrows the range to the days that the user drags over', async () => {
		await page.choose('range', 'last7Days');
		const range = presetRange('last7Days');
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
		await page.waitForChart('default', lastDays(range, 2), 'day');
	});

	it('exports the shown range to a file', async () => {
		await page.choose('range', 'last7Days');
		const range = presetRange('last7Days');
		await page.waitForChart('default', range, 'day');
		expect((await exportAs('CSV')).toString()).toContain(range.from);
	});

	it('exports the chart as an image with title and legend', async () => {
		const chart = await page.locator('.chart canvas').boundingBox();
		const size = pngSize(await exportAs('PNG'));
		expect(size.width).toBeGreaterThan(chart?.width ?? 0);
		expect(size.width).toBeLessThan(2 * (chart?.width ?? 0));
		expect(size.height).toBeGreaterThan((chart?.height ?? 0) + 100);
	});

	it('exports no image while it shows the chart of another range', async ({ task }) => {
		const month = unreadMonth(2022, task.result?.retryCount);
		sandbox.faults.next('hang', { path: /usage\?/, times: Number.POSITIVE_INFINITY });
		await page.choose('range', 'custom');
		await page.locator('#from').fill(month.from);
		await page.locator('#to').fill(month.to);
		await page.button('apply').click();
		await page.locator('#panel[data-state="waiting"]').waitFor();
		await page.button('export').click();
		await workbench.quickInput.pick('PNG');
		expect(await workbench.notifications.message('Export usage')).toContain('did not provide the chart');
		await workbench.notifications.dismiss('Export usage');
		sandbox.faults.clear();
		await page.button('cancel').click();
	});

	it('keeps its view, and typed days that are not applied, while it is hidden', async () => {
		await page.choose('range', 'last90Days');
		await page.choose('unit', 'hour');
		await page.choose('bucket', 'week');
		await page.openTab('recording');
		await page.waitForChart('recording', presetRange('last90Days'), 'week');
		await page.locator('.tier').first().click();
		await page.button('display-table').click();
		await page.choose('range', 'custom');
		await page.locator('#from').fill('2024-02-20');
		// VS Code destroys a hidden webview.
		await workbench.runCommand('File: New Untitled Text File');
		await page.locator('#from').waitFor({ state: 'detached' });
		await workbench.page.getByRole('tab', { name: /Usage: Classroom Live/ }).click();
		await page.waitForChart('recording', presetRange('last90Days'), 'week');
		expect(await page.locator('#unit').inputValue()).toBe('hour');
		expect(await page.locator('.tier').first().getAttribute('aria-pressed')).toBe('false');
		expect(await page.locator('.chart').isVisible()).toBe(false);
		expect(await page.locator('#from').inputValue()).toBe('2024-02-20');
		expect(await page.locator('#from').isVisible()).toBe(true);
		expect(await page.locator('#range').inputValue()).toBe('custom');
		await page.button('display-chart').click();
		await page.locator('.tier').first().click();
	});

	it('adds up all projects, and shows their names as text', async () => {
		await showAllProjects();
		await expect
			.poll(async () => (await workbench.editors()).filter((name) => name.startsWith('Usage: ')))
			.toEqual(['Usage: All Projects']);
		await page.choose('range', 'last28Days');
		await page.choose('bucket', 'day');
		await page.openTab('default');
		await page.waitForChart('default', presetRange('last28Days'), 'day');
		const range = presetRange('last28Days');
		const sums = sandbox.state.projects.map(({ name }) => serverSum(name, 'default', range));
		expect((await page.totals('default'))[0]).toBe(sums.reduce((all, sum) => all + sum, 0));
		const shown = await page
			.locator('.projects tbody td[data-column="total"] data')
			.evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute('value'))));
		expect(shown).toEqual(sums.toSorted((a, b) => b - a));
		const costs = await page
			.locator('.projects td[data-column="cost"] data')
			.evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute('value'))));
		// The last row is the total; each project is rounded to a millionth.
		expect(costs.at(-1)).toBeGreaterThan(0);
		expect(
			Math.abs(costs.slice(0, -1).reduce((all, each) => all + each, 0) - (costs.at(-1) ?? 0)),
		).toBeLessThan(50);
		expect(await page.locator('.projects .link bdi').allTextContents()).toContain(
			HOSTILE.replace('\u202e', ' '),
		);
		expect(await page.locator('img').count()).toBe(0);
	});

	it('stacks the bars by project, and leaves a project out on a click in the legend', async () => {
		await showAllProjects();
		const [before = 0] = await page.totals('default');
		await page.choose('stack', 'project');
		const parts = page.locator('.legend .tier');
		await expect.poll(() => parts.first().getAttribute('data-column')).toMatch(/^projects\//);
		expect(await parts.count()).toBe(6);
		expect(await parts.last().textContent()).toMatch(/^Other projects \(\d+\)/);
		const largest = Number(await parts.first().locator('data').getAttribute('value'));
		await parts.first().click();
		await expect.poll(async () => (await page.totals('default'))[0]).toBe(before - largest);
		await parts.first().click();
		await expect.poll(async () => (await page.totals('default'))[0]).toBe(before);
		await page.choose('stack', 'type');
		await expect.poll(() => parts.first().getAttribute('data-column')).not.toMatch(/^projects\//);
	});

	it('has its controls in one line at 1,200 px, and a select instead of tabs at 400 px', async () => {
		await showAllProjects();
		await page.choose('range', 'last28Days');
		const resize = async (target: number) => {
			const width = await page.locator('body').evaluate(() => innerWidth);
			const own = workbench.page.viewportSize()?.width ?? 0;
			await workbench.page.setViewportSize({ ...SIZE, width: own + target - width });
			await expect.poll(() => page.locator('body').evaluate(() => innerWidth)).toBe(target);
		};
		await resize(1200);
		const tops = await page
			.locator('.controls select, .controls .check, .controls .switch')
			.evaluateAll((controls) =>
				controls.flatMap((control) => {
					const { top, bottom, height } = control.getBoundingClientRect();
					return height > 0 ? (top + bottom) / 2 : [];
				}),
			);
		expect(tops.length).toBeGreaterThan(6);
		expect(Math.max(...tops) - Math.min(...tops)).toBeLessThan(4);
		expect(await page.locator('#business').isVisible()).toBe(false);
		await resize(400);
		expect(await page.locator('.tabs').isVisible()).toBe(false);
		await page.locator('#business').selectOption('transcodeDuration');
		await page.waitForChart('transcodeDuration', presetRange('last28Days'), 'day');
		await expect
			.poll(() => page.locator('body').evaluate(() => document.documentElement.scrollWidth))
			.toBe(400);
		await page.locator('#business').selectOption('default');
		await workbench.page.setViewportSize(SIZE);
		await page.waitForChart('default', presetRange('last28Days'), 'day');
	});

	it.each([
		['dark', 'vscode-dark'],
		['light', 'vscode-light'],
		['highContrastDark', 'vscode-high-contrast'],
		['highContrastLight', 'vscode-high-contrast-light'],
	] as const)('has no accessibility violations and enough contrast in %s', async (theme, bodyClass) => {
		await showAllProjects();
		// A theme picker that is still filling may close without a choice.
		do {
			await workbench.setTheme(theme);
		} while (!(await isAttached(`body[class~="${bodyClass}"]`)));
		await expect
			.poll(async () => {
				const contrasts = await page.legendContrasts();
				return contrasts.length > 0 && contrasts.every((contrast) => contrast >= LEAST_CONTRAST);
			})
			.toBe(true);
		await page.locator('.about').evaluate((about) => about.setAttribute('open', ''));
		expect(await page.violations()).toEqual([]);
	});

	it('shows a failure in its row, and Retry reads it again', async ({ task }) => {
		await showAllProjects();
		const month = unreadMonth(2021, task.result?.retryCount);
		const { id } = findProject(sandbox, 'Staging');
		const target = { path: new RegExp(`usage\\?.*${id}`), times: Number.POSITIVE_INFINITY };
		sandbox.faults.next({ status: 403 }, target);
		await page.choose('range', 'custom');
		await page.locator('#from').fill(month.from);
		await page.locator('#to').fill(month.to);
		await page.button('apply').click();
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

	it('stops loading on Cancel and continues on Retry', async ({ task }) => {
		await showProject('Staging');
		sandbox.faults.next('hang', { path: /usage\?/, times: Number.POSITIVE_INFINITY });
		const range = unreadMonth(2023, task.result?.retryCount);
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

	it('restores its view after a reload and shows that it is signed out', async () => {
		const from = await page.locator('#from').inputValue();
		expect(from).toMatch(/^2023-/);
		await workbench.reload();
		await expect.poll(() => page.locator('h1').textContent()).toBe('Usage of Staging');
		await page.locator('.access .message').waitFor();
		expect(await page.locator('#range').inputValue()).toBe('custom');
		expect(await page.locator('#from').inputValue()).toBe(from);
		expect((await page.locator('.tab-total').allTextContents()).join()).not.toMatch(/\d/);
	});

	/** Opens the panel in its default view. */
	async function openPanel(): Promise<void> {
		await workbench.view('Projects').chooseFromMenu('Classroom Live', 'Show Usage');
		await page.waitUntilComplete();
	}

	/** Chooses a project by its name, or “All projects”, if the panel does not show it. */
	async function showProject(label: string): Promise<void> {
		if ((await page.locator('#project option:checked').textContent()) !== label) {
			await page.locator('#project').selectOption({ label });
		}
	}

	async function showAllProjects(): Promise<void> {
		await showProject('All projects');
		await page.locator('.projects tbody tr').first().waitFor();
		await page.waitUntilComplete();
	}

	/** A month whose figures the panel has not read, in each attempt of a test. */
	function unreadMonth(year: number, attempt = 0): Span {
		const month = `${year}-0${attempt + 1}`;
		return { from: `${month}-01`, to: `${month}-28` };
	}

	async function isAttached(selector: string): Promise<boolean> {
		return await page
			.locator(selector)
			.waitFor({ state: 'attached', timeout: 5000 })
			.then(
				() => true,
				() => false,
			);
	}

	/** The texts of visible elements that are larger than their box. */
	function cutTexts(selector: string): Promise<(string | null)[]> {
		return page
			.locator(selector)
			.evaluateAll((elements) =>
				elements
					.filter(
						({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
							clientWidth > 0 && (scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1),
					)
					.map(({ textContent }) => textContent),
			);
	}

	/** Exports to the proposed file and returns its content. */
	async function exportAs(format: 'CSV' | 'PNG'): Promise<Buffer> {
		const extension = `.${format.toLowerCase()}`;
		const files = async () => (await readdir(vsCode.workspace)).filter((name) => name.endsWith(extension));
		for (const earlier of await files()) {
			await rm(join(vsCode.workspace, earlier));
		}
		await page.button('export').click();
		await workbench.quickInput.pick(format);
		await expect.poll(() => workbench.quickInput.value()).toMatch(new RegExp(`\\${extension}$`));
		await workbench.quickInput.accept();
		await expect.poll(files).toHaveLength(1);
		const [file = ''] = await files();
		return await readFile(join(vsCode.workspace, file));
	}

	/** In seconds. */
	function serverSum(name: string, business: Business, { from, to }: Span): number {
		const totals = usageTotals(sandbox.state, findProject(sandbox, name).id, business, from, to);
		return Object.values(totals).reduce((all, each) => all + each, 0);
	}
});

/** In pixels (PNG specification, section 11.2.2: IHDR). */
function pngSize(png: Buffer): { readonly width: number; readonly height: number } {
	return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}
