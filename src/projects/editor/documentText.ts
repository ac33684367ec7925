import type * as vscode from 'vscode';

/** Longer texts are not looked through: data rather than sources, and putting their lines together takes long. */
const MAX_CHARACTERS = 10_000_000;

/** The text of a document; empty where it is too long. */
export function textWithin(document: vscode.TextDocument): string {
	const end = document.lineAt(document.lineCount - 1).range.end;
	return document.offsetAt(end) > MAX_CHARACTERS ? '' : document.getText();
}
