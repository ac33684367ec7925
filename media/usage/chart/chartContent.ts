import type { Chart } from 'chart.js';
import type { RowContent } from '../model/rowText';
import type { Theme } from '../theme';

export interface ChartContent extends RowContent {
	readonly theme: Theme;
}

export type Bars = Chart<'bar', (number | null)[], string>;

/** Bars from `from` to `to` of the chart, both included, in either order. */
export interface Chosen {
	readonly from: number;
	readonly to: number;
}

/** More bars than this stand without gaps and borders, which would be all there is to see. */
export const dense = 120;
