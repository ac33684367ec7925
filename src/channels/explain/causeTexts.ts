import * as vscode from 'vscode';
import type { BanRule } from '../../agora/channels/banRules';
import type { ChannelRole } from '../../agora/channels/channelUsers';
import { type ChannelUser, channelUserText } from '../../agora/session';
import { channelProblem, tokenProblemText, userProblem } from '../../ui/channelInput';
import { absoluteTime, relativeTime, sentences } from '../../ui/text';
import { roleText, ruleText, timeLeftText, userText } from '../channelText';
import type { JoinAttempt, JoinCause } from './joinFindings';

export interface FindingText {
	readonly label: string;
	/** The reason, in sentences. */
	readonly detail: string;
}

export interface TextContext {
	readonly attempt: JoinAttempt;
	/** Undefined while signed out. */
	readonly accountLabel: string | undefined;
	/** Agora's time, in milliseconds since 1970. */
	readonly now: number;
	/** The monotonic clock, in milliseconds. */
	readonly monotonicNow: number;
	readonly isPlayer: boolean;
}

/** Why a join fails. The codes are those of Agora's native SDKs (docs/agora-api.md, Errors of a join). */
export function causeText(finding: JoinCause, context: TextContext): FindingText {
	const { attempt, now, isPlayer } = context;
	switch (finding.cause) {
		case 'malformedAppId':
			return {
				label: vscode.l10n.t('The App ID is malformed'),
				detail: coded(101, vscode.l10n.t('An App ID has 32 hexadecimal digits.')),
			};
		case 'foreignAppId':
			return {
				label: vscode.l10n.t('The App ID belongs to none of the account’s projects'),
				detail: vscode.l10n.t(
					'Account: {0}. The project belongs to another account, or the App ID is mistyped.',
					context.accountLabel ?? '',
				),
			};
		case 'projectDisabled':
			return {
				label: vscode.l10n.t('The project is disabled'),
				detail: vscode.l10n.t(
					'Nobody can join a channel of “{0}” until it is enabled.',
					finding.project.name,
				),
			};
		case 'invalidChannelName':
			return {
				label: vscode.l10n.t('The channel name is not allowed'),
				detail: coded(102, channelProblem(attempt.channelName) ?? ''),
			};
		case 'invalidUser':
			return {
				label: vscode.l10n.t('The uid or account is not allowed'),
				detail: userProblem(channelUserText(attempt.user)) ?? '',
			};
		case 'unneededToken':
			return {
				label: vscode.l10n.t('A token is given, but the App Certificate is not enabled'),
				detail: coded(
					110,
					vscode.l10n.t(
						'Channels of “{0}” are joined without a token: leave it out, or enable the App Certificate.',
						finding.project.name,
					),
				),
			};
		case 'missingToken':
			return {
				label: vscode.l10n.t('No token is given, but the App Certificate is enabled'),
				detail: coded(
					110,
					vscode.l10n.t('Channels of “{0}” are joined with a token only.', finding.project.name),
				),
			};
		case 'banned':
			return { label: banLabel(finding.rule), detail: banDetail(finding.rule, now) };
		case 'alreadyInChannel':
			return {
				label: vscode.l10n.t('The user is already in the channel'),
				detail: sentences(
					vscode.l10n.t('A second join as the same user replaces the first.'),
					presenceText(finding),
				),
			};
		case 'communicationProfile':
			return {
				label: vscode.l10n.t('The channel uses the communication profile'),
				detail: isPlayer
					? vscode.l10n.t('Cloud players need live broadcasting.')
					: vscode.l10n.t(
							'All users of a channel must join with the same profile: check the one in the app.',
						),
			};
		default:
			return tokenCauseText(finding, context);
	}
}

type TokenCause = Extract<
	JoinCause,
	{ readonly cause: `${string}Token` | `token${string}` | 'noJoinPrivilege' | 'otherCertificate' }
>;

