import * as vscode from 'vscode';
import { createBan, liftBan, type Privilege } from '../../agora/channels/banRules';
import { isAgoraError } from '../../agora/errors';
import type { AgoraSession, SessionSource } from '../../agora/session';
import { notifyOutcome, runForEachWithProgress } from '../../ui/forEachProgress';
import { notifyDone, notifyFailure, offerNext } from '../../ui/notify';
import { withViewProgress } from '../../ui/progress';
import type { Failure, Outcome } from '../../ui/runForEach';
import { countText, sentences } from '../../ui/text';
import type { ChannelReader } from '../channelReader';
import type { ChannelStore } from '../channelStore';
import { ruleText } from '../channelText';
import type { TargetBan, TargetChannel } from '../targetChannels';
import { createdRule, type PlannedBan } from './banPlan';
import { targetText, untilText } from './banTexts';

export interface SendDeps {
	readonly sessions: SessionSource;
	readonly store: Pick<ChannelStore, 'addBan' | 'removeBan' | 'users'>;
	readonly reader: Pick<ChannelReader, 'readUsers' | 'readBans'>;
}

/** The words for one kind of bans. */
export interface BanTexts {
	/** The title of the progress. */
	readonly progress: string;
	/** The action, such as “Kick uid 7 out of “class32””. */
	readonly one: (ban: PlannedBan) => string;
	readonly failed: (count: number, of: number) => string;
	/** What was done; at least one ban. */
	readonly done: (bans: readonly PlannedBan[]) => string;
}

export interface BanRequest {
	readonly bans: readonly PlannedBan[];
	readonly privileges: readonly Privilege[];
	/** 0 puts users offline once. */
	readonly seconds: number;
	/** The channels whose users are read again afterwards. */
	readonly channels: readonly TargetChannel[];
	readonly texts: BanTexts;
}

/** Creates bans one after the other, shows them at once, and offers to lift them in the message about them. */
export async function sendBans(deps: SendDeps, session: AgoraSession, request: BanRequest): Promise<void> {
	if (deps.sessions.current !== session) {
		return;
	}
	const { bans, privileges, seconds, texts } = request;
	const { client } = session;
	const created: TargetBan[] = [];
	const outcome = await runForEachWithProgress(
		bans,
		async (ban, signal) => {
			const { project, target } = ban;
			const { appId } = project;
			const id = await createBan(client, { appId, target, privileges, seconds }, signal);
			if (id !== undefined && deps.sessions.current === session) {
				const rule = createdRule(id, ban, { privileges, seconds, now: client.serverNow() });
				deps.store.addBan(appId, rule);
				created.push({ project, rule });
			}
		},
		{
			title: texts.progress,
			one: (run) => withViewProgress('agora.channels', run),
			labelOf: ({ target }) => targetText(target),
		},
	);
	readAgain(deps, session, request);
	await notifyBans(deps, session, request, outcome, created);
}

/** Reads what the bans change. Lists may lag, and then the next refresh of the view shows it. */
function readAgain({ sessions, store, reader }: SendDeps, session: AgoraSession, request: BanRequest): void {
	if (sessions.current !== session) {
		return;
	}
	for (const { project, channelName } of request.channels) {
		if (store.users(project.appId, channelName).loadedAt !== undefined) {
			void reader.readUsers(project, channelName);
		}
	}
	if (request.seconds > 0) {
		for (const project of new Set(request.bans.map((ban) => ban.project))) {
			void reader.readBans(project);
		}
	}
}

