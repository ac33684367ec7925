import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import type { CommandId } from '../../ui/commandIds';
import { commandLink } from '../../ui/commands';
import { appendInert } from '../../ui/inertText';
import { projectStatusText } from '../../ui/projectStatus';
import type { ProjectArgument } from '../projectArgument';
import { HEX_WORD_LENGTH, knownAt } from './hexWords';

const COMMANDS: readonly CommandId[] = [
	'agora.project.reveal',
	'agora.usage.show',
	'agora.project.copyAppId',
];

/** Tells of which project an App ID under the pointer is. Reads nothing but the line and what is in memory. */
export class AppIdHover implements vscode.HoverProvider {
	private readonly byAppId: ReadonlyMap<string, Project>;
	private readonly accountLabel: string;

	constructor(byAppId: ReadonlyMap<string, Project>, accountLabel: string) {
		this.byAppId = byAppId;
		this.accountLabel = accountLabel;
	}

	provideHover(
		document: vscode.TextDocument,
		{ line, character }: vscode.Position,
	): vscode.Hover | undefined {
		const found = knownAt(document.lineAt(line).text, character, this.byAppId);
		if (!found) {
			return undefined;
		}
		const range = new vscode.Range(line, found.start, line, found.start + HEX_WORD_LENGTH);
		return new vscode.Hover(this.card(found.value), range);
	}

	private card({ id, name, appCertificate, ...status }: Project): vscode.MarkdownString {
		const project: ProjectArgument = { projectId: id };
		const facts = [
			[vscode.l10n.t('Account'), this.accountLabel],
			[vscode.l10n.t('Status'), projectStatusText(status)],
			[
				vscode.l10n.t('App Certificate'),
				appCertificate === undefined ? vscode.l10n.t('not enabled') : vscode.l10n.t('enabled'),
			],
		];
		const card = new vscode.MarkdownString('', true);
		card.isTrusted = { enabledCommands: COMMANDS };
		appendInert(card.appendMarkdown('**'), vscode.l10n.t('Agora project {0}', name)).appendMarkdown('**\n\n');
		for (const [label = '', value = ''] of facts) {
			appendInert(card, `${label}: ${value}`).appendMarkdown('  \n');
		}
		const links = [
			commandLink(`$(list-tree) ${vscode.l10n.t('Show in Projects View')}`, 'agora.project.reveal', project),
			commandLink(`$(graph) ${vscode.l10n.t('Show Usage')}`, 'agora.usage.show', project),
			commandLink(`$(copy) ${vscode.l10n.t('Copy App ID')}`, 'agora.project.copyAppId', project),
		];
		return card.appendMarkdown(`\n\n${links.join('&nbsp;&nbsp; ')}`);
	}
}