function tokenCauseText(
	finding: Exclude<TokenCause, { readonly cause: 'unneededToken' | 'missingToken' }>,
	{ attempt, now }: TextContext,
): FindingText {
	switch (finding.cause) {
		case 'unreadableToken':
			return {
				label: vscode.l10n.t('The token is malformed'),
				detail: coded(110, tokenProblemText(finding.problem)),
			};
		case 'notRtcToken':
			return {
				label: vscode.l10n.t('The token is not for channels'),
				detail: vscode.l10n.t('It contains no grant for RTC, but for other services of Agora.'),
			};
		case 'tokenOfOtherApp': {
			const { project, appId } = finding;
			return {
				label: vscode.l10n.t('The token is for another App ID'),
				detail: sentences(
					vscode.l10n.t(
						'It is for {0}, not for {1}.',
						project ? `“${project.name}” (${appId})` : appId,
						attempt.appId,
					),
				),
			};
		}
		case 'tokenOfOtherChannel':
			return {
				label: vscode.l10n.t('The token is for another channel'),
				detail: coded(
					110,
					vscode.l10n.t('It is for “{0}”, not for “{1}”.', finding.channelName, attempt.channelName),
				),
			};
		case 'tokenOfOtherUser':
			return {
				label: vscode.l10n.t('The token is for another user'),
				detail: coded(
					110,
					vscode.l10n.t('It is for “{0}”, not for {1}.', finding.user, joiningUserText(attempt.user)),
				),
			};
		case 'expiredToken':
			return {
				label: vscode.l10n.t('The token has expired'),
				detail: coded(
					109,
					vscode.l10n.t(
						'It expired {0} ({1}).',
						relativeTime(finding.at.getTime(), now),
						absoluteTime(finding.at.getTime()),
					),
				),
			};
		case 'tokenNotYetValid':
			return {
				label: vscode.l10n.t('The token is not valid yet'),
				detail: vscode.l10n.t(
					'It is valid from {0} on. The clock of the server that signed it may be ahead.',
					absoluteTime(finding.at.getTime()),
				),
			};
		case 'noJoinPrivilege':
			return {
				label: vscode.l10n.t('The token does not allow joining'),
				detail: vscode.l10n.t('It lacks the privilege to join a channel.'),
			};
		case 'otherCertificate':
			return {
				label: vscode.l10n.t('The token was signed with another App Certificate'),
				detail: coded(
					110,
					vscode.l10n.t(
						'It was signed before a reset, or altered since. A token of the secondary App Certificate is valid: Agora’s API returns the primary one only.',
					),
				),
			};
	}
}

/** The error that SDKs report, and the reason. */
function coded(code: number, reason: string): string {
	return `${vscode.l10n.t('SDK error {0}', code)} · ${reason}`;
}

function banLabel({ uid, ip }: BanRule): string {
	if (ip !== undefined) {
		return vscode.l10n.t('A ban of an IP address may keep the user out');
	}
	return uid === undefined
		? vscode.l10n.t('A ban keeps everybody out of the channel')
		: vscode.l10n.t('A ban keeps the user out');
}

function banDetail(rule: BanRule, now: number): string {
	const { expiresAt, ip } = rule;
	const what = ruleText(rule);
	const left = expiresAt === undefined ? '' : timeLeftText(expiresAt.getTime() - now);
	return [
		what,
		left,
		ip === undefined
			? vscode.l10n.t('SDK: banned by server ({0})', 3)
			: vscode.l10n.t('the user’s address is not known here'),
	]
		.filter((part) => part !== '')
		.join(' · ');
}

function presenceText({
	joinedAt,
	role,
}: {
	readonly joinedAt: Date | undefined;
	readonly role: ChannelRole | undefined;
}): string {
	const as = role === undefined ? '' : roleText(role);
	const since = joinedAt === undefined ? '' : absoluteTime(joinedAt.getTime());
	if (as === '' && since === '') {
		return vscode.l10n.t('Agora’s lists lag by minutes.');
	}
	if (since === '') {
		return vscode.l10n.t('In the channel as {0}; Agora’s lists lag by minutes.', as);
	}
	return as === ''
		? vscode.l10n.t('In the channel since {0}; Agora’s lists lag by minutes.', since)
		: vscode.l10n.t('In the channel since {0} as {1}; Agora’s lists lag by minutes.', since, as);
}

/** The user as in a sentence. */
export function joiningUserText(user: ChannelUser): string {
	return 'uid' in user && user.uid === 0 ? vscode.l10n.t('a uid that Agora chooses') : userText(user);
}
