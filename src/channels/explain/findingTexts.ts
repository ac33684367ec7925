import * as vscode from 'vscode';
import { errorText } from '../../ui/errorText';
import { ageText, listText, relativeTime, sentences } from '../../ui/text';
import type { FindingText, TextContext } from './causeTexts';
import type { JoinCheck, JoinPass, JoinUnknown, TokenAspect } from './joinFindings';

/** A check that found nothing wrong, in a few words. */
export function passText(finding: JoinPass, { now }: Pick<TextContext, 'now'>): FindingText {
	return { label: checkName(finding.check), detail: passDetail(finding, now) };
}

function passDetail(finding: JoinPass, now: number): string {
	switch (finding.check) {
		case 'appId':
			return vscode.l10n.t('of the project “{0}”', finding.project.name);
		case 'project':
			return vscode.l10n.t('enabled');
		case 'token': {
			const { matching, until } = finding;
			const others = matching.filter((aspect) => aspect !== 'time').map(aspectName);
			return [
				matching.includes('time') ? vscode.l10n.t('expires {0}', relativeTime(until.getTime(), now)) : '',
				others.length === 0 ? '' : vscode.l10n.t('matches: {0}', listText(others)),
			]
				.filter((part) => part !== '')
				.join(' · ');
		}
		case 'certificate':
			return finding.isEnabled
				? vscode.l10n.t('enabled, and a token is given')
				: vscode.l10n.t('not enabled, and no token is given');
		case 'bans':
			return vscode.l10n.t('none found; Agora’s list may leave some out');
		case 'presence':
			return vscode.l10n.t('the user is not in the channel');
		case 'profile':
			return finding.profile === 'live'
				? vscode.l10n.t('live broadcasting, as all its users must use')
				: vscode.l10n.t('not fixed: nobody is in the channel');
	}
}

function aspectName(aspect: Exclude<TokenAspect, 'time'>): string {
	switch (aspect) {
		case 'appId':
			return vscode.l10n.t('App ID');
		case 'channelName':
			return vscode.l10n.t('channel');
		case 'user':
			return vscode.l10n.t('user');
		case 'signature':
			return vscode.l10n.t('signature');
	}
}

export function checkName(check: JoinCheck): string {
	switch (check) {
		case 'appId':
			return vscode.l10n.t('App ID');
		case 'project':
			return vscode.l10n.t('Project');
		case 'names':
			return vscode.l10n.t('Channel and user');
		case 'token':
			return vscode.l10n.t('Token');
		case 'certificate':
			return vscode.l10n.t('App Certificate');
		case 'bans':
			return vscode.l10n.t('Bans');
		case 'presence':
			return vscode.l10n.t('Presence');
		case 'profile':
			return vscode.l10n.t('Channel profile');
	}
}

/** Why checks could not be done, and what to do. */
export function unknownText(reason: JoinUnknown, { accountLabel, monotonicNow }: TextContext): string {
	switch (reason.why) {
		case 'signedOut':
			return vscode.l10n.t('Sign in to the account of the project first.');
		case 'foreignAppId':
			return vscode.l10n.t('Account {0} cannot read projects of other accounts.', accountLabel ?? '');
		case 'projectDisabled':
			return vscode.l10n.t('Agora does not answer for a disabled project.');
		case 'projectStatus':
			return vscode.l10n.t('Agora returned an unknown status of the project.');
		case 'invalidChannelName':
			return vscode.l10n.t('No channel can have this name.');
		case 'oldToken':
			return vscode.l10n.t('Only tokens that begin with 007 can be read. Older ones may be valid.');
		case 'mainland':
			return vscode.l10n.t(
				'Agora returns no App Certificates of accounts in the Chinese mainland. The Agora Console shows them.',
			);
		case 'uidsOfAccount':
			return vscode.l10n.t('Agora lists uids, and the uid of an account is not known here.');
		case 'longAudience':
			return vscode.l10n.t('Agora lists the first 10,000 of the audience only.');
		case 'stale':
			return sentences(
				vscode.l10n.t(
					'Read {0}, and could not be read again.',
					ageText(reason.readAt ?? monotonicNow, monotonicNow),
				),
				errorText(reason.error),
			);
		case 'error':
			return errorText(reason.error);
	}
}

/** Reasons that only the app can know, and the errors that SDKs report (docs/agora-api.md, Errors of a join). */
export function otherReasons(): FindingText[] {
	return [
		{
			label: vscode.l10n.t('SDK error {0} or {1}', 109, 110),
			detail: vscode.l10n.t('The token has expired, or differs from the one checked here.'),
		},
		{
			label: vscode.l10n.t('SDK error {0} or {1}', 101, 102),
			detail: vscode.l10n.t('The App ID or the channel name that the app passes is not valid.'),
		},
		{
			label: vscode.l10n.t('SDK error {0}', 17),
			detail: vscode.l10n.t(
				'The app joins a channel although it is already in one: it must leave that first.',
			),
		},
		{
			label: vscode.l10n.t('SDK error {0}', 5),
			detail: vscode.l10n.t('The SDK is not initialized, or the channel name is empty.'),
		},
		{
			label: vscode.l10n.t('SDK: banned by server ({0})', 3),
			detail: vscode.l10n.t('A ban of the user’s IP address, or one that Agora’s list leaves out.'),
		},
		{
			label: vscode.l10n.t('Network or firewall of the user'),
			detail: vscode.l10n.t('A firewall or proxy may not let the SDK reach Agora’s servers.'),
		},
		{
			label: vscode.l10n.t('Wrong area'),
			detail: vscode.l10n.t('The app may restrict the SDK to an area in which it reaches no server.'),
		},
	];
}