async function notifyBans(
	deps: SendDeps,
	session: AgoraSession,
	request: BanRequest,
	{ done, failures, left }: Outcome<PlannedBan>,
	created: readonly TargetBan[],
): Promise<void> {
	const { texts } = request;
	const lift = {
		label: created.length === 1 ? vscode.l10n.t('Lift Ban') : vscode.l10n.t('Lift {0} Bans', created.length),
		run: () => liftBans(deps, session, created),
	};
	const lifts = created.length > 0 ? [lift] : [];
	const [failure] = [...failures.filter(isUnknown), ...failures];
	if (failure) {
		const bans = failures.map(({ target }) => target);
		// Bans whose outcome is not known are never sent again, so that Retry is offered only without them.
		const retry = () => sendBans(deps, session, { ...request, bans });
		await notifyFailure(failureText(texts, { done, failures, left }), failure.error, retry, lifts[0]);
	} else if (left.length > 0) {
		const doneText = done.length > 0 ? [texts.done(done)] : [];
		await offerNext(sentences(cancelledText(left.length), ...doneText), lifts);
	} else if (created.length > 0) {
		await offerNext(createdText(texts.done(done), created), lifts);
	} else if (done.length > 0) {
		notifyDone(texts.done(done));
	}
}

function isUnknown({ error }: Failure<unknown>): boolean {
	return isAgoraError(error) && error.outcome === 'unknown';
}

function failureText(texts: BanTexts, { done, failures, left }: Outcome<PlannedBan>): string {
	const total = done.length + failures.length + left.length;
	const [only] = failures;
	if (only && total === 1) {
		return texts.one(only.target);
	}
	const unknown = failures.filter(isUnknown).length;
	const refused = failures.length - unknown;
	return sentences(
		...(left.length > 0 ? [cancelledText(left.length)] : []),
		...(refused > 0 && unknown > 0 ? [`${texts.failed(refused, total)}.`] : []),
		unknown > 0
			? vscode.l10n.t('Outcome unknown for {0} of {1}', countText(unknown), countText(total))
			: texts.failed(refused, total),
	);
}

function cancelledText(count: number): string {
	return count === 1
		? vscode.l10n.t('Cancelled: 1 request may not have been sent.')
		: vscode.l10n.t('Cancelled: {0} requests may not have been sent.', countText(count));
}

/** Whom the bans concern, and until when. */
function createdText(done: string, created: readonly TargetBan[]): string {
	const [first] = created;
	const { expiresAt, createdAt } = first?.rule ?? {};
	const until = untilText(expiresAt?.getTime() ?? 0, createdAt?.getTime() ?? 0);
	return first && created.length === 1
		? vscode.l10n.t('{0} until {1}.', ruleText(first.rule), until)
		: vscode.l10n.t('{0} until {1}.', done, until);
}

/** Lifts bans one after the other. A rule that no longer exists counts as lifted. */
export async function liftBans(
	deps: { readonly sessions: SessionSource; readonly store: Pick<ChannelStore, 'removeBan'> },
	session: AgoraSession,
	bans: readonly TargetBan[],
): Promise<void> {
	if (deps.sessions.current !== session) {
		return;
	}
	const outcome = await runForEachWithProgress(
		bans,
		async ({ project: { appId }, rule }, signal) => {
			await liftBan(session.client, { ...rule, appId }, signal);
			if (deps.sessions.current === session) {
				deps.store.removeBan(appId, rule.id);
			}
		},
		{
			title: vscode.l10n.t('Lifting bans'),
			one: (run) => withViewProgress('agora.channels', run),
			labelOf: ({ rule }) => ruleText(rule),
		},
	);
	await notifyOutcome(
		outcome,
		{
			one: ({ rule }) => vscode.l10n.t('Lift the ban “{0}”', ruleText(rule)),
			done: (count) =>
				count === 1 ? vscode.l10n.t('Ban lifted') : vscode.l10n.t('{0} bans lifted', countText(count)),
			failed: (count, of) => vscode.l10n.t('{0} of {1} bans not lifted', countText(count), countText(of)),
			cancelled: (count) =>
				count === 1
					? vscode.l10n.t('Cancelled: 1 ban may still exist.')
					: vscode.l10n.t('Cancelled: {0} bans may still exist.', countText(count)),
		},
		(left) => liftBans(deps, session, left),
	);
}
