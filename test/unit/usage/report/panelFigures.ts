import { addDays, lengthOf, type Span } from '../../../../src/usage/report/days';
import type { Figures } from '../../../../src/usage/report/figures';
import type { FigureState } from '../../../../src/usage/report/messages';
import type { ReportInput } from '../../../../src/usage/report/panelReport';

export const today = '2026-03-15';

/** Figures of the business `default` by project; null for a project without figures. */
export function sourceOf(
	known: Readonly<Record<string, Figures | null>>,
	states: Readonly<Record<string, FigureState['state']>> = {},
): ReportInput {
	return {
		init: {
			subject: { accountId: 'a', accountLabel: 'Work', project: null },
			projects: Object.keys(known).map((id) => ({ id, name: `Project ${id}` })),
			today,
			prices: { currency: 'USD', per1000Minutes: { default: { hd: 4 } } },
		},
		figuresOf: (project, business) => (business === 'default' ? (known[project] ?? undefined) : undefined),
		stateOf: (project, business) => ({
			project,
			business,
			state: states[project] ?? 'ready',
			failure: null,
			readAt: 1000,
			cached: false,
		}),
	};
}

/** So many seconds every day of the span, in the tiers `hd` and `audio`; null for days without figures. */
export function steady(span: Span, hd: number, audio: number | null = hd): Figures {
	const values = (value: number | null) => Array.from({ length: lengthOf(span) }, () => value);
	return {
		from: span.from,
		covered: [span],
		columns: [
			{ key: 'hd', labels: { en: 'HD', cn: '高清' }, unit: 'second', values: values(hd) },
			{ key: 'audio', labels: { en: 'Audio' }, unit: 'second', values: values(audio) },
		],
	};
}

/** The days before today. */
export function last(days: number): Span {
	return { from: addDays(today, -days), to: addDays(today, -1) };
}
