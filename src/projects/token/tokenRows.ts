import * as vscode from 'vscode';
import type { SessionSource } from '../../agora/session';
import type { Privilege, RtcGrant, ServiceGrant } from '../../agora/token/readToken';
import type { Clock } from '../../common/clock';
import { showQuickPick } from '../../ui/dialogs';
import { notifyDone } from '../../ui/notify';
import { absoluteTime, relativeTime } from '../../ui/text';
import type { ProjectStore } from '../store/projectStore';
import { type TokenValidation, validateToken } from './validateToken';

/** A property of a token with its value and, where needed, an explanation. */
interface TokenRow extends vscode.QuickPickItem {
	readonly description: string;
}

type Row = TokenRow | (vscode.QuickPickItem & { readonly kind: vscode.QuickPickItemKind.Separator });

/**
 * @param accountLabel the account of the projects; undefined when signed out.
 * @param now milliseconds since 1970.
 */
function tokenRows(validation: TokenValidation, accountLabel: string | undefined, now: number): Row[] {
	const { content } = validation;
	return [
		validityRow(validation, now),
		signatureRow(validation),
		{ label: vscode.l10n.t('App ID'), description: content.appId, iconPath: new vscode.ThemeIcon('key') },
		projectRow(validation, accountLabel),
		{
			label: vscode.l10n.t('Issued'),
			description: moment(content.issuedAt, now),
			iconPath: new vscode.ThemeIcon('calendar'),
		},
		...(content.rtc ? grantRows(content.rtc, content.expiresAt, now) : []),
		...otherServiceRows(validation, now),
	];
}

function validityRow({ content, time }: TokenValidation, now: number): TokenRow {
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

function signatureRow({ signature, project }: TokenValidation): TokenRow {
	const label = vscode.l10n.t('Signature');
	switch (signature) {
		case 'matches':
			return row(
				'verified',
				label,
				vscode.l10n.t('matches the App Certificate of “{0}”', project?.name ?? ''),
			);
		case 'differs':
			return row(
				'warning',
				label,
				vscode.l10n.t('does not match'),
				vscode.l10n.t(
					'It was signed with another certificate, such as the one before a reset, or altered since. Agora refuses it.',
				),
			);
		case 'unknownProject':
			return row(
				'question',
				label,
				vscode.l10n.t('cannot be checked'),
				vscode.l10n.t('The project with this App ID is not known, and neither is its App Certificate.'),
			);
		case 'noCertificate':
			return row(
				'question',
				label,
				vscode.l10n.t('cannot be checked'),
				vscode.l10n.t(
					'Agora returned no App Certificate of this project: none is enabled, or it cannot be read.',
				),
			);
	}
}

function projectRow({ project }: TokenValidation, accountLabel: string | undefined): TokenRow {
	const label = vscode.l10n.t('Project');
	if (project) {
		return row('project', label, [project.name, accountLabel ?? ''].join(' · '));
	}
	return row(
		'project',
		label,
		vscode.l10n.t('unknown'),
		accountLabel === undefined
			? vscode.l10n.t('Not signed in')
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
			? vscode.l10n.t('granted for as long as the token is valid')
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

/** The names of Agora's services by their numbers in tokens. They are not translated. */
const SERVICES: ReadonlyMap<number, string> = new Map([
	[2, 'RTM'],
	[3, 'Streaming'],
	[4, 'FPA'],
	[5, 'Chat'],
	[6, 'FCDN'],
	[7, 'aPaaS'],
	[8, 'RTM 2'],
	[9, 'Conversational AI'],
	[10, 'STT'],
]);

function serviceRow({ type, privileges, texts }: ServiceGrant, now: number): TokenRow {
	const label = SERVICES.get(type) ?? vscode.l10n.t('Service {0}', type);
	const firstExpiry = [...privileges.values()].toSorted((a, b) => a.getTime() - b.getTime())[0];
	const details = texts.filter((text) => text !== '').join(' · ');
	const until = firstExpiry
		? vscode.l10n.t('granted until {0}', moment(firstExpiry, now))
		: vscode.l10n.t('not granted');
	return row(firstExpiry ? 'check' : 'circle-slash', label, details === '' ? until : `${details} · ${until}`);
}

function otherServiceRows({ content: { rtc, services, others } }: TokenValidation, now: number): Row[] {
	const unread = services - others.length - (rtc ? 1 : 0);
	if (others.length + unread === 0) {
		return [];
	}
	return [
		{ label: vscode.l10n.t('Other Services'), kind: vscode.QuickPickItemKind.Separator },
		...others.map((grant) => serviceRow(grant, now)),
		...(unread > 0
			? [row('question', vscode.l10n.t('{0} more', unread), vscode.l10n.t('cannot be read'))]
			: []),
	];
}

function row(icon: string, label: string, description: string, detail?: string): TokenRow {
	const iconPath = new vscode.ThemeIcon(icon);
	return detail === undefined ? { label, description, iconPath } : { label, description, detail, iconPath };
}

function moment(time: Date, now: number): string {
	return `${relativeTime(time.getTime(), now)} · ${absoluteTime(time.getTime())}`;
}

export interface ExplainTokenDeps {
	readonly sessions: SessionSource;
	readonly store: ProjectStore;
	readonly clock: Clock;
}

/** Shows the content of a token as lines to copy. Does nothing for a text that is not a token. */
export async function explainToken(
	{ sessions, store, clock }: ExplainTokenDeps,
	token: string,
): Promise<void> {
	const now = clock.now();
	const validation = validateToken(token, store.projects, now);
	if (!validation) {
		return;
	}
	const rows = tokenRows(validation, sessions.current?.accountLabel, now);
	const chosen = await showQuickPick(rows, {
		title: vscode.l10n.t('Inspect Token'),
		placeHolder: vscode.l10n.t('Contents of the token. Press Enter to copy a line.'),
		matchOnDescription: true,
		matchOnDetail: true,
	});
	if (chosen?.description !== undefined) {
		await vscode.env.clipboard.writeText(chosen.description);
		notifyDone(vscode.l10n.t('{0} copied', chosen.label));
	}
}
