// @ts-check
// Measures the usage panel in a real Chromium: from a message to the drawn chart, a change of range without any
// message, and what stays in memory after the panel was opened and closed. Nothing is asserted.
import { launchChromium } from '../../build/chromium.mjs';
import { bundles } from './panel/bundles.mjs';

const ROUNDS = 100;
const OPENINGS = 50;

const { script, style, messages, bareChart } = await bundles();
const api = `
	globalThis.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} });
	document.documentElement.style.cssText = '--vscode-editor-background: #1f1f1f; --vscode-foreground: #ccc;' +
		'--vscode-charts-blue: #59a4f9; --vscode-charts-green: #89d185; --vscode-charts-yellow: #cca700;' +
		'--vscode-charts-purple: #b180d7; --vscode-charts-red: #f14c4c; --vscode-charts-orange: #d18616';
`;
/** @param {string} scripts */
const html = (scripts) =>
	`<!DOCTYPE html><html><head><style>${style}</style></head><body>${scripts}</body></html>`;
/** @param {string | undefined} text */
const tag = (text = '') => `<script>${text.replaceAll('</script', '<\\/script')}</script>`;
const document_ = html(tag(api) + tag(script));

const browser = await launchChromium();
try {
	const context = await browser.newContext({
		viewport: { width: 1000, height: 900 },
		reducedMotion: 'reduce',
	});
	const page = await context.newPage();
	await page.setContent(html(tag(api) + tag(script) + tag(messages) + tag(bareChart)));
	await page.evaluate(
		`globalThis.drawn = () => new Promise((resolve) => {
			const panel = document.querySelector('#panel');
			const observer = new MutationObserver(() => { observer.disconnect(); resolve(performance.now()); });
			observer.observe(panel, { attributes: true, attributeFilter: ['data-drawn'] });
		});
		globalThis.frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
		globalThis.select = (id, value) => {
			const select = document.getElementById(id);
			select.value = value;
			select.dispatchEvent(new Event('change'));
		};
		bench.messages(0).forEach((message) => window.postMessage(message));`,
	);
	await page.locator('#panel[data-state="complete"]').waitFor();
	await page.locator('#range').selectOption('last12Months');
	await page.locator('#bucket').selectOption('day');
	await page.locator('#panel[data-drawn$=" day"]').waitFor();

	console.info(`\nUsage panel in Chromium: 366 days × 6 tiers and the year before, in ${ROUNDS} rounds`);
	await measure('figures received → chart, table and key figures drawn', async (round) => {
		return await page.evaluate(
			`(async () => {
				const { type, items } = bench.figures(${round});
				const message = { type, items: items.slice(0, 1) };
				const done = drawn();
				const start = performance.now();
				window.postMessage(message);
				return (await done) - start;
			})()`,
		);
	});
	await measure('range changed without a call → drawn', async (round) => {
		return await page.evaluate(
			`(async () => {
				const done = drawn();
				const start = performance.now();
				select('range', '${round % 2 === 0 ? 'last90Days' : 'last12Months'}');
				return (await done) - start;
			})()`,
		);
	});
	await page.evaluate('bare');
	await measure('bare Chart.js, same bars, in the next frame (baseline)', async (round) => {
		return await page.evaluate(
			`(async () => {
				const start = performance.now();
				await frame();
				bare.draw(${round});
				return performance.now() - start;
			})()`,
		);
	});
	await page.close();
	await measureMemory(context);
} finally {
	await browser.close();
}

/**
 * @param {string} what
 * @param {(round: number) => Promise<unknown>} run answers milliseconds
 */
async function measure(what, run) {
	/** @type {number[]} */
	const times = [];
	for (let round = -10; round < ROUNDS; round++) {
		const time = Number(await run(round));
		if (round >= 0) {
			times.push(time);
		}
	}
	times.sort((a, b) => a - b);
	/** @param {number} part */
	const at = (part) => (times[Math.floor(part * (ROUNDS - 1))] ?? 0).toFixed(1).padStart(7);
	console.info(`${what.padEnd(60)} median ${at(0.5)} ms   p95 ${at(0.95)} ms`);
}

/** @param {import('playwright-core').BrowserContext} context */
async function measureMemory(context) {
	const page = await context.newPage();
	await page.setContent(html(tag(messages)));
	const session = await context.newCDPSession(page);
	await session.send('Performance.enable');
	const heapMb = async () => {
		await session.send('HeapProfiler.collectGarbage');
		const { metrics } = await session.send('Performance.getMetrics');
		return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0) / 1_000_000;
	};
	const openAndClose = () =>
		page.evaluate(async (content) => {
			const frame = document.createElement('iframe');
			frame.srcdoc = content;
			const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
			document.body.append(frame);
			await loaded;
			for (const message of Reflect.get(globalThis, 'bench').messages(1)) {
				frame.contentWindow?.postMessage(message, '*');
			}
			while (!frame.contentDocument?.querySelector('#panel[data-state="complete"]')) {
				await new Promise((resolve) => requestAnimationFrame(resolve));
			}
			frame.remove();
		}, document_);
	await openAndClose();
	const first = await heapMb();
	for (let opening = 0; opening < OPENINGS; opening++) {
		await openAndClose();
	}
	const last = await heapMb();
	console.info(
		`${`heap after opening and closing once, and ${OPENINGS} times more`.padEnd(60)} ${first.toFixed(1)} MB, ${last.toFixed(1)} MB`,
	);
}
