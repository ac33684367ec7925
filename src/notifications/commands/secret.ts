import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { isNotification, PRODUCT_IDS } from '../../agora/notifications/event';
import type { AgoraSession } from '../../agora/session';
import { confirm } from '../../ui/confirm';
import { showInformationMessage } from '../../ui/dialogs';
import { notifyDone } from '../../ui/notify';
import type { FeatureCommand } from '../../ui/signedIn';
import { answerInto, askPick, askText, runSteps, type Step } from '../../ui/steps';
import { ageText, countText } from '../../ui/text';
import type { NotificationProjects } from '../loadedNotifications';
import type { NotificationSecret, NotificationSecrets } from '../notificationSecrets';
import { productName } from '../notificationText';
import type { ReceivedNotifications } from '../receivedNotifications';
import { notificationOf } from '../targetNotification';
import type { ItemFacts } from '../tree/notificationItems';

interface SecretDeps {
	readonly projects: Pick<NotificationProjects, 'picker' | 'store'>;
	readonly secrets: NotificationSecrets;
	readonly received: Pick<ReceivedNotifications, 'all' | 'get'>;
	readonly facts: ItemFacts;
}

interface SecretAnswers {
	readonly project: Project | undefined;
	readonly productId: number | undefined;
	/** A stored secret to remove; `add` to store one. */
	readonly action: NotificationSecret | 'add';
	readonly value: string;
}

/** The products with notifications, those that this extension reads first. */
const PRODUCTS = [PRODUCT_IDS.mediaPull, PRODUCT_IDS.channels, 3, 5];

/** While a secret is being changed there are two. */
const MAX_SECRETS = 10;

/** Stores a secret of a product of a project, or removes one. `argument` may be the row of a project or of a notification. */
export const setNotificationSecret: FeatureCommand<SecretDeps> = async (deps, session, argument) => {
	const { projects, secrets } = deps;
	await projects.picker.ensureProjects();
	await secrets.read();
	const initial = initialAnswers(deps, argument);
	const answers = await runSteps(
		vscode.l10n.t('Set Notification Secret'),
		[
			{ ask: askProject(deps), isAnswered: initial.project !== undefined },
			{
				ask: askProduct(deps),
				isAnswered: initial.project !== undefined && initial.productId !== undefined,
			},
			{ ask: askAction(deps), skip: (state) => storedOf(deps, state).length === 0 },
			{ ask: askValue, skip: ({ action }) => action !== 'add' },
		],
		initial,
	);
	if (answers?.project && answers.productId !== undefined) {
		await apply(deps, session, { ...answers, project: answers.project, productId: answers.productId });
	}
};

function initialAnswers({ projects, received }: SecretDeps, argument: unknown): SecretAnswers {
	const notification = notificationOf({ received }, argument);
	const project = notification
		? projects.store.projects.find(({ appId }) => appId === notification.appId)
		: projects.picker.fromArgument(argument);
	return { project, productId: notification?.content.productId, action: 'add', value: '' };
}

function storedOf(
	{ secrets }: SecretDeps,
	{ project, productId }: SecretAnswers,
): readonly NotificationSecret[] {
	return project && productId !== undefined ? secrets.of({ appId: project.appId, productId }) : [];
}

function askProject({ projects }: SecretDeps): Step<SecretAnswers> {
	return async (frame, state) => {
		const items = await projects.picker.choices(({ appId }) => appId !== '');
		const selected = items.find(({ value }) => value.appId === state.project?.appId)?.value;
		const placeholder = vscode.l10n.t('Project whose notifications the secret signs');
		const outcome = await askPick(frame, { placeholder, items, selected });
		return answerInto(outcome, (project) => ({ ...state, project, action: 'add' }));
	};
}

function askProduct(deps: SecretDeps): Step<SecretAnswers> {
	return async (frame, state) => {
		const items = PRODUCTS.map((value) => {
			const { length } = storedOf(deps, { ...state, productId: value });
			const description = length === 0 ? '' : vscode.l10n.t('secrets stored: {0}', countText(length));
			return { label: productName(value), description, value };
		});
		const placeholder = vscode.l10n.t('Product: each has a secret of its own in the Agora Console');
		const outcome = await askPick(frame, { placeholder, items, selected: state.productId });
		return answerInto(outcome, (productId) => ({ ...state, productId, action: 'add' }));
	};
}

