import * as vscode from 'vscode';
import { isNotification } from '../agora/notifications/event';
import { SIGNATURE_DIGITS } from '../agora/notifications/pastedNotification';
import type { NotificationSignatures } from '../agora/notifications/signature';
import type { ActionRow } from '../ui/actionPick';
import { notifyDone } from '../ui/notify';
import { absoluteTime } from '../ui/text';
import { delayText, notificationText, productName, signatureText } from './notificationText';
import { problemText } from './problemText';
import type { NotificationContent } from './receivedNotifications';
import type { SignatureCheck } from './signatureCheck';
import { eventFacts, eventIcon, type ItemFacts } from './tree/notificationItems';

/** What is known about an inspected notification. */
export interface Inspection {
	readonly content: NotificationContent;
	readonly check: SignatureCheck;
}

/** The lines of “Inspect Notification”: event, signature, fields, and what is malformed. Enter copies a line. */
export function inspectionRows({ content, check }: Inspection, facts: ItemFacts): readonly ActionRow[] {
	const isRead = isNotification(content);
	const { happenedAt, notifiedAt } = isRead ? content : {};
	const appId =
		(isRead ? content.appId : undefined) ?? (check.kind === 'fits' ? check.secret.appId : undefined);
	const { productId, eventType } = content;
	const shown: readonly (readonly [string, string | undefined])[] = [
		[vscode.l10n.t('Project'), facts.projectName(appId)],
		[vscode.l10n.t('Product'), productId === undefined ? undefined : productName(productId)],
		[vscode.l10n.t('Event type'), eventType?.toString()],
		...eventFacts(content),
		[vscode.l10n.t('Happened'), happenedAt && absoluteTime(happenedAt.getTime())],
		[vscode.l10n.t('Sent'), notifiedAt && absoluteTime(notifiedAt.getTime())],
		[vscode.l10n.t('Delay'), delayText(content)],
		[vscode.l10n.t('Notice ID'), isRead ? content.noticeId : undefined],
	];
	return [
		row(
			isRead ? eventIcon(content.event).id : 'warning',
			vscode.l10n.t('Event'),
			notificationText(content, facts),
		),
		signatureRow({ content, check }, facts),
		...problemRows(content),
		{ label: vscode.l10n.t('Contents'), kind: vscode.QuickPickItemKind.Separator },
		...shown.flatMap(([label, text = '']) => (text === '' ? [] : [row('symbol-field', label, text)])),
	];
}

function problemRows({ problems }: NotificationContent): readonly ActionRow[] {
	if (problems.length === 0) {
		return [row('pass', vscode.l10n.t('Fields'), vscode.l10n.t('none is malformed or missing'))];
	}
	const label = vscode.l10n.t('Malformed fields');
	return problems.map((problem) => row('warning', label, problemText(problem)));
}

/** The names of the headers are not translated. */
const HEADERS: Readonly<Record<keyof NotificationSignatures, string>> = {
	sha1: 'Agora-Signature',
	sha256: 'Agora-Signature-V2',
};

function signatureRow({ content, check }: Inspection, facts: ItemFacts): ActionRow {
	const label = vscode.l10n.t('Signature');
	switch (check.kind) {
		case 'missing':
			return row(
				'question',
				label,
				vscode.l10n.t('cannot be checked'),
				vscode.l10n.t('There is no {0} and no {1} to check.', HEADERS.sha256, HEADERS.sha1),
			);
		case 'malformed':
			return row(
				'warning',
				label,
				vscode.l10n.t('{0} is malformed', HEADERS[check.algorithm]),
				vscode.l10n.t('It should have {0} hexadecimal digits.', SIGNATURE_DIGITS[check.algorithm]),
			);
		case 'noSecret':
			return row(
				'question',
				label,
				signatureText('unchecked'),
				vscode.l10n.t('Store the secret of this product from the Agora Console, so that it can be checked.'),
			);
		case 'invalid':
			return row(
				'warning',
				label,
				signatureText('invalid'),
				vscode.l10n.t('Check that the bytes are unchanged, and the secret of this product and project.'),
			);
		case 'fits': {
			const { secret } = check;
			const fits = vscode.l10n.t(
				'{0} fits the secret of {1} of “{2}”',
				HEADERS[check.algorithm],
				productName(secret.productId),
				facts.projectName(secret.appId) ?? secret.appId,
			);
			const hint = fitHint(content, check);
			return hint === undefined ? row('verified', label, fits) : row('warning', label, fits, hint);
		}
	}
}

/** Why Agora's signature is not valid for the inspected body, although a secret fits. */
function fitHint(
	content: NotificationContent,
	{ differs, form, isOtherInvalid }: Extract<SignatureCheck, { readonly kind: 'fits' }>,
): string | undefined {
	if (differs === 'product') {
		return vscode.l10n.t(
			'The notification is of {0}, which has another secret in the Agora Console.',
			productName(content.productId ?? 0),
		);
	}
	if (differs === 'project') {
		return vscode.l10n.t(
			'The notification names another project, which has another secret in the Agora Console.',
		);
	}
	if (form === 'trimmed') {
		return vscode.l10n.t(
			'It fits without the white space around the body. Use the bytes of the request unchanged.',
		);
	}
	if (form === 'compact') {
		return vscode.l10n.t(
			'It fits as compact JSON: the body was parsed and serialized again. Use the unchanged bytes.',
		);
	}
	return isOtherInvalid
		? vscode.l10n.t(
				'{0} does not fit. It is the HMAC-SHA256 of the same bytes with the same secret.',
				HEADERS.sha256,
			)
		: undefined;
}

function row(icon: string, label: string, description: string, detail?: string): ActionRow {
	const copy = async (): Promise<void> => {
		await vscode.env.clipboard.writeText(description);
		notifyDone(vscode.l10n.t('{0} copied', label));
	};
	const actions = [{ label: vscode.l10n.t('Copy'), icon: 'copy', run: copy }];
	return { icon, label, description, actions, ...(detail !== undefined && { detail }) };
}
