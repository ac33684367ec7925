// The computations of the usage panel, on Node: those of the extension and those that it shares with its webview.

import { UsageCache } from '../../src/usage/cache/usageCache';
import { addDays } from '../../src/usage/report/days';
import { BUSINESSES, type Figures } from '../../src/usage/report/figures';
import { parseToWebview, type ToWebview } from '../../src/usage/report/messages';
import { summarise } from '../../src/usage/report/summary';
import { unusualDays } from '../../src/usage/report/unusualDays';

const ROUNDS = 100;
const TIERS = ['audio', 'hd', 'hdp', 'fullHd', '2k', '4k'];
const DAYS = 366;
const PROJECTS = 50;
const span = { from: '2024-01-01', to: '2024-12-31' };

function yearOf(project: number): Figures {
	const columns = TIERS.map((key, tier) => ({
		key,
		labels: { en: `Total ${key} duration` },
		unit: 'second',
		values: Array.from({ length: DAYS }, (_, day) => (project + 1) * 1000 + tier * 10 + day),
	}));
	return { from: span.from, covered: [span], columns };
}

const years = Array.from({ length: PROJECTS }, (_, project) => yearOf(project));
const [year = yearOf(0)] = years;

const everything: ToWebview = {
	type: 'figures',
	items: years.flatMap((figures, project) =>
		BUSINESSES.map((business) => ({ project: `p${project}`, business, figures })),
	),
};

const report = {
	columns: TIERS.map((key) => ({ key, labels: { en: key, cn: undefined }, unit: 'second' })),
	days: Array.from({ length: DAYS }, (_, day) => ({
		date: addDays(span.from, day),
		values: Object.fromEntries(TIERS.map((key) => [key, day])),
	})),
};

function measure(what: string, run: () => unknown): void {
	const times: number[] = [];
	for (let round = -10; round < ROUNDS; round++) {
		const start = performance.now();
		run();
		if (round >= 0) {
			times.push(performance.now() - start);
		}
	}
	times.sort((a, b) => a - b);
	const at = (part: number) => (times[Math.floor(part * (ROUNDS - 1))] ?? 0).toFixed(2).padStart(8);
	console.info(`${what.padEnd(60)} median ${at(0.5)} ms   p95 ${at(0.95)} ms`);
}

console.info(`\nUsage: ${DAYS} days × ${TIERS.length} tiers, in ${ROUNDS} rounds`);
measure('one project by day', () => summarise([year], { range: span, bucket: 'day' }));
measure('one project by month', () => summarise([year], { range: span, bucket: 'month' }));
measure(`${PROJECTS} projects added up by week`, () => summarise(years, { range: span, bucket: 'week' }));
measure('unusual days of a year', () => unusualDays([year], span, '2025-01-01'));
measure('one report into its cache and out again', () => {
	const cache = new UsageCache();
	cache.add(report, span, Date.UTC(2025, 5, 1));
	return cache.figures();
});
measure('one business as a message, validated', () =>
	parseToWebview({ type: 'figures', items: [{ project: 'p', business: 'default', figures: year }] }),
);
measure(`${PROJECTS} projects × ${BUSINESSES.length} businesses as a message, validated`, () =>
	parseToWebview(everything),
);