function askAction(deps: SecretDeps): Step<SecretAnswers> {
	return async (frame, state) => {
		const stored = storedOf(deps, state);
		const add = {
			icon: 'add',
			label: vscode.l10n.t('Store Another Secret'),
			detail: vscode.l10n.t(
				'While the secret is being changed in the Agora Console, the old and the new one are used.',
			),
			value: 'add' as const,
		};
		const remove = stored.map((secret) => ({
			icon: 'trash',
			label: vscode.l10n.t('Remove the secret that was stored {0}', ageText(secret.storedAt, Date.now())),
			description: usesText(deps.secrets.usesOf(secret)),
			value: secret,
		}));
		const placeholder = vscode.l10n.t('Store another secret, or remove one');
		const items = stored.length < MAX_SECRETS ? [add, ...remove] : remove;
		const outcome = await askPick<SecretAnswers['action']>(frame, { placeholder, items });
		return answerInto(outcome, (action) => ({ ...state, action }));
	};
}

function usesText(uses: number): string {
	return uses === 0
		? vscode.l10n.t('fits no notification received here')
		: vscode.l10n.t('notifications it fits: {0}', countText(uses));
}

const askValue: Step<SecretAnswers> = async (frame, state) => {
	const outcome = await askText(frame, {
		prompt: vscode.l10n.t(
			'Secret that the Agora Console shows for the notifications of {0} of {1}. It is kept in the secret storage only.',
			productName(state.productId ?? 0),
			state.project?.name ?? '',
		),
		password: true,
		validate: (value) => (value.trim() === '' ? vscode.l10n.t('A value is required.') : undefined),
	});
	return answerInto(outcome, (value) => ({ ...state, value: value.trim() }));
};

interface CompleteAnswers extends SecretAnswers {
	readonly project: Project;
	readonly productId: number;
}

async function apply(deps: SecretDeps, session: AgoraSession, answers: CompleteAnswers): Promise<void> {
	const { secrets } = deps;
	const { project, productId, action, value } = answers;
	if (action !== 'add') {
		await remove(deps, session, answers, action);
		return;
	}
	const scope = { appId: project.appId, productId };
	await secrets.add(session.accountId, scope, value);
	const stored = secrets.of(scope).find((each) => each.value === value);
	const uses = stored ? secrets.usesOf(stored) : 0;
	const others = deps.received.all.filter(
		({ content, state }) => isNotification(content) && content.productId === productId && state !== 'valid',
	).length;
	if (uses > 0 || others === 0) {
		notifyDone(
			uses === 0
				? vscode.l10n.t('Notification secret stored')
				: vscode.l10n.t('Notification secret stored: it fits {0} received notifications', countText(uses)),
		);
		return;
	}
	await showInformationMessage(
		vscode.l10n.t(
			'The notification secret is stored, but fits none of the notifications of {0} that were received here. If they are of project {1}, check that the secret is the one of this product.',
			productName(productId),
			project.name,
		),
	);
}

async function remove(
	{ secrets }: SecretDeps,
	session: AgoraSession,
	{ project, productId }: CompleteAnswers,
	secret: NotificationSecret,
): Promise<void> {
	const isConfirmed = await confirm({
		question: vscode.l10n.t(
			'Remove a notification secret of {0} of project “{1}”?',
			productName(productId),
			project.name,
		),
		account: session.accountLabel,
		consequence: vscode.l10n.t(
			'It is removed from the secret storage of this machine. The signatures of notifications that were signed with it can no longer be checked.',
		),
		verb: vscode.l10n.t('Remove Secret'),
	});
	if (isConfirmed) {
		await secrets.remove(session.accountId, secret);
		notifyDone(vscode.l10n.t('Notification secret removed'));
	}
}
