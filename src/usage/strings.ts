import * as vscode from 'vscode';
import type { UsageStrings } from '../shared/usageStrings';

/** The texts of the usage panel in the display language. */
export function usageStrings(): UsageStrings {
	return {
		title: vscode.l10n.t('Usage of {0}'),
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
		},
		units: {
			second: vscode.l10n.t('Seconds'),
			minute: vscode.l10n.t('Minutes'),
			hour: vscode.l10n.t('Hours'),
		},
		range: vscode.l10n.t('Range'),
		unit: vscode.l10n.t('Unit'),
		includeToday: vscode.l10n.t('Include today'),
		refresh: vscode.l10n.t('Refresh'),
		retry: vscode.l10n.t('Retry'),
		loading: vscode.l10n.t('Loading…'),
		utcDays: vscode.l10n.t('{0} (UTC)'),
		updated: vscode.l10n.t('Updated {0}'),
		failed: vscode.l10n.t('failed'),
		failedFirst: vscode.l10n.t('The usage could not be read.'),
		failedAgain: vscode.l10n.t('The usage could not be refreshed. These figures are from {0}.'),
		empty: vscode.l10n.t('No usage in these days.'),
		missing: vscode.l10n.t('No figures for {0} of {1} days; the chart shades them.'),
		total: vscode.l10n.t('Total'),
		day: vscode.l10n.t('Day (UTC)'),
		noFigure: vscode.l10n.t('no figure'),
		soFar: vscode.l10n.t('so far'),
		chart: vscode.l10n.t('{0} by day ({1}), {2}. The table below holds the same figures.'),
		table: vscode.l10n.t('{0} by day ({1})'),
	};
}
