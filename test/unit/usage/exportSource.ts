import type { ExportSource } from '../../../src/usage/exportFormats';
import type { Business, Figures, FiguresColumn } from '../../../src/usage/report/figures';
import { defaultView, type View } from '../../../src/usage/report/view';
export const now = Date.parse('2026-03-03T12:00:00Z');
const span = { from: '2026-02-27', to: '2026-03-03' };

export function column(
	key: string,
	values: FiguresColumn['values'],
	more: Partial<FiguresColumn> = {},
): FiguresColumn {
	return { key, labels: { en: `${key} label`, cn: `${key} 标签` }, unit: 'second', values, ...more };
}

/** What a panel shows of figures by project and business; 27 February to 3 March, which is today and not over. */
export function sourceOf(
	data: Readonly<Record<string, Partial<Record<Business, readonly FiguresColumn[]>>>>,
	change: Partial<View> = {},
	names: Readonly<Record<string, string>> = {},
): ExportSource {
	const ids = Object.keys(data);
	const [only = ''] = ids;
	const all = ids.length > 1;
	const nameOf = (id: string) => names[id] ?? id;
	const figures = (project: string, business: Business): Figures | undefined => {
		const columns = data[project]?.[business];
		return columns && { from: span.from, covered: [span], columns };
	};
	return {
		subject: {
			accountId: 'a',
			accountLabel: 'Work',
			project: all ? null : { id: only, name: nameOf(only) },
		},
		view: { ...defaultView(), range: { preset: 'custom', ...span }, compare: !all, ...change },
		projects: ids.map((id) => ({ id, name: nameOf(id) })),
		figures,
		state: (project, business) => ({
			project,
			business,
			state: figures(project, business) ? 'ready' : 'failed',
			failure: null,
			readAt: now,
			cached: false,
		}),
		now,
		chartImage: undefined,
	};
}
