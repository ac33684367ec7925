import * as vscode from 'vscode';
import type { Known } from '../platform/known';
import { errorText } from './errorText';
import { ageText } from './time';

/**
 * The line above a tree after a failed refresh: why it failed and how old the rows below are. Undefined while
 * all is well. `now` is by the monotonic clock.
 */
export function knownMessage(known: Known<unknown>, now: number): string | undefined {
	if (known.error === undefined) {
		return undefined;
	}
	const reason = errorText(known.error);
	return known.readAt === undefined
		? reason
		: vscode.l10n.t('{0} Last read {1}.', reason, ageText(known.readAt, now));
}
