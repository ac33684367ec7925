import * as vscode from 'vscode';
import { showInformationMessage, showWarningMessage } from '../../ui/dialogs';
import type { MessageAction } from '../../ui/notify';
import { countText, sentences } from '../../ui/text';
import { healthCheckError, MAX_ANSWER_BYTES, type NotificationAnswer } from '../postNotification';

/** What the back end answered, and what Agora would make of it. */
export function answerText(answer: NotificationAnswer): string {
	return sentences(observedText(answer), meaningText(answer));
}

/** What the back end did. A whole sentence. */
function observedText({ verdict, status = 0, code = '', ms }: NotificationAnswer): string {
	const time = countText(Math.round(ms));
	switch (verdict) {
		case 'accepted':
			return vscode.l10n.t('Your back end answered with status 200 and JSON after {0} ms.', time);
		case 'refused':
			return vscode.l10n.t('Your back end answered with status {0} after {1} ms.', status, time);
		case 'redirected':
			return vscode.l10n.t(
				'Your back end answered with status {0} after {1} ms, a redirect, which was not followed.',
				status,
				time,
			);
		case 'notJson':
			return vscode.l10n.t(
				'Your back end answered with status 200 after {0} ms, but the body is not JSON.',
				time,
			);
		case 'tooLarge':
			return vscode.l10n.t(
				'Your back end answered with status 200 after {0} ms, but the body is larger than {1} kB.',
				time,
				MAX_ANSWER_BYTES / 1024,
			);
		case 'timeout':
			return vscode.l10n.t('Your back end did not answer within 10 s.');
		case 'unreachable':
			return code === 'ECONNREFUSED'
				? vscode.l10n.t('No program listens at this address.')
				: vscode.l10n.t('The connection to your back end failed after {0} ms ({1}).', time, code);
		case 'nameNotResolved':
			return vscode.l10n.t('The name does not lead to this machine ({0}).', code);
		case 'invalidCertificate':
			return vscode.l10n.t('The certificate of your back end is not valid ({0}).', code);
	}
}

/** What Agora would do, and what its health check would show. A whole sentence. */
function meaningText({ verdict }: NotificationAnswer): string {
	if (verdict === 'accepted') {
		return vscode.l10n.t('Agora accepts this answer.');
	}
	switch (healthCheckError(verdict)) {
		case 590:
			return vscode.l10n.t(
				'The health check of the Agora Console reports this as 590: no status 200 within 10 s. Agora resends such a notification three times at most.',
			);
		case 591:
			return vscode.l10n.t(
				'The health check of the Agora Console reports 591 if it cannot resolve the name of the address.',
			);
		case 592:
			return vscode.l10n.t(
				'The health check of the Agora Console reports 592 if the certificate of the address is expired, of another name, or not signed by a public authority.',
			);
		case undefined:
			return vscode.l10n.t(
				'Agora expects a JSON body, and resends the notification otherwise, three times at most.',
			);
	}
}

/** Shows an answer with what can be done next: information if Agora accepts it, otherwise a warning. */
export async function showAnswer(
	text: string,
	{ verdict }: NotificationAnswer,
	actions: readonly MessageAction[],
): Promise<void> {
	const show = verdict === 'accepted' ? showInformationMessage : showWarningMessage;
	const chosen = await show(text, ...actions.map(({ label }) => label));
	await actions.find(({ label }) => label === chosen)?.run();
}
