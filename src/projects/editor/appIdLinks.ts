import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { commandUri } from '../../ui/commands';
import { inertMarkdown } from '../../ui/inertText';
import type { ProjectArgument } from '../projectArgument';
import { textWithin } from './documentText';
import { findKnown, HEX_WORD_LENGTH } from './hexWords';

/** Leads from an App ID in a text to its project in the Projects view. */
export class AppIdLinks implements vscode.DocumentLinkProvider {
	private readonly byAppId: ReadonlyMap<string, Project>;

	constructor(byAppId: ReadonlyMap<string, Project>) {
		this.byAppId = byAppId;
	}

	provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
		const text = textWithin(document);
		return findKnown(text, this.byAppId).map(({ start, value }) => {
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
