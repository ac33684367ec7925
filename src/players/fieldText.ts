import * as vscode from 'vscode';
import type { FieldIssue } from '../agora/fieldIssue';
import { CHANNEL_MARKS } from '../agora/mediaPull/playerFields';

/** What is wrong with a field of a cloud player, for the person who typed it. */
export function fieldText({ field, rule, detail }: FieldIssue): string {
	switch (`${field} ${rule}`) {
		case 'streamUrl format':
			return vscode.l10n.t('An address begins with rtmp://, https:// or http://.');
		case 'streamUrl tooLong':
			return vscode.l10n.t('At most {0} bytes in UTF-8.', 1024);
		case 'channelName tooLong':
		case 'name tooLong':
			return vscode.l10n.t('At most {0} bytes in UTF-8.', 64);
		case 'account tooLong':
			return vscode.l10n.t('At most {0} bytes in UTF-8.', 255);
		case 'channelName characters':
		case 'account characters':
			return vscode.l10n.t('Only letters, digits, spaces and {0}', CHANNEL_MARKS);
		case 'name characters':
			return vscode.l10n.t('Only letters, digits, - and _.');
		case 'uid required':
			return vscode.l10n.t('Either uid or account is required.');
		case 'account exclusive':
			return vscode.l10n.t('Either uid or account, not both.');
		case 'playTs range':
			return vscode.l10n.t(
				'0 to start at once, or a Unix time in seconds, from a day ago to five minutes ahead.',
			);
		case 'encryptKdfSalt exclusive':
			return vscode.l10n.t('Allowed only with {0} and {1}.', 'aes-128-gcm2', 'aes-256-gcm2');
		case 'repeatTime format':
			return vscode.l10n.t('-1 to loop, or how many times to play: 1 or more.');
		case 'streamIp format':
			return vscode.l10n.t('An IPv4 address, such as {0}.', '203.0.113.7');
		case 'uid range':
			return vscode.l10n.t('A uid is a whole number from 0 to 4294967295.');
		default:
			return rule === 'required' ? vscode.l10n.t('A value is required.') : detail;
	}
}
