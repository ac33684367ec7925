import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import type { AgoraSession } from '../../agora/session';
import type { CommandId } from '../../ui/commandIds';
import { commandLink } from '../../ui/commands';
import { appendInert } from '../../ui/inertText';
import { projectStatusText } from '../../ui/projectStatus';
import type { ProjectArgument } from '../projectArgument';
import { type CertificateState, certificateState } from '../told';
import { HEX_WORD_LENGTH, knownAt } from './hexWords';

const COMMANDS: readonly CommandId[] = [
	'agora.project.reveal',
	'agora.usage.show',
	'agora.project.copyAppId',
];

/** Tells of which project an App ID under the pointer is. Reads nothing but the line and what is in memory. */
export class AppIdHover implements vscode.HoverProvider {
	private readonly byAppId: ReadonlyMap<string, Project>;
	private readonly session: AgoraSession | undefined;

	constructor(byAppId: ReadonlyMap<string, Project>, session: AgoraSession | undefined) {
		this.byAppId = byAppId;
		this.session = session;
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

	private card(project: Project): vscode.MarkdownString {
		const { id, name } = project;
		const argument: ProjectArgument = { projectId: id };
		const facts = [
			[vscode.l10n.t('Account'), this.session?.accountLabel ?? ''],
			[vscode.l10n.t('Status'), projectStatusText(project)],
			[vscode.l10n.t('App Certificate'), certificateText(certificateState(project, this.session))],
		];
		const card = new vscode.MarkdownString('', true);
		card.isTrusted = { enabledCommands: COMMANDS };
		appendInert(card.appendMarkdown('**'), vscode.l10n.t('Agora project {0}', name)).appendMarkdown('**\n\n');
		for (const [label = '', value = ''] of facts) {
			appendInert(card, `${label}: ${value}`).appendMarkdown('  \n');
		}
		const links = [
			commandLink(`$(list-tree) ${vscode.l10n.t('Show in Projects View')}`, 'agora.project.reveal', argument),
			commandLink(`$(graph) ${vscode.l10n.t('Show Usage')}`, 'agora.usage.show', argument),
			commandLink(`$(copy) ${vscode.l10n.t('Copy App ID')}`, 'agora.project.copyAppId', argument),
		];
		return card.appendMarkdown(`\n\n${links.join('&nbsp;&nbsp; ')}`);
	}
}

function certificateText(state: CertificateState): string {
	switch (state) {
		case 'enabled':
			return vscode.l10n.t('enabled');
		case 'notEnabled':
			return vscode.l10n.t('not enabled');
		case 'notShown':
			return vscode.l10n.t('not shown by Agora');
	}
}
