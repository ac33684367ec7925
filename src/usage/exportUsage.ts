import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { showInformationMessage, showQuickPick, showWarningMessage } from '../ui/dialogs';
import {
	type ExportFormat,
	type ExportSource,
	fileNameOf,
	unreadSeries,
	usageCsv,
	usageJson,
} from './exportFormats';
import { usageStrings } from './panel/panelStrings';
import { usagePrices } from './priceSettings';
import { dayOf } from './report/days';
import { BUSINESSES } from './report/figures';
import { spansOf } from './report/view';

/**
 * Asks for a format and a file and writes what the panel shows. Returns a message about the result, or undefined when the
 * user cancelled.
 *
 * @throws Error where nothing can be exported or the file cannot be written.
 */
export async function exportUsage(source: ExportSource | undefined): Promise<string | undefined> {
	if (!source) {
		throw new Error(vscode.l10n.t('There is no usage to export while the account is signed out.'));
	}
	const format = await pickFormat(source);
	const content = format && (await contentOf(source, format));
	if (!format || !content) {
		return undefined;
	}
	const name = fileNameOf(source, format);
	const filters = { [format.toUpperCase()]: [format] };
	const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
	const target = await vscode.window.showSaveDialog({
		title: vscode.l10n.t('Export Usage'),
		filters,
		defaultUri: vscode.Uri.joinPath(folder, name),
	});
	if (!target) {
		return undefined;
	}
	await vscode.workspace.fs.writeFile(target, content);
	const done = vscode.l10n.t('Usage exported to {0}', target.path.split('/').at(-1) ?? name);
	void offerToOpen(done, target, source, format);
	return done;
}

async function pickFormat(source: ExportSource): Promise<ExportFormat | undefined> {
	const { range } = spansOf(source.view, dayOf(source.now));
	const days = `${range.from} – ${range.to}`;
	const formats: (vscode.QuickPickItem & { readonly format: ExportFormat })[] = [
		{
			format: 'csv',
			label: 'CSV',
			description: days,
			detail: vscode.l10n.t('For spreadsheets: one row per day and type of usage'),
		},
		{
			format: 'json',
			label: 'JSON',
			description: days,
			detail: vscode.l10n.t('For programs: totals, estimated cost and the rows of the table'),
		},
	];
	if (source.chartImage) {
		formats.push({ format: 'png', label: 'PNG', detail: vscode.l10n.t('The chart as it is on screen') });
	}
	const chosen = await showQuickPick(formats, {
		title: vscode.l10n.t('Export Usage'),
		placeHolder: vscode.l10n.t('Choose a format'),
	});
	return chosen?.format;
}

async function contentOf(source: ExportSource, format: ExportFormat): Promise<Uint8Array> {
	const options = {
		prices: usagePrices(),
		tierNames: usageStrings().tiers,
		language: vscode.env.language,
	};
	switch (format) {
		case 'csv':
			return new TextEncoder().encode(usageCsv(source, options));
		case 'json':
			return new TextEncoder().encode(usageJson(source, options));
		case 'png': {
			const png = await source.chartImage?.();
			if (!png) {
				throw new Error(
					vscode.l10n.t('The panel did not provide the chart. Bring the panel to the front and try again.'),
				);
			}
			return png;
		}
	}
}

async function offerToOpen(
	done: string,
	target: vscode.Uri,
	source: ExportSource,
	format: ExportFormat,
): Promise<void> {
	const open = vscode.l10n.t('Open');
	const unread = format === 'png' ? 0 : unreadSeries(source, BUSINESSES).length;
	const chosen =
		unread === 0
			? await showInformationMessage(done, open)
			: await showWarningMessage(
					vscode.l10n.t(
						'{0}, but it is incomplete: some usage was not read (projects and businesses: {1}). Choose Retry in the panel, then export again.',
						done,
						unread,
					),
					open,
				);
	if (chosen === open) {
		await vscode.commands.executeCommand('vscode.open', target);
	}
}
