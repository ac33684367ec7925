import * as v from 'valibot';
import { BUCKET_SIZES } from './days';
import { BUSINESSES, TIME_UNITS } from './figures';
import { RANGE_PRESETS } from './range';

const text = v.pipe(v.string(), v.maxLength(2000));

/**
 * Every text of the usage panel, in the user's language: the webview has none of its own. `{0}`, `{1}` are places
 * for values. The extension fills them in `src/usage/panel/strings.ts`.
 */
export const usageStringsSchema = v.object({
	/** {0} project */
	title: text,
	titleAll: text,
	/** {0} account */
	account: text,
	businesses: v.object(v.entriesFromList(BUSINESSES, text)),
	presets: v.object(v.entriesFromList([...RANGE_PRESETS, 'custom'], text)),
	units: v.object(v.entriesFromList(TIME_UNITS, text)),
	buckets: v.object(v.entriesFromList(BUCKET_SIZES, text)),
	project: text,
	allProjects: text,
	range: text,
	from: text,
	to: text,
	apply: text,
	/** What `rangeProblem` says. */
	rangeProblems: v.object(v.entriesFromList(['order', 'future', 'tooEarly', 'tooLong', 'notADay'], text)),
	unit: text,
	bucket: text,
	includeToday: text,
	compare: text,
	chartFirst: text,
	tableFirst: text,
	refresh: text,
	retry: text,
	retryAll: text,
	cancel: text,
	cancelled: text,
	export: text,
	copyTable: text,
	copied: text,
	loading: text,
	/** {0} done, {1} total */
	progress: text,
	/** {0} failed */
	progressFailed: text,
	/** {0} seconds */
	waiting: text,
	/** {0} a range of days */
	utcDays: text,
	/** {0} an age */
	updated: text,
	updatedNow: text,
	/** {0} an age: figures kept from an earlier time */
	fromCache: text,
	/** In a tab without figures whose reading failed; one word. */
	failed: text,
	failedFirst: text,
	/** {0} the moment of the last good reading */
	failedAgain: text,
	/** {0} projects that failed, {1} projects */
	failedProjects: text,
	/** Some of what is shown has not come yet or failed: totals are of what has. */
	incomplete: text,
	empty: text,
	/** {0} days without figures, {1} days of the range */
	missing: text,
	total: text,
	share: text,
	/** A tier's column in a list of tiers. */
	/** A project's column in a list of projects. */
	trend: text,
	/** {0} project: what a sparkline shows, to screen readers */
	trendOf: text,
	/** {0} project */
	openProject: text,
	showProject: text,
	day: text,
	week: text,
	month: text,
	noFigure: text,
	/** Behind a day that is not over, and a bucket that has it. */
	soFar: text,
	/** Behind a week or month that the range cuts. */
	partial: text,
	/** What the range before had, or which it is. {0} a figure or a range of days */
	before: text,
	/** The range before is longer, so that some of its days are under no bar. {0} how many */
	beforeBeyond: text,
	/** The same, heading a column. */
	previous: text,
	/** {0} the total of the range before */
	previously: text,
	/** {0} such as 12 % */
	changeMore: text,
	changeLess: text,
	changeNone: text,
	/** There are no figures of the range before, or nothing was used in it. */
	noComparison: text,
	highestDay: text,
	highestWeek: text,
	highestMonth: text,
	highestTier: text,
	highestProject: text,
	/** {0} business, {1} unit, {2} a range of days */
	chart: text,
	/** {0} business, {1} unit */
	table: text,
	/** How to choose days in the chart, by mouse and by keyboard. */
	chartHint: text,
	/** {0} a range of days chosen in the chart */
	selected: text,
	showSelected: text,
	legend: text,
	/** {0} tier */
	hideTier: text,
	showTier: text,
	sortBy: text,
	estimate: text,
	/** {0} amount */
	estimateOf: text,
	estimateAt: text,
	estimateAtOwn: text,
	someUnpriced: text,
	noPrice: text,
	noPrices: text,
	changePrices: text,
	priceList: text,
	freeMinutes: text,
	/** {0} minutes used, {1} minutes free in a month, {2} this month */
	freeUsed: text,
	/** The same, of one of the projects that share the free minutes. */
	freeUsedHere: text,
	/** {0} minutes */
	freeLeft: text,
	/** {0} minutes; other projects of the account may have used some of them */
	freeAtMost: text,
	freeNone: text,
	freeIncomplete: text,
	unusual: text,
	unusualNone: text,
	/** Too little is known to tell. */
	unusualUnknown: text,
	/** {0} the most days of a range that is looked at day by day */
	unusualTooLong: text,
	/** {0} day, {1} how far from the usual, such as +12 % */
	unusualDay: text,
	/** {0} day, {1} figure, {2} what is usual */
	unusualFigures: text,
	/** {0} figure */
	todaySoFar: text,
	/** {0} figure, {1} how far from the usual */
	todayUnusual: text,
	/** Above the sentences behind the key figures, which are the following. */
	about: text,
	/** {0} day the default prices were noted */
	estimateNote: text,
	estimateOwn: text,
	/** {0} tiers */
	unpriced: text,
	/** {0} minutes free in a month */
	freeRule: text,
	unusualRule: text,
});

export type UsageStrings = v.InferOutput<typeof usageStringsSchema>;
