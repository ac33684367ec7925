import * as vscode from 'vscode';

/**
 * Every text of the usage panel in the display language; the webview has no texts of its own. `{0}` and `{1}` are placeholders.
 * Messages take their type from here.
 */
export function usageStrings() {
	return {
		/** {0} project */
		title: vscode.l10n.t('Usage of {0}'),
		titleAll: vscode.l10n.t('Usage of All Projects'),
		/** {0} account */
		account: vscode.l10n.t('Account: {0}'),
		businesses: {
			default: vscode.l10n.t('Audio and Video'),
			transcodeDuration: vscode.l10n.t('Transcoding'),
			recording: vscode.l10n.t('On-Premise Recording'),
			cloudRecording: vscode.l10n.t('Cloud Recording'),
			miniapp: vscode.l10n.t('Miniapp'),
		},
		/** One per documented tier (docs/agora-api.md, Usage). */
		tiers: {
			audio: vscode.l10n.t('Audio'),
			hd: vscode.l10n.t('HD'),
			hdp: vscode.l10n.t('HD+'),
			fullHd: vscode.l10n.t('Full HD'),
			'2k': vscode.l10n.t('2K'),
			'4k': vscode.l10n.t('4K'),
		},
		presets: {
			last7Days: vscode.l10n.t('Last 7 days'),
			last28Days: vscode.l10n.t('Last 28 days'),
			last30Days: vscode.l10n.t('Last 30 days'),
			last90Days: vscode.l10n.t('Last 90 days'),
			thisMonth: vscode.l10n.t('This month'),
			lastMonth: vscode.l10n.t('Last month'),
			last12Months: vscode.l10n.t('Last 12 months'),
			custom: vscode.l10n.t('Custom…'),
		},
		units: {
			second: vscode.l10n.t('Seconds'),
			minute: vscode.l10n.t('Minutes'),
			hour: vscode.l10n.t('Hours'),
		},
		buckets: {
			day: vscode.l10n.t('By day'),
			week: vscode.l10n.t('By week'),
			month: vscode.l10n.t('By month'),
		},

		project: vscode.l10n.t('Project'),
		allProjects: vscode.l10n.t('All projects'),
		range: vscode.l10n.t('Range'),
		from: vscode.l10n.t('First day (UTC)'),
		to: vscode.l10n.t('Last day (UTC)'),
		apply: vscode.l10n.t('Apply'),
		/** One per `RangeProblem`. */
		rangeProblems: {
			order: vscode.l10n.t('The last day is before the first day.'),
			future: vscode.l10n.t('The last day is in the future (UTC).'),
			tooEarly: vscode.l10n.t('There is no usage from before 2014.'),
			tooLong: vscode.l10n.t('A range cannot be longer than one year.'),
			notADay: vscode.l10n.t('Enter a valid date.'),
		},
		/** The select in place of the tabs. */
		business: vscode.l10n.t('Type of usage'),
		unit: vscode.l10n.t('Unit'),
		bucket: vscode.l10n.t('Bars'),
		/** What the parts of a bar are. */
		stack: vscode.l10n.t('Stack'),
		stacks: {
			type: vscode.l10n.t('Stacked by type'),
			project: vscode.l10n.t('Stacked by project'),
		},
		/** {0} how many smaller projects are one part of the bars */
		otherProjects: vscode.l10n.t('Other projects ({0})'),
		includeToday: vscode.l10n.t('Include today'),
		/** The tooltip of the checkbox that `previous` labels. */
		compare: vscode.l10n.t('Compare with previous period'),
		/** The name of the switch between chart and table. */
		display: vscode.l10n.t('Show figures as'),
		displays: {
			chart: vscode.l10n.t('Chart'),
			table: vscode.l10n.t('Table'),
		},
		/** Returns to the range from before days were selected in the chart. */
		resetRange: vscode.l10n.t('Reset Range'),
		refresh: vscode.l10n.t('Refresh'),
		retry: vscode.l10n.t('Retry'),
		retryAll: vscode.l10n.t('Retry All'),
		cancel: vscode.l10n.t('Cancel'),
		cancelled: vscode.l10n.t('Cancelled.'),
		export: vscode.l10n.t('Export…'),
		copyTable: vscode.l10n.t('Copy Table'),
		copied: vscode.l10n.t('Table copied'),

		loading: vscode.l10n.t('Loading…'),
		/** {0} done, {1} total */
		progress: vscode.l10n.t('Reading usage: {0} of {1}'),
		/** {0} failed */
		progressFailed: vscode.l10n.t('{0} failed'),
		/** {0} seconds */
		waiting: vscode.l10n.t('waiting {0} s before the next call'),
		/** {0} a range of days */
		utcDays: vscode.l10n.t('{0} (UTC)'),
		/** {0} an age */
		updated: vscode.l10n.t('Updated {0}'),
		updatedNow: vscode.l10n.t('Updated just now'),
		/** {0} the age of figures from the stored cache */
		fromCache: vscode.l10n.t('Cached {0}'),
		/** In a tab whose figures could not be read; one word. */
		failed: vscode.l10n.t('failed'),
		failedFirst: vscode.l10n.t('Usage could not be read.'),
		/** {0} the time of the last successful call */
		failedAgain: vscode.l10n.t('Usage could not be refreshed. These figures are from {0}.'),
		/** {0} projects that failed, {1} projects */
		failedProjects: vscode.l10n.t('Usage could not be read for {0} of {1} projects.'),
		/** Some figures were not read yet or failed, and the totals are without them. */
		incomplete: vscode.l10n.t('Not all usage has been read, so totals are incomplete.'),
		empty: vscode.l10n.t('No usage on these days.'),
		/** {0} days without figures, {1} days of the range */
		missing: vscode.l10n.t('No data for {0} of {1} days (shaded in the chart).'),

		total: vscode.l10n.t('Total'),
		share: vscode.l10n.t('Share'),
		/** A project's column in a list of projects. */
		trend: vscode.l10n.t('Trend'),
		/** {0} project: what a sparkline shows, to screen readers */
		trendOf: vscode.l10n.t('Usage of {0} over the range'),
		/** {0} project */
		openProject: vscode.l10n.t('Show the usage of {0} in a new tab'),
		showProject: vscode.l10n.t('Include {0}'),
		day: vscode.l10n.t('Day (UTC)'),
		week: vscode.l10n.t('Week (UTC)'),
		month: vscode.l10n.t('Month (UTC)'),
		noFigure: vscode.l10n.t('no data'),
		/** After a day that is not over, or a bucket that contains it. */
		soFar: vscode.l10n.t('so far'),
		/** After a week or month that is only partly in the range. */
		partial: vscode.l10n.t('partial'),
		/** {0} a figure of the previous range, or its days */
		before: vscode.l10n.t('Previous period: {0}'),
		/** {0} how many days of the previous range have no bar, since it is longer */
		beforeBeyond: vscode.l10n.t('(days at its end that the chart does not show: {0})'),
		/** The checkbox for the previous range, and the header of its column. */
		previous: vscode.l10n.t('Previous period'),
		/** {0} the total of the previous range */
		previously: vscode.l10n.t('Previously: {0}'),
		/** {0} such as 12 % */
		changeMore: vscode.l10n.t('{0} higher'),
		changeLess: vscode.l10n.t('{0} lower'),
		changeNone: vscode.l10n.t('No change'),
		/** The previous range has no figures or no usage. */
		noComparison: vscode.l10n.t('No usage in the previous period'),
		highestDay: vscode.l10n.t('Highest day'),
		highestWeek: vscode.l10n.t('Highest week'),
		highestMonth: vscode.l10n.t('Highest month'),
		highestTier: vscode.l10n.t('Top tier'),
		highestProject: vscode.l10n.t('Top project'),
		/** {0} business, {1} unit, {2} a range of days */
		chart: vscode.l10n.t('{0} over time ({1}), {2}. The table shows the same figures.'),
		/** {0} business, {1} unit */
		table: vscode.l10n.t('{0} over time ({1})'),
		/** How to select days in the chart, by mouse and by keyboard. */
		chartHint: vscode.l10n.t(
			'Drag across the chart to select days, or use the arrow keys, with Shift for several. Enter shows only those days; Escape clears the selection.',
		),
		/** {0} a range of days selected in the chart */
		selected: vscode.l10n.t('Selected: {0}'),
		showSelected: vscode.l10n.t('Show Only These Days'),
		legend: vscode.l10n.t('Tiers'),
		/** {0} tier */
		hideTier: vscode.l10n.t('Exclude {0}'),
		showTier: vscode.l10n.t('Include {0}'),
		sortBy: vscode.l10n.t('Sort by {0}'),

		estimate: vscode.l10n.t('Estimated cost'),
		/** {0} amount */
		estimateOf: vscode.l10n.t('about {0}'),
		estimateAt: vscode.l10n.t('At public list prices'),
		estimateAtOwn: vscode.l10n.t('At the prices in your settings'),
		/** {0} amount, of the part of the usage that has a price and was read */
		estimateAtLeast: vscode.l10n.t('at least {0}'),
		/** {0} tiers and types of usage that the estimate does not include */
		estimateWithout: vscode.l10n.t('without {0}'),
		/** {0} tier, {1} its usage */
		estimateTier: vscode.l10n.t('{0} ({1})'),
		/** {0} amount */
		estimateTotal: vscode.l10n.t('All types of usage: {0}'),
		noPrice: vscode.l10n.t('no price'),
		noPrices: vscode.l10n.t('No price is set for this usage.'),
		changePrices: vscode.l10n.t('Change Prices'),
		priceList: vscode.l10n.t('Price List'),
		freeMinutes: vscode.l10n.t('Free minutes'),
		freeMinutesOfAccount: vscode.l10n.t('Free minutes of the account'),
		/** {0} minutes used, {1} minutes free in a month, {2} this month */
		freeUsed: vscode.l10n.t('{0} of {1} used in {2}'),
		/** As `freeUsed`, for one of the projects that share the free minutes. */
		freeUsedHere: vscode.l10n.t('This project used {0} of the account’s {1} in {2}'),
		/** {0} minutes */
		freeLeft: vscode.l10n.t('{0} left'),
		/** {0} minutes; other projects of the account may have used some of them */
		freeAtMost: vscode.l10n.t('At most {0} left'),
		freeNone: vscode.l10n.t('All used'),
		freeIncomplete: vscode.l10n.t('Not all projects are counted yet.'),
		unusual: vscode.l10n.t('Unusual days'),
		unusualNone: vscode.l10n.t('No day stands out.'),
		/** Too few days were read. */
		unusualUnknown: vscode.l10n.t('Not enough earlier weeks to compare with.'),
		/** {0} the longest range that is checked, in days */
		unusualTooLong: vscode.l10n.t('Only checked for ranges of up to {0} days.'),
		/** {0} day, {1} difference from the usual total, such as +12 % */
		unusualDay: vscode.l10n.t('{0}: {1}'),
		/** {0} day, {1} figure, {2} the usual figure */
		unusualFigures: vscode.l10n.t('{0}: {1}, usually {2}'),
		/** {0} figure */
		todaySoFar: vscode.l10n.t('Today so far: {0}'),
		/** {0} figure, {1} difference from the usual total */
		todayUnusual: vscode.l10n.t('Today so far: {0} ({1})'),

		/** The title of the explanations that follow. */
		about: vscode.l10n.t('About these figures'),
		/** {0} the day on which the default prices were noted */
		estimateNote: vscode.l10n.t(
			'Estimated cost: public list prices as of {0}, before free minutes, packages and contracts.',
		),
		estimateOwn: vscode.l10n.t(
			'Estimated cost: the prices in your settings, before free minutes, packages and contracts.',
		),
		/** {0} tiers */
		unpriced: vscode.l10n.t('Not in the estimate, because no price is set: {0}.'),
		/** {0} tiers and types of usage */
		totalWithout: vscode.l10n.t('The cost of all types of usage does not include {0}.'),
		/** {0} minutes free in a month */
		freeRule: vscode.l10n.t(
			'Free minutes: {0} minutes of audio and video a month (UTC) for the account, shared by all its projects.',
		),
		unusualRule: vscode.l10n.t(
			'Unusual days: far from the median of the same weekday in the eight weeks before, by the percentage shown.',
		),
	};
}

export type UsageStrings = ReturnType<typeof usageStrings>;
