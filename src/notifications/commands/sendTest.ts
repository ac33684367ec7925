import * as v from 'valibot';
import * as vscode from 'vscode';
import { playerLabel } from '../../agora/mediaPull/player';
import { PRODUCT_IDS, readNotification } from '../../agora/notifications/event';
import { withCancellableProgress } from '../../ui/progress';
import { answerInto, askPick, runSteps, type Step } from '../../ui/steps';
import type { NotificationProjects } from '../loadedNotifications';
import { notificationText, productName } from '../notificationText';
import { type NotificationPost, postNotification } from '../postNotification';
import {
	buildTestNotification,
	HEALTH_CHECK,
	newNoticeId,
	SAMPLE,
	subjectOfChannel,
	subjectOfPlayer,
	TEST_EVENTS,
	type TestEvent,
	type TestSources,
	type TestSubject,
	withNotifyTime,
} from '../testNotification';
import type { ItemFacts } from '../tree/notificationItems';
import { answerText, showAnswer } from './answer';
import { copyCurl } from './copyCurl';
import {
	lastUrl,
	type PostAnswers,
	type PostStepDeps,
	postSteps,
	postTarget,
	storeUrl,
	withDefaultSecret,
} from './postSteps';

interface SendTestDeps extends PostStepDeps {
	readonly testSources: TestSources;
	readonly facts: ItemFacts;
	readonly projects: Pick<NotificationProjects, 'picker'>;
}

interface TestAnswers extends PostAnswers {
	readonly event: TestEvent | undefined;
	readonly subject: TestSubject;
}

const eventSchema = v.object({
	productId: v.number(),
	eventType: v.number(),
	detail: v.optional(v.union([v.string(), v.number()])),
});

/** Sends an event that did not happen to the user's own back end, and says what Agora would make of the answer. */
export async function sendTestNotification(deps: SendTestDeps): Promise<void> {
	await deps.secrets.read();
	const subjects = await subjectChoices(deps);
	const [activeProject] = await deps.projects.picker.choices(({ appId }) => appId !== '');
	const appId = activeProject?.value.appId;
	const initial = initialAnswers(deps, appId);
	const answers = await runSteps<TestAnswers>(
		vscode.l10n.t('Send Test Notification'),
		[
			{ ask: askProduct(deps) },
			{ ask: askEvent(deps) },
			{ ask: askSubject(deps, subjects, appId) },
			...postSteps<TestAnswers>(deps),
		],
		initial,
	);
	const target = answers && postTarget(answers);
	if (!answers?.event || !target) {
		return;
	}
	const { event, subject } = answers;
	await storeUrl(deps, target.url);
	await deps.lastTests.set('event', eventSchema, event);
	const noticeId = newNoticeId(event.eventType);
	const body = buildTestNotification(event, subject, { noticeId, at: deps.facts.now() });
	await sendAndReport(deps, { ...target, body });
}

/** @param appId of the project whose secrets come first */
function initialAnswers(deps: SendTestDeps, appId: string | undefined): TestAnswers {
	const last = deps.lastTests.get('event', eventSchema);
	const event = TEST_EVENTS.find((each) => last && isSameEvent(each, last));
	const productId = event?.productId ?? PRODUCT_IDS.mediaPull;
	const url = lastUrl(deps).href;
	return withDefaultSecret(deps, {
		...{ productId, event, subject: SAMPLE, url },
		...{ appId, secret: undefined, typed: '' },
	});
}

function isSameEvent(one: TestEvent, other: TestEvent): boolean {
	return (
		one.productId === other.productId && one.eventType === other.eventType && one.detail === other.detail
	);
}

function askProduct(deps: SendTestDeps): Step<TestAnswers> {
	return async (frame, state) => {
		const items = [PRODUCT_IDS.mediaPull, PRODUCT_IDS.channels].map((value) => ({
			label: productName(value),
			value,
		}));
		const placeholder = vscode.l10n.t('Product whose notification is sent');
		const outcome = await askPick<number>(frame, { placeholder, items, selected: state.productId });
		return answerInto(outcome, (productId) => withDefaultSecret(deps, { ...state, productId }));
	};
}

