import * as vscode from 'vscode';
import type { Privilege, RtcGrant } from '../../agora/tokenReader';
import { absoluteTime, relativeTime } from '../../ui/time';
import type { TokenVerdict } from './judgeToken';

/** A fact of a token: its name, what it says, and where needed what that means. */
export interface TokenRow extends vscode.QuickPickItem {
	readonly description: string;
}

type Row = TokenRow | (vscode.QuickPickItem & { readonly kind: vscode.QuickPickItemKind.Separator });

/**
 * Explains a token in rows.
 * @param accountLabel The account whose projects were looked at; undefined where nobody is signed in.
 * @param now Milliseconds since 1970.
 */
export function tokenRows(verdict: TokenVerdict, accountLabel: string | undefined, now: number): Row[] {
	const { content } = verdict;
	return [
		validity(verdict, now),
		signature(verdict),
		{ label: vscode.l10n.t('App ID'), description: content.appId, iconPath: new vscode.ThemeIcon('key') },
		projectRow(verdict, accountLabel),
		{
			label: vscode.l10n.t('Issued'),
			description: moment(content.issuedAt, now),
			iconPath: new vscode.ThemeIcon('calendar'),
		},
		...(content.rtc ? grantRows(content.rtc, content.expiresAt, now) : []),
		...otherServices(verdict),
	];
}

function validity({ content, time }: TokenVerdict, now: number): TokenRow {
	const until = content.rtc?.privileges.joinChannel ?? content.expiresAt;
	switch (time) {
		case 'valid':
			return row('pass', vscode.l10n.t('Valid'), vscode.l10n.t('expires {0}', moment(until, now)));
		case 'notYetValid':
			return row(
				'watch',
				vscode.l10n.t('Not Yet Valid'),
				vscode.l10n.t('valid from {0}', moment(content.issuedAt, now)),
			);
		case 'expired':
			return row('error', vscode.l10n.t('Expired'), vscode.l10n.t('expired {0}', moment(until, now)));
	}
}

function signature({ signature: verdict, project }: TokenVerdict): TokenRow {
	const label = vscode.l10n.t('Signature');
	switch (verdict) {
		case 'fits':
			return row('verified', label, vscode.l10n.t('fits the App Certificate of “{0}”', project?.name ?? ''));
		case 'differs':
			return row(
				'warning',
				label,
				vscode.l10n.t('does not fit'),
				vscode.l10n.t(
					'It was signed with another certificate, such as the one before a reset, or changed since. Agora refuses it.',
				),
			);
		case 'unknownProject':
			return row(
				'question',
				label,
				vscode.l10n.t('cannot be checked'),
				vscode.l10n.t('The project of this App ID is not known, so its App Certificate is not either.'),
			);
		case 'noCertificate':
			return row(
				'question',
				label,
				vscode.l10n.t('cannot be checked'),
				vscode.l10n.t(
					'Agora tells no App Certificate of this project: none is enabled, or it may not be read.',
				),
			);
	}
}

function projectRow({ project }: TokenVerdict, accountLabel: string | undefined): TokenRow {
	const label = vscode.l10n.t('Project');
	if (project) {
		return row('project', label, [project.name, accountLabel ?? ''].join(' · '));
	}
	return row(
		'project',
		label,
		vscode.l10n.t('unknown'),
		accountLabel === undefined
			? vscode.l10n.t('Nobody is signed in')
			: vscode.l10n.t('None of the projects of {0} has this App ID.', accountLabel),
	);
}

function grantRows({ channelName, user, privileges }: RtcGrant, tokenEnds: Date, now: number): Row[] {
	const names: readonly [Privilege, string][] = [
		['joinChannel', vscode.l10n.t('Join the channel')],
		['publishAudio', vscode.l10n.t('Send audio')],
		['publishVideo', vscode.l10n.t('Send video')],
		['publishData', vscode.l10n.t('Send data')],
	];
	const privilegeText = (ends: Date | undefined) => {
		if (ends === undefined) {
			return vscode.l10n.t('not granted');
		}
		return ends.getTime() === tokenEnds.getTime()
			? vscode.l10n.t('granted as long as the token is valid')
			: vscode.l10n.t('granted until {0}', moment(ends, now));
	};
	return [
		{ label: 'RTC', kind: vscode.QuickPickItemKind.Separator },
		row('broadcast', vscode.l10n.t('Channel'), channelName || vscode.l10n.t('any channel')),
		row('person', vscode.l10n.t('User'), user || vscode.l10n.t('0: any uid or account')),
		...names.map(([privilege, label]) => {
			const ends = privileges[privilege];
			return row(ends ? 'check' : 'circle-slash', label, privilegeText(ends));
		}),
	];
}

function otherServices({ content: { rtc, services } }: TokenVerdict): Row[] {
	const others = services - (rtc ? 1 : 0);
	const label = vscode.l10n.t('Other Services');
	return others === 0 ? [] : [row('extensions', label, String(others))];
}

function row(icon: string, label: string, description: string, detail?: string): TokenRow {
	const iconPath = new vscode.ThemeIcon(icon);
	return detail === undefined ? { label, description, iconPath } : { label, description, detail, iconPath };
}

function moment(time: Date, now: number): string {
	return `${relativeTime(time.getTime(), now)} · ${absoluteTime(time.getTime())}`;
}
