import * as vscode from 'vscode';
import type { UsageStrings } from '../../shared/usage/strings';

/** The texts of the usage panel in the display language. */
export function usageStrings(): UsageStrings {
	return { ...names(), ...controls(), ...readings(), ...figures(), ...insights() };
}

function names() {
	return {
		title: vscode.l10n.t('Usage of {0}'),
		titleAll: vscode.l10n.t('Usage of All Projects'),
		account: vscode.l10n.t('Account: {0}'),
		businesses: {
			default: vscode.l10n.t('Audio and Video'),
			transcodeDuration: vscode.l10n.t('Transcoding'),
			recording: vscode.l10n.t('On-Premise Recording'),
			cloudRecording: vscode.l10n.t('Cloud Recording'),
			miniapp: vscode.l10n.t('Miniapp'),
		},
		presets: {
			last7Days: vscode.l10n.t('Last 7 days'),
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
	};
}

function controls() {
	return {
		project: vscode.l10n.t('Project'),
		allProjects: vscode.l10n.t('All projects'),
		range: vscode.l10n.t('Range'),
		from: vscode.l10n.t('First day (UTC)'),
		to: vscode.l10n.t('Last day (UTC)'),
		apply: vscode.l10n.t('Apply'),
		rangeProblems: {
			order: vscode.l10n.t('The last day comes before the first.'),
			future: vscode.l10n.t('The last day has not begun in UTC.'),
			tooEarly: vscode.l10n.t('There are no figures of days before 2014.'),
			tooLong: vscode.l10n.t('A range has one year at most.'),
			notADay: vscode.l10n.t('This is not a day.'),
		},
		unit: vscode.l10n.t('Unit'),
		bucket: vscode.l10n.t('Bars'),
		includeToday: vscode.l10n.t('Include today'),
		compare: vscode.l10n.t('Compare with the time before'),
		chartFirst: vscode.l10n.t('Chart first'),
		tableFirst: vscode.l10n.t('Table first'),
		refresh: vscode.l10n.t('Refresh'),
		retry: vscode.l10n.t('Retry'),
		retryAll: vscode.l10n.t('Retry All'),
		cancel: vscode.l10n.t('Cancel'),
		cancelled: vscode.l10n.t('Cancelled.'),
		export: vscode.l10n.t('Export…'),
		copyTable: vscode.l10n.t('Copy Table'),
		copied: vscode.l10n.t('Table copied'),
	};
}

function readings() {
	return {
		loading: vscode.l10n.t('Loading…'),
		progress: vscode.l10n.t('Reading usage: {0} of {1}'),
		progressFailed: vscode.l10n.t('{0} failed'),
		waiting: vscode.l10n.t('Waiting {0} s before asking Agora again'),
		utcDays: vscode.l10n.t('{0} (UTC)'),
		updated: vscode.l10n.t('Updated {0}'),
		fromCache: vscode.l10n.t('Kept from {0}'),
		failed: vscode.l10n.t('failed'),
		failedFirst: vscode.l10n.t('The usage could not be read.'),
		failedAgain: vscode.l10n.t('The usage could not be refreshed. These figures are from {0}.'),
		failedProjects: vscode.l10n.t('The usage of {0} of {1} projects could not be read.'),
		incomplete: vscode.l10n.t('Not everything has been read: these totals are of what has.'),
		empty: vscode.l10n.t('No usage in these days.'),
		missing: vscode.l10n.t('No figures for {0} of {1} days; the chart shades them.'),
	};
}

function figures() {
	return {
		total: vscode.l10n.t('Total'),
		share: vscode.l10n.t('Share'),
		tier: vscode.l10n.t('Tier'),
		trend: vscode.l10n.t('Trend'),
		trendOf: vscode.l10n.t('Usage of {0} over the range'),
		openProject: vscode.l10n.t('Show the usage of {0}'),
		showProject: vscode.l10n.t('Count {0}'),
		day: vscode.l10n.t('Day (UTC)'),
		week: vscode.l10n.t('Week (UTC)'),
		month: vscode.l10n.t('Month (UTC)'),
		noFigure: vscode.l10n.t('no figure'),
		soFar: vscode.l10n.t('so far'),
		partial: vscode.l10n.t('in part'),
		before: vscode.l10n.t('Before: {0}'),
		changeMore: vscode.l10n.t('{0} more than before'),
		changeLess: vscode.l10n.t('{0} less than before'),
		changeNone: vscode.l10n.t('as much as before'),
		noComparison: vscode.l10n.t('No figures of the time before.'),
		highestDay: vscode.l10n.t('Highest day'),
		highestTier: vscode.l10n.t('Highest tier'),
		highestProject: vscode.l10n.t('Highest project'),
		chart: vscode.l10n.t('{0} over time ({1}), {2}. The table holds the same figures.'),
		table: vscode.l10n.t('{0} over time ({1})'),
		chartHint: vscode.l10n.t(
			'Drag over the chart to choose days, or move with the arrow keys and choose with Shift; Enter shows only those, Escape lets go.',
		),
		selected: vscode.l10n.t('Chosen: {0}'),
		showSelected: vscode.l10n.t('Show Only These Days'),
		legend: vscode.l10n.t('Tiers'),
		hideTier: vscode.l10n.t('Leave out {0}'),
		showTier: vscode.l10n.t('Count {0}'),
		sortBy: vscode.l10n.t('Sort by {0}'),
		sortedUp: vscode.l10n.t('sorted, lowest first'),
		sortedDown: vscode.l10n.t('sorted, highest first'),
	};
}

function insights() {
	return {
		estimate: vscode.l10n.t('Estimated cost'),
		estimateOf: vscode.l10n.t('about {0}'),
		estimateNote: vscode.l10n.t(
			'An estimate at the public list prices of {0}, before free minutes, packages and contracts.',
		),
		estimateOwn: vscode.l10n.t(
			'An estimate at the prices in your settings, before free minutes, packages and contracts.',
		),
		unpriced: vscode.l10n.t('Without {0}, for which no price is set.'),
		noPrice: vscode.l10n.t('no price'),
		noPrices: vscode.l10n.t('No prices are set for this kind of usage.'),
		price: vscode.l10n.t('Price of 1,000 minutes'),
		cost: vscode.l10n.t('Cost (estimate)'),
		changePrices: vscode.l10n.t('Change Prices'),
		priceList: vscode.l10n.t('Price List'),
		freeMinutes: vscode.l10n.t('Free minutes'),
		freeUsed: vscode.l10n.t('{0} of {1} minutes used in {2}'),
		freeLeft: vscode.l10n.t('{0} minutes are left.'),
		freeNone: vscode.l10n.t('None are left.'),
		freeOneProject: vscode.l10n.t('All projects of the account share the free minutes; this is one of them.'),
		freeIncomplete: vscode.l10n.t('Not every project is counted yet.'),
		unusual: vscode.l10n.t('Unusual days'),
		unusualNone: vscode.l10n.t('No day is far from what its weekday usually has.'),
		unusualUnknown: vscode.l10n.t('Too few weeks are known to tell what is usual.'),
		unusualHigh: vscode.l10n.t('{0}: {1}, usually {2}: unusually much'),
		unusualLow: vscode.l10n.t('{0}: {1}, usually {2}: unusually little'),
		today: vscode.l10n.t('Today'),
		todayUsual: vscode.l10n.t('Nothing unusual so far.'),
	};
}