function askEvent({ facts }: SendTestDeps): Step<TestAnswers> {
	return async (frame, state) => {
		const items = TEST_EVENTS.filter(({ productId }) => productId === state.productId).map((value) => {
			const body = buildTestNotification(value, state.subject, { noticeId: 'test', at: facts.now() });
			const { eventType, detail } = value;
			const number = vscode.l10n.t('event {0}', eventType);
			return {
				label: notificationText(readNotification(body), facts),
				description: detail === undefined ? number : `${number} · ${detail}`,
				value,
			};
		});
		const placeholder = vscode.l10n.t('Event');
		const outcome = await askPick(frame, { placeholder, items, selected: state.event });
		return answerInto(outcome, (event) => ({ ...state, event }));
	};
}

interface SubjectChoice {
	readonly productId: number;
	readonly label: string;
	readonly description?: string;
	readonly value: TestSubject;
}

/** Invented ones first. */
async function subjectChoices({ testSources, facts }: SendTestDeps): Promise<readonly SubjectChoice[]> {
	const { mediaPull, channels } = PRODUCT_IDS;
	const describe = (parts: readonly (string | undefined)[]) =>
		parts.filter((part) => part !== undefined).join(' · ');
	const players = testSources.players.known().map((known) => ({
		productId: mediaPull,
		label: playerLabel(known.player),
		description: describe([known.player.channelName, facts.projectName(known.appId)]),
		value: subjectOfPlayer(known),
	}));
	const known = await testSources.channels.known();
	return [
		{ productId: mediaPull, label: vscode.l10n.t('Invented player test_player'), value: SAMPLE },
		...players,
		{ productId: channels, label: vscode.l10n.t('Invented channel test_channel'), value: SAMPLE },
		{
			productId: channels,
			label: vscode.l10n.t('As in the health check of the Agora Console'),
			description: `${HEALTH_CHECK.channelName} · 12121212`,
			value: HEALTH_CHECK,
		},
		...known.map((channel) => ({
			productId: channels,
			label: channel.channelName,
			description: facts.projectName(channel.appId) ?? channel.appId,
			value: subjectOfChannel(channel),
		})),
	];
}

function askSubject(
	deps: SendTestDeps,
	subjects: readonly SubjectChoice[],
	activeAppId: string | undefined,
): Step<TestAnswers> {
	return async (frame, state) => {
		const items = subjects.filter(({ productId }) => productId === state.productId);
		const placeholder =
			state.productId === PRODUCT_IDS.mediaPull
				? vscode.l10n.t('Player that the event is about')
				: vscode.l10n.t('Channel that the event is about');
		const outcome = await askPick(frame, { placeholder, items, selected: state.subject });
		return answerInto(outcome, (subject) =>
			withDefaultSecret(deps, { ...state, subject, appId: subject.appId ?? activeAppId }),
		);
	};
}

async function sendAndReport(deps: SendTestDeps, post: NotificationPost): Promise<void> {
	const title = vscode.l10n.t('Sending the notification to {0}', post.url.host);
	const answer = await withCancellableProgress(title, (signal) =>
		unlessAborted(signal, postNotification(post, { clock: deps.clock, signal })),
	);
	if (!answer) {
		return;
	}
	const again = { ...post, body: withNotifyTime(post.body, deps.facts.now()) };
	await showAnswer(answerText(answer), answer, [
		{ label: vscode.l10n.t('Send Again'), run: () => sendAndReport(deps, again) },
		{ label: vscode.l10n.t('Copy as curl'), run: () => copyCurl(post.url, post.body) },
	]);
}

/** Resolves to undefined where the user cancelled. */
export async function unlessAborted<T>(signal: AbortSignal, sending: Promise<T>): Promise<T | undefined> {
	try {
		return await sending;
	} catch (error) {
		if (signal.aborted) {
			return undefined;
		}
		throw error;
	}
}
