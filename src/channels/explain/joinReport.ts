import * as vscode from 'vscode';
import type { ActionRow, PickAction } from '../../ui/actionPick';
import { notifyDone } from '../../ui/notify';
import { absoluteTime, countText, listText } from '../../ui/text';
import { causeText, joiningUserText, type TextContext } from './causeTexts';
import { checkName, otherReasons, passText, unknownText } from './findingTexts';
import type { JoinFinding } from './joinFindings';
import { type WayOutContext, waysOut, waysToKnow } from './waysOut';

interface ReportRow {
	readonly icon: string;
	readonly label: string;
	readonly detail: string;
	readonly actions: readonly PickAction[];
	/** On the line of the label. */
	readonly isShort?: boolean;
}

interface ReportSection {
	readonly title: string;
	readonly rows: readonly ReportRow[];
}

/** What the checks found, to be shown and copied. Contains no secret. */
export interface JoinReport {
	readonly sections: readonly ReportSection[];
	readonly title: string;
	/** How many causes were found, in a sentence. */
	readonly summary: string;
	readonly context: TextContext & WayOutContext;
}

/** Sorts findings into sections, the causes first. */
export function joinReport(
	findings: readonly JoinFinding[],
	context: TextContext & WayOutContext,
): JoinReport {
	const causes = findings.flatMap((finding) => ('cause' in finding ? finding : []));
	const causeRows = (state: 'problem' | 'possible', icon: string) =>
		causes
			.filter((finding) => finding.state === state)
			.map((finding) => ({ icon, ...causeText(finding, context), actions: waysOut(finding, context) }));
	const problems = causeRows('problem', 'error');
	const possible = causeRows('possible', 'warning');
	const sections = [
		{ title: vscode.l10n.t('Causes'), rows: problems },
		{ title: vscode.l10n.t('Possible causes'), rows: possible },
		{ title: vscode.l10n.t('Not checked'), rows: unknownRows(findings, context) },
		{
			title: vscode.l10n.t('Other reasons'),
			rows:
				problems.length > 0 ? [] : otherReasons().map((reason) => ({ icon: 'info', ...reason, actions: [] })),
		},
		{
			title: vscode.l10n.t('Checked, nothing wrong'),
			rows: findings.flatMap((finding) =>
				finding.state === 'passed'
					? [{ icon: 'pass', ...passText(finding, context), actions: [], isShort: true }]
					: [],
			),
		},
	];
	return {
		context,
		title: reportTitle(context),
		summary: summaryText(problems.length, possible.length),
		sections: sections.filter(({ rows }) => rows.length > 0),
	};
}

/** One row for all checks that could not be done for the same reason. */
function unknownRows(findings: readonly JoinFinding[], context: TextContext & WayOutContext): ReportRow[] {
	const rows = new Map<string, { checks: string[]; finding: Extract<JoinFinding, { state: 'unknown' }> }>();
	for (const finding of findings) {
		if (finding.state === 'unknown') {
			const text = unknownText(finding, context);
			const row = rows.get(text) ?? { checks: [], finding };
			row.checks.push(checkName(finding.check));
			rows.set(text, row);
		}
	}
	return [...rows].map(([detail, { checks, finding }]) => ({
		icon: 'question',
		label: listText(checks),
		detail,
		actions: waysToKnow(finding, context),
	}));
}

function summaryText(problems: number, possible: number): string {
	if (problems > 0) {
		return problems === 1
			? vscode.l10n.t('1 cause found.')
			: vscode.l10n.t('{0} causes found.', countText(problems));
	}
	if (possible > 0) {
		return possible === 1
			? vscode.l10n.t('1 possible cause found.')
			: vscode.l10n.t('{0} possible causes found.', countText(possible));
	}
	return vscode.l10n.t('No cause found.');
}

function reportTitle({ attempt, project }: TextContext & WayOutContext): string {
	return [
		vscode.l10n.t('Explain Join Failure'),
		project?.name ?? attempt.appId,
		attempt.channelName,
		joiningUserText(attempt.user),
	].join(' · ');
}

/** The rows of a quick pick. Enter runs the first action, or copies a row without one. */
export function reportItems({ sections }: JoinReport): ActionRow[] {
	return sections.flatMap(({ title, rows }) => [
		{ label: title, kind: vscode.QuickPickItemKind.Separator },
		...rows.map(({ icon, label, detail, actions, isShort }) => {
			const [first] = actions;
			const copy = {
				label: vscode.l10n.t('Copy'),
				icon: 'copy',
				run: async () => {
					await vscode.env.clipboard.writeText(lineText(label, detail));
					notifyDone(vscode.l10n.t('{0} copied', label));
				},
			};
			return {
				...{ icon, label },
				...(isShort ? { description: detail } : { detail }),
				...(first && { description: `→ ${first.label}` }),
				actions: first ? actions : [copy],
			};
		}),
	]);
}

/** The report as plain text, such as for an issue or a message to a colleague. */
export function reportText({ sections, summary, context }: JoinReport): string {
	const { attempt, project, accountLabel, now } = context;
	const facts: [string, string][] = [
		[vscode.l10n.t('App ID'), project ? `${attempt.appId} (${project.name})` : attempt.appId],
		[vscode.l10n.t('Channel'), attempt.channelName],
		[vscode.l10n.t('User'), joiningUserText(attempt.user)],
		[
			vscode.l10n.t('Token'),
			attempt.token === '' ? vscode.l10n.t('none') : vscode.l10n.t('given, not shown here'),
		],
		[vscode.l10n.t('Account'), accountLabel ?? vscode.l10n.t('not signed in')],
		[vscode.l10n.t('Time'), absoluteTime(now)],
	];
	return [
		vscode.l10n.t('Explain Join Failure'),
		...facts.map(([name, value]) => lineText(name, value)),
		'',
		summary,
		...sections.flatMap(({ title, rows }) => [
			'',
			title,
			...rows.map(({ label, detail }) => `- ${lineText(label, detail)}`),
		]),
		'',
	].join('\n');
}

function lineText(label: string, detail: string): string {
	return vscode.l10n.t('{0}: {1}', label, detail);
}
