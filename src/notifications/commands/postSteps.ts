import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Clock } from '../../common/clock';
import type { LastAnswers } from '../../ui/boundedMemento';
import { answerInto, askPick, askText, type Step } from '../../ui/steps';
import { ageText } from '../../ui/text';
import type { NotificationSecret, NotificationSecrets } from '../notificationSecrets';
import { productName } from '../notificationText';
import { readLoopbackUrl } from '../postNotification';
import type { ItemFacts } from '../tree/notificationItems';

/** What the steps need to send to a back end on this machine. */
export interface PostStepDeps {
	readonly secrets: Pick<NotificationSecrets, 'all' | 'read'>;
	readonly lastTests: LastAnswers;
	readonly facts: Pick<ItemFacts, 'projectName' | 'now'>;
	readonly clock: Clock;
}

export interface PostAnswers {
	readonly productId: number;
	/** The project whose secrets come first; undefined if there is none. */
	readonly appId: string | undefined;
	/** Undefined if the secret is typed. */
	readonly secret: NotificationSecret | undefined;
	readonly typed: string;
	readonly url: string;
}

/** The secrets that the user stored for the product, those of the project first. */
function secretsOf({ secrets }: PostStepDeps, { productId, appId }: PostAnswers): NotificationSecret[] {
	const all = secrets.all.filter((each) => each.productId === productId);
	return [...all.filter((each) => each.appId === appId), ...all.filter((each) => each.appId !== appId)];
}

/** Selects the best stored secret again, after the product or the project changed. */
export function withDefaultSecret<State extends PostAnswers>(deps: PostStepDeps, state: State): State {
	return { ...state, secret: secretsOf(deps, state)[0] };
}

/** Asks for a stored secret, or for one that is not stored, and for the URL. */
export function postSteps<State extends PostAnswers>(
	deps: PostStepDeps,
): readonly { ask: Step<State>; skip?: (state: State) => boolean }[] {
	return [
		{ ask: askSecret(deps), skip: (state) => secretsOf(deps, state).length === 0 },
		{ ask: askTyped, skip: ({ secret }) => secret !== undefined },
		{ ask: askUrl },
	];
}

function askSecret<State extends PostAnswers>(deps: PostStepDeps): Step<State> {
	return async (frame, state) => {
		const { facts } = deps;
		const stored = secretsOf(deps, state).map((secret) => ({
			icon: 'key',
			label: facts.projectName(secret.appId) ?? secret.appId,
			description: vscode.l10n.t('stored {0}', ageText(secret.storedAt, facts.now())),
			value: secret.id,
		}));
		const type = { icon: 'edit', label: vscode.l10n.t('Enter Another Secret'), value: '' };
		const placeholder = vscode.l10n.t(
			'Secret of {0} that signs the notification',
			productName(state.productId),
		);
		const items = [...stored, type];
		const outcome = await askPick(frame, { placeholder, items, selected: state.secret?.id ?? '' });
		return answerInto(outcome, (id) => ({
			...state,
			secret: deps.secrets.all.find((each) => each.id === id),
		}));
	};
}

async function askTyped<State extends PostAnswers>(...[frame, state]: Parameters<Step<State>>) {
	const outcome = await askText(frame, {
		prompt: vscode.l10n.t(
			'Secret that signs the notification, as your back end knows it. It is used once and not stored.',
		),
		value: state.typed,
		password: true,
		validate: (value) => (value.trim() === '' ? vscode.l10n.t('A value is required.') : undefined),
	});
	return answerInto(outcome, (value) => ({ ...state, typed: value.trim() }));
}

async function askUrl<State extends PostAnswers>(...[frame, state]: Parameters<Step<State>>) {
	const outcome = await askText(frame, {
		prompt: vscode.l10n.t('Address of your back end on this machine'),
		value: state.url,
		validate: (value) =>
			readLoopbackUrl(value.trim())
				? undefined
				: vscode.l10n.t(
						'Only addresses of this machine are possible: http or https, and 127.0.0.1, [::1] or localhost, without credentials.',
					),
	});
	return answerInto(outcome, (value) => ({ ...state, url: value.trim() }));
}

/** What is to be sent with the answers: undefined if an answer is missing. */
export function postTarget({ secret, typed, url }: PostAnswers): { url: URL; secret: string } | undefined {
	const target = readLoopbackUrl(url);
	const value = secret?.value ?? typed;
	return target && value !== '' ? { url: target, secret: value } : undefined;
}

const urlSchema = v.object({ url: v.string() });

const DEFAULT_URL = 'http://127.0.0.1:3000/';

/** The back end that was used last, in any window. */
export function lastUrl({ lastTests }: Pick<PostStepDeps, 'lastTests'>): URL {
	const stored = lastTests.get('url', urlSchema)?.url ?? DEFAULT_URL;
	return readLoopbackUrl(stored) ?? new URL(DEFAULT_URL);
}

/** The query is not stored: it may contain a secret. */
export async function storeUrl({ lastTests }: Pick<PostStepDeps, 'lastTests'>, url: URL): Promise<void> {
	const stored = new URL(url);
	stored.search = '';
	await lastTests.set('url', urlSchema, { url: stored.href });
}
