import * as v from 'valibot';
import { BUCKET_SIZES } from './days';
import { BUSINESSES, TIME_UNITS } from './figures';
import { RANGE_PRESETS } from './range';

const text = v.pipe(v.string(), v.maxLength(2000));

/**
 * Every text of the usage panel in the user's language; the webview has no texts of its own. `{0}` and `{1}` are
 * placeholders. The texts are in `src/usage/panel/panelStrings.ts`.
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
	/** One per `RangeProblem`. */
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
	/** {0} the age of figures from the stored cache */
	fromCache: text,
	/** In a tab whose figures could not be read; one word. */
	failed: text,
	failedFirst: text,
	/** {0} the time of the last successful call */
	failedAgain: text,
	/** {0} projects that failed, {1} projects */
	failedProjects: text,
	/** Some figures were not read yet or failed, and the totals are without them. */
	incomplete: text,
	empty: text,
	/** {0} days without figures, {1} days of the range */
	missing: text,
	total: text,
	share: text,
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
	/** After a day that is not over, or a bucket that contains it. */
	soFar: text,
	/** After a week or month that is only partly in the range. */
	partial: text,
	/** {0} a figure of the previous range, or its days */
	before: text,
	/** {0} how many days of the previous range have no bar, since it is longer */
	beforeBeyond: text,
	/** The header of the column with the previous range. */
	previous: text,
	/** {0} the total of the previous range */
	previously: text,
	/** {0} such as 12 % */
	changeMore: text,
	changeLess: text,
	changeNone: text,
	/** The previous range has no figures or no usage. */
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
	/** How to select days in the chart, by mouse and by keyboard. */
	chartHint: text,
	/** {0} a range of days selected in the chart */
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
	/** As `freeUsed`, for one of the projects that share the free minutes. */
	freeUsedHere: text,
	/** {0} minutes */
	freeLeft: text,
	/** {0} minutes; other projects of the account may have used some of them */
	freeAtMost: text,
	freeNone: text,
	freeIncomplete: text,
	unusual: text,
	unusualNone: text,
	/** Too few days were read. */
	unusualUnknown: text,
	/** {0} the longest range that is checked, in days */
	unusualTooLong: text,
	/** {0} day, {1} difference from the usual total, such as +12 % */
	unusualDay: text,
	/** {0} day, {1} figure, {2} the usual figure */
	unusualFigures: text,
	/** {0} figure */
	todaySoFar: text,
	/** {0} figure, {1} difference from the usual total */
	todayUnusual: text,
	/** The title of the explanations that follow. */
	about: text,
	/** {0} the day on which the default prices were noted */
	estimateNote: text,
	estimateOwn: text,
	/** {0} tiers */
	unpriced: text,
	/** {0} minutes free in a month */
	freeRule: text,
	unusualRule: text,
});

export type UsageStrings = v.InferOutput<typeof usageStringsSchema>;
