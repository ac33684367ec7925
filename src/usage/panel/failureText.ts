import * as vscode from 'vscode';
import { isAgoraError } from '../../agora/http/error';
import { errorText } from '../../ui/errorText';

/** Why usage could not be read. An account may be allowed its projects and refused their usage (api-facts §2). */
export function usageFailureText(error: unknown): string {
	const text = isAgoraError(error, 'forbidden')
		? vscode.l10n.t(
				'This account’s role can see projects but not usage (403). Ask the account’s owner for a role that can see usage.',
			)
		: errorText(error);
	return text.length > 1000 ? `${text.slice(0, 999)}…` : text;
}
