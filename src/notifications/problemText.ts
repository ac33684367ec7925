import * as vscode from 'vscode';
import type { FieldContent, FieldKind, FieldProblem } from '../agora/notifications/fields';

/** What is wrong with a field of a notification, or with its body. */
export function problemText({ field, expected, found }: FieldProblem): string {
	if (field === '') {
		return bodyProblemText(expected, found);
	}
	switch (found) {
		case 'missing':
			return vscode.l10n.t('{0} is missing', field);
		case 'empty':
			return vscode.l10n.t('{0} is empty', field);
		default:
			return vscode.l10n.t('{0} should be {1}, but is {2}', field, kindText(expected), contentText(found));
	}
}

function bodyProblemText(expected: FieldKind, found: FieldContent): string {
	if (found === 'empty') {
		return vscode.l10n.t('the body is empty');
	}
	switch (expected) {
		case 'utf8':
			return vscode.l10n.t('the body is not UTF-8');
		case 'json':
			return vscode.l10n.t('the body is not JSON');
		default:
			return vscode.l10n.t('the body should be {0}, but is {1}', kindText(expected), contentText(found));
	}
}

/** What a field should contain. */
function kindText(kind: FieldKind): string {
	switch (kind) {
		case 'utf8':
		case 'text':
			return vscode.l10n.t('a text');
		case 'json':
			return 'JSON';
		case 'object':
			return vscode.l10n.t('an object');
		case 'integer':
			return vscode.l10n.t('a whole number');
		case 'milliseconds':
			return vscode.l10n.t('a Unix time in milliseconds');
		case 'seconds':
			return vscode.l10n.t('a Unix time in seconds');
		case 'uid':
			return vscode.l10n.t('a uid (0 to 4294967295)');
	}
}

/** What it contains instead. */
function contentText(content: FieldContent): string {
	switch (content) {
		case 'missing':
		case 'empty':
			return vscode.l10n.t('empty');
		case 'null':
			return 'null';
		case 'text':
			return vscode.l10n.t('a text');
		case 'number':
			return vscode.l10n.t('a number');
		case 'boolean':
			return vscode.l10n.t('true or false');
		case 'list':
			return vscode.l10n.t('a list');
		case 'object':
			return vscode.l10n.t('an object');
		case 'unreadable':
			return vscode.l10n.t('unreadable');
	}
}
