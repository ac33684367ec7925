import * as vscode from 'vscode';

/**
 * Why Agora destroyed a cloud player, as the end of a sentence (docs/agora-api.md, Notifications). Used by the views of players and of
 * notifications.
 *
 * @param reason of the notification; a text that is not documented is shown as it is.
 * @param idleTimeout of the player, in seconds; undefined if it is not known.
 */
export function destroyReasonText(reason: string, idleTimeout?: number): string {
	switch (reason) {
		case 'Delete Request':
			return vscode.l10n.t('it was deleted');
		case 'Internal Error':
			return vscode.l10n.t('internal error of Agora, such as a wrong or expired token');
		case 'Idle Timeout':
			return idleTimeout === undefined
				? vscode.l10n.t('the source did not play for too long')
				: vscode.l10n.t('the source did not play for {0} s', idleTimeout);
		case 'Stream Stopped':
			return vscode.l10n.t('the stream has ended');
		default:
			return reason;
	}
}
