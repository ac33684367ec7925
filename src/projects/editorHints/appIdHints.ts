import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import type { AgoraSession } from '../../agora/session';
import type { CommandId } from '../../ui/commandIds';
import { commandLink, commandUri } from '../../ui/commands';
import { appendInert, inertMarkdown } from '../../ui/inertText';
import { projectStatusText } from '../../ui/text';
import { type CertificateState, certificateState } from '../projectFacts';
import type { ProjectArgument } from '../projectPicker';
import { findValues, HEX_WORD_LENGTH, valueAt } from './hexValues';

const COMMANDS: readonly CommandId[] = [
	'agora.project.reveal',
	'agora.usage.show',
	'agora.project.copyAppId',
];

/** Shows the project of the App ID under the pointer. Reads only the line. */
export class AppIdHover implements vscode.HoverProvider {
	readonly #byAppId: ReadonlyMap<string, Project>;
	readonly #session: AgoraSession | undefined;

	constructor(byAppId: ReadonlyMap<string, Project>, session: AgoraSession | undefined) {
		this.#byAppId = byAppId;
		this.#session = session;
	}

	provideHover(
		document: vscode.TextDocument,
		{ line, character }: vscode.Position,
	): vscode.Hover | undefined {
		const found = valueAt(document.lineAt(line).text, character, this.#byAppId);
		if (!found) {
			return undefined;
		}
		const range = new vscode.Range(line, found.start, line, found.start + HEX_WORD_LENGTH);
		return new vscode.Hover(this.#card(found.value), range);
	}

	#card(project: Project): vscode.MarkdownString {
		const { id, name } = project;
		const argument: ProjectArgument = { projectId: id };
		const facts = [
			[vscode.l10n.t('Account'), this.#session?.accountLabel ?? ''],
			[vscode.l10n.t('Status'), projectStatusText(project)],
			[vscode.l10n.t('App Certificate'), certificateText(certificateState(project, this.#session))],
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

/** Links an App ID in a text to its project in the Projects view. */
export class AppIdLinks implements vscode.DocumentLinkProvider {
	readonly #byAppId: ReadonlyMap<string, Project>;

	constructor(byAppId: ReadonlyMap<string, Project>) {
		this.#byAppId = byAppId;
	}

	provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
		const text = searchableText(document);
		return findValues(text, this.#byAppId).map(({ start, value }) => {
			const range = new vscode.Range(
				document.positionAt(start),
				document.positionAt(start + HEX_WORD_LENGTH),
			);
			const argument: ProjectArgument = { projectId: value.id };
			const target = vscode.Uri.parse(commandUri('agora.project.reveal', argument));
			const link = new vscode.DocumentLink(range, target);
			link.tooltip = vscode.l10n.t('Show {0} in the Projects view', inertMarkdown(value.name));
			return link;
		});
	}
}

/** Longer documents are data rather than sources, and slow to read. They are not searched. */
const MAX_CHARACTERS = 10_000_000;

/** The text of a document; empty where it has more than `MAX_CHARACTERS`. */
export function searchableText(document: vscode.TextDocument): string {
	const end = document.lineAt(document.lineCount - 1).range.end;
	return document.offsetAt(end) > MAX_CHARACTERS ? '' : document.getText();
}
