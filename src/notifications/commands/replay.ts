import * as vscode from 'vscode';
import { findSecret } from '../../agora/notifications/signature';
import { withCancellableProgress } from '../../ui/progress';
import { answerInto, askPick, runSteps, type Step } from '../../ui/steps';
import { countText, sentences } from '../../ui/text';
import {
	type NotificationAnswer,
	type NotificationPost,
	postNotification,
	postUntilAccepted,
	RESEND_SECONDS,
} from '../postNotification';
import type { ReceivedNotification } from '../receivedNotifications';
import { type TargetDeps, targetNotification } from '../targetNotification';
import { withNotifyTime } from '../testNotification';
import { answerText, showAnswer } from './answer';
import { canBeSent, copyCurl } from './copyCurl';
import {
	lastUrl,
	type PostAnswers,
	type PostStepDeps,
	postSteps,
	postTarget,
	storeUrl,
	withDefaultSecret,
} from './postSteps';
import { unlessAborted } from './sendTest';

type ReplayDeps = TargetDeps & PostStepDeps;

interface ReplayAnswers extends PostAnswers {
	readonly mode: 'once' | 'resend';
}

/** Sends a received notification to the user's own back end, with a new time of sending and new signatures. */
export async function replayNotification(deps: ReplayDeps, argument: unknown): Promise<void> {
	const title = vscode.l10n.t('Replay Notification');
	const notification = await targetNotification(deps, argument, title, canBeSent);
	if (!notification) {
		return;
	}
	await deps.secrets.read();
	const initial = initialAnswers(deps, notification);
	const answers = await runSteps<ReplayAnswers>(
		title,
		[{ ask: askMode }, ...postSteps<ReplayAnswers>(deps)],
		initial,
	);
	const target = answers && postTarget(answers);
	if (answers && target) {
		await storeUrl(deps, target.url);
		await replay(deps, { ...target, body: notification.body }, answers.mode);
	}
}

/** The default is the secret that fits the notification. */
function initialAnswers(deps: ReplayDeps, notification: ReceivedNotification): ReplayAnswers {
	const { content, appId, body, signatures } = notification;
	const productId = content.productId ?? 0;
	const url = lastUrl(deps).href;
	const initial: ReplayAnswers = {
		...{ productId, appId, url, mode: 'once' },
		...{ secret: undefined, typed: '' },
	};
	const ofProduct = deps.secrets.all.filter((each) => each.productId === productId);
	const value = findSecret(
		body,
		signatures,
		ofProduct.map((each) => each.value),
	);
	const fitting = ofProduct.find((each) => each.value === value);
	return fitting ? { ...initial, secret: fitting } : withDefaultSecret(deps, initial);
}

const askMode: Step<ReplayAnswers> = async (frame, state) => {
	const items = [
		{
			icon: 'play',
			label: vscode.l10n.t('Send Once'),
			value: 'once' as const,
		},
		{
			icon: 'sync',
			label: vscode.l10n.t('Send as Agora Does'),
			detail: vscode.l10n.t(
				'Until your back end accepts it: again at once, then after {0} s and {1} s.',
				RESEND_SECONDS[1],
				RESEND_SECONDS[2],
			),
			value: 'resend' as const,
		},
	];
	const placeholder = vscode.l10n.t('How often the notification is sent');
	const outcome = await askPick<ReplayAnswers['mode']>(frame, { placeholder, items, selected: state.mode });
	return answerInto(outcome, (mode) => ({ ...state, mode }));
};

async function replay(deps: ReplayDeps, post: NotificationPost, mode: ReplayAnswers['mode']): Promise<void> {
	const title = vscode.l10n.t('Sending the notification to {0}', post.url.host);
	const { clock, facts } = deps;
	const answers = await withCancellableProgress(title, (signal, report) => {
		const attempt = () => {
			const body = withNotifyTime(post.body, facts.now());
			return postNotification({ ...post, body }, { clock, signal });
		};
		const onAnswer = (answer: NotificationAnswer, nextInSeconds: number | undefined) => {
			if (nextInSeconds !== undefined) {
				report(sentences(answerWord(answer), vscode.l10n.t('Sending again in {0} s.', nextInSeconds)));
			}
		};
		const sending =
			mode === 'once'
				? attempt().then((answer) => [answer])
				: postUntilAccepted(attempt, { clock, signal, onAnswer });
		return unlessAborted(signal, sending);
	});
	const last = answers?.at(-1);
	if (!answers || !last) {
		return;
	}
	const text =
		answers.length === 1
			? answerText(last)
			: sentences(
					vscode.l10n.t('The notification was sent {0} times.', countText(answers.length)),
					answerText(last),
				);
	await showAnswer(text, last, [
		{ label: vscode.l10n.t('Send Again'), run: () => replay(deps, post, mode) },
		{ label: vscode.l10n.t('Copy as curl'), run: () => copyCurl(post.url, post.body) },
	]);
}

/** An answer that Agora does not accept, in a few words. */
function answerWord({ status, code }: NotificationAnswer): string {
	return status === undefined
		? vscode.l10n.t('No answer ({0}).', code ?? '10 s')
		: vscode.l10n.t('Status {0}.', status);
}
