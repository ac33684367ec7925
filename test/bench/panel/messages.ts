import { usageStrings } from '../../../src/usage/panel/panelStrings';
import { addDays } from '../../../src/usage/report/days';
import { BUSINESSES } from '../../../src/usage/report/figures';
import type { ToWebview } from '../../../src/usage/report/messages';

const tiers = ['Audio', 'HD', 'HDP', 'Full HD', '2K', '4K'];
const days = 2 * 366;
/** The day after a leap year, so that twelve months have 366 days. */
const today = '2025-01-01';

/** All messages to the panel about projects with two years of figures. Another `seed` gives other figures. */
export function messages(seed: number, projects = 1): ToWebview[] {
	const ids = Array.from({ length: projects }, (_, index) => ({ id: `p${index}`, name: `Project ${index}` }));
	return [
		{
			type: 'init',
			locale: 'en',
			subject: { accountId: 'a', accountLabel: 'Team', project: projects === 1 ? (ids[0] ?? null) : null },
			projects: ids,
			others: ids,
			today,
			prices: { currency: 'USD', per1000Minutes: { default: { tier0: 0.99, tier1: 3.99 } } },
			pricesNoted: today,
			strings: usageStrings(),
		},
		{ type: 'access', state: 'ready', text: '', actions: [] },
		figures(seed, projects),
		{
			type: 'states',
			progress: null,
			items: ids.flatMap(({ id }) =>
				BUSINESSES.map((business) => ({
					project: id,
					business,
					state: 'ready' as const,
					failure: null,
					readAt: Date.parse(`${today}T12:00:00Z`),
					cached: false,
				})),
			),
		},
	];
}

export function figures(seed: number, projects = 1): ToWebview {
	const from = addDays(today, 1 - days);
	return {
		type: 'figures',
		items: Array.from({ length: projects }, (_, project) =>
			BUSINESSES.map((business) => ({
				project: `p${project}`,
				business,
				figures: {
					from,
					covered: [{ from, to: today }],
					columns: tiers.map((label, tier) => ({
						key: `tier${tier}`,
						labels: { en: label },
						unit: 'second',
						values: valuesOf(seed + tier + project),
					})),
				},
			})),
		).flat(),
	};
}

function valuesOf(seed: number): number[] {
	return Array.from({ length: days }, (_, day) => Math.round(50_000 * (1.2 + Math.sin(seed + day / 3))));
}
