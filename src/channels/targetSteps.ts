import * as v from 'valibot';
import * as vscode from 'vscode';
import type { ChannelUsers } from '../agora/channels/channelUsers';
import type { Project } from '../agora/console/projects';
import { ipv4 } from '../agora/fields';
import { type ChannelUser, channelUserText, readChannelUser } from '../agora/session';
import { channelProblem } from '../ui/channelInput';
import type { PickItem } from '../ui/dialogs';
import { errorText } from '../ui/errorText';
import { withPatientProgress } from '../ui/progress';
import { answerInto, askPick, askText, runSteps, type Step, type StepOptions } from '../ui/steps';
import { canBan } from './bans/banPlan';

import { type ChannelPlayers, playerOf } from './channelPlayers';
import type { ChannelReader } from './channelReader';
import type { ProjectChoice } from './channelScope';
import type { ChannelStore } from './channelStore';
import { roleText, userCountText, userText } from './channelText';
import type { TargetChannel } from './targetChannels';

export interface TargetStepDeps {
	readonly choice: ProjectChoice;
	readonly store: Pick<ChannelStore, 'channels' | 'users'>;
	readonly reader: Pick<ChannelReader, 'readChannels' | 'readUsers'>;
	readonly players: Pick<ChannelPlayers, 'inChannel'>;
}

/** `other`: a channel that is not listed; `every`: all channels of the project; `ip`: the same, for everybody behind an address. */
type Place = 'other' | 'every' | 'ip' | { readonly channelName: string };

/** Which channel and user a command means, where it was not called on their row. Every answer can be changed with Back. */
export interface TargetAnswers {
	readonly project?: Project | undefined;
	readonly place?: Place | undefined;
	readonly otherChannel?: string | undefined;
	readonly user?: ChannelUser | undefined;
	/** The user is entered, not chosen. */
	readonly isOtherUser?: boolean | undefined;
	readonly ip?: string | undefined;
}

/** The channel that was chosen or entered. */
export function channelNameOf({ place, otherChannel }: TargetAnswers): string | undefined {
	return typeof place === 'object' ? place.channelName : place === 'other' ? otherChannel : undefined;
}

/** The answers that a channel gives, for a command that was called on it. */
export function answersFor(channel: TargetChannel | undefined): TargetAnswers {
	return channel ? { project: channel.project, place: { channelName: channel.channelName } } : {};
}

/** The title of the steps: the command, then the answers that were given. */
export function targetTitle(title: string, state: TargetAnswers): string {
	const { project, user, ip } = state;
	const userName = user && canBan(user) ? userText(user) : undefined;
	return [title, project?.name, channelNameOf(state), userName, ip]
		.filter((part) => part !== undefined && part !== '')
		.join(' · ');
}

/** Lets the user choose a channel, or enter the name of one that is not listed. Undefined when the user cancels. */
export async function askForChannel(deps: TargetStepDeps, title: string): Promise<TargetChannel | undefined> {
	await deps.choice.ensureProjects();
	const state = await runSteps<TargetAnswers>(
		(answers) => targetTitle(title, answers),
		channelSteps(deps, title, { given: {} }),
		initialAnswers(deps, {}),
	);
	const channelName = state && channelNameOf(state);
	return state?.project && channelName !== undefined ? { project: state.project, channelName } : undefined;
}

/** The answers to start with: those given, otherwise the active project. */
export function initialAnswers<State extends Pick<TargetAnswers, 'project'>>(
	{ choice }: Pick<TargetStepDeps, 'choice'>,
	given: State,
): State {
	const { active } = choice;
	return given.project || !active || !hasChannels(active) ? given : { ...given, project: active };
}

interface ChannelStepOptions {
	readonly given: TargetAnswers;
	/** Also offers all channels of the project, for a user or for an IP address. */
	readonly offersEvery?: boolean;
}

/** The steps that ask for the project and the channel. */
export function channelSteps<State extends TargetAnswers>(
	deps: TargetStepDeps,
	title: string,
	{ given, offersEvery = false }: ChannelStepOptions,
): StepOptions<State>[] {
	return [
		{
			isAnswered: initialAnswers(deps, given).project !== undefined,
			ask: askProject(deps.choice, (state, project) => ({
				...{ ...state, ...NO_USER, project },
				...{ place: undefined, otherChannel: undefined },
			})),
		},
		{ ask: askPlace(deps, title, offersEvery), isAnswered: given.place !== undefined },
		{ skip: ({ place }) => place !== 'other', ask: askOtherChannel },
	];
}

/** The steps that ask for a user of the channel, who may have an account, or for an IP address. */
export function userSteps<State extends TargetAnswers>(
	deps: TargetStepDeps,
	title: string,
): StepOptions<State>[] {
	return [
		{
			skip: ({ place, isOtherUser, user }) =>
				place === 'every' || place === 'ip' || (isOtherUser === true && !user),
			ask: askUser(deps, title),
		},
		{
			skip: ({ place, isOtherUser }) => place === 'ip' || (place !== 'every' && isOtherUser !== true),
			ask: askOtherUser,
		},
		{ skip: ({ place }) => place !== 'ip', ask: askIp },
	];
}

/** Whether a project can have live channels. */
function hasChannels({ enabled, appId }: Project): boolean {
	return enabled !== false && appId !== '';
}

/** @param put also drops the answers that belong to the earlier project */
export function askProject<State extends Pick<TargetAnswers, 'project'>>(
	choice: ProjectChoice,
	put: (state: State, project: Project) => State,
): Step<State> {
	return async (frame, state) =>
		answerInto(
			await askPick(frame, {
				placeholder: vscode.l10n.t('Choose a project'),
				items: choice.items(hasChannels),
				selected: state.project,
			}),
			(project) => (project === state.project ? state : put(state, project)),
		);
}

const NO_USER = { user: undefined, isOtherUser: undefined, ip: undefined };

function askPlace<State extends TargetAnswers>(
	deps: TargetStepDeps,
	title: string,
	offersEvery: boolean,
): Step<State> {
	return async (frame, state) => {
		const { project } = state;
		if (!project) {
			return 'cancel';
		}
		await readPatiently(title, deps.reader.readChannels(project));
		const { value = [], error } = deps.store.channels(project.appId);
		const listed = value.map(({ name, userCount }) => ({
			label: name,
			description: userCountText(userCount),
			value: { channelName: name },
		}));
		const others: readonly (PickItem & { readonly value: Place })[] = [
			{ label: vscode.l10n.t('Another Channel…'), icon: 'edit', value: 'other', alwaysShow: true },
			...(offersEvery ? everyItems() : []),
		];
		const items = [...listed, ...others];
		const before = state.place;
		const selected = items.find(({ value: each }) =>
			typeof each === 'object' && typeof before === 'object'
				? each.channelName === before.channelName
				: each === before,
		);
		return answerInto(
			await askPick<Place>(frame, {
				placeholder:
					error === undefined
						? vscode.l10n.t('Which channel? Agora’s list may lag by minutes.')
						: vscode.l10n.t('The channels could not be read. {0}', errorText(error)),
				items,
				selected: before === undefined ? undefined : selected?.value,
			}),
			(place) => (place === before ? state : { ...state, ...NO_USER, place }),
		);
	};
}

function everyItems(): readonly (PickItem & { readonly value: Place })[] {
	return [
		{
			label: vscode.l10n.t('Every Channel of the Project…'),
			detail: vscode.l10n.t('Asks for the uid of a user'),
			icon: 'globe',
			value: 'every',
		},
		{
			label: vscode.l10n.t('An IP Address in Every Channel…'),
			detail: vscode.l10n.t(
				'Affects everybody behind it: a school or a mobile network may share one address',
			),
			icon: 'warning',
			value: 'ip',
		},
	];
}

const askOtherChannel = async <State extends TargetAnswers>(
	...[frame, state]: Parameters<Step<State>>
): ReturnType<Step<State>> =>
	answerInto(
		await askText(frame, {
			prompt: vscode.l10n.t('Name of the channel, exactly as the app uses it'),
			placeholder: 'class32',
			value: state.otherChannel,
			validate: channelProblem,
		}),
		(otherChannel) => (otherChannel === state.otherChannel ? state : { ...state, ...NO_USER, otherChannel }),
	);

function askUser<State extends TargetAnswers>(deps: TargetStepDeps, title: string): Step<State> {
	return async (frame, state) => {
		const { project } = state;
		const channelName = channelNameOf(state);
		if (!project || channelName === undefined) {
			return 'cancel';
		}
		const { appId } = project;
		await readPatiently(title, deps.reader.readUsers(project, channelName));
		const { value, error } = deps.store.users(appId, channelName);
		const listed = listedUsers(value).map(({ user, role }) => ({
			label: userText(user),
			description: [role, playerOf(deps.players, appId, channelName, user)?.name ?? '']
				.filter((part) => part !== '')
				.join(' · '),
			...('account' in user && {
				detail: vscode.l10n.t('Joined with an account: Agora’s API takes uids only'),
			}),
			value: user,
		}));
		const other = {
			label: vscode.l10n.t('Another User…'),
			icon: 'edit',
			value: OTHER_USER,
			alwaysShow: true,
		};
		const outcome = await askPick<ChannelUser>(frame, {
			placeholder:
				error === undefined
					? vscode.l10n.t('Which user of channel “{0}”? Agora’s list may lag by minutes.', channelName)
					: vscode.l10n.t('The users could not be read. {0}', errorText(error)),
			items: [...listed, other],
			selected: state.isOtherUser ? OTHER_USER : state.user,
		});
		return answerInto(outcome, (user) =>
			user === OTHER_USER
				? { ...state, isOtherUser: true, user: state.isOtherUser ? state.user : undefined }
				: { ...state, isOtherUser: false, user },
		);
	};
}

const OTHER_USER: ChannelUser = { account: '' };

const askOtherUser = async <State extends TargetAnswers>(
	...[frame, state]: Parameters<Step<State>>
): ReturnType<Step<State>> =>
	answerInto(
		await askText(frame, {
			prompt: vscode.l10n.t('The uid of the user'),
			value: state.user && channelUserText(state.user),
			validate: uidProblem,
		}),
		(typed) => ({ ...state, user: readChannelUser(typed) }),
	);

/** Why a text is no uid that a ban can name. */
function uidProblem(typed: string): string | undefined {
	const user = readChannelUser(typed);
	if (canBan(user)) {
		return undefined;
	}
	return 'account' in user
		? vscode.l10n.t('Enter a uid. Agora’s API does not take accounts.')
		: vscode.l10n.t('A uid of a user is a whole number from 1 to 4294967295.');
}

const askIp = async <State extends TargetAnswers>(
	...[frame, state]: Parameters<Step<State>>
): ReturnType<Step<State>> =>
	answerInto(
		await askText(frame, {
			prompt: vscode.l10n.t(
				'IPv4 address. Everybody behind it is affected, in every channel of the project.',
			),
			placeholder: '192.0.2.1',
			value: state.ip,
			validate: (typed) =>
				v.is(ipv4, typed.trim()) ? undefined : vscode.l10n.t('Enter an IPv4 address, such as 192.0.2.1.'),
		}),
		(typed) => ({ ...state, ip: typed.trim() }),
	);

interface ListedUser {
	readonly user: ChannelUser;
	readonly role: string;
}

function listedUsers(users: ChannelUsers | undefined): ListedUser[] {
	if (!users?.exists) {
		return [];
	}
	if (users.profile === 'communication') {
		return users.users.map((user) => ({ user, role: '' }));
	}
	return [
		...users.hosts.map((user) => ({ user, role: roleText('host') })),
		...users.audience.map((user) => ({ user, role: roleText('audience') })),
	];
}

/** Waits for a reading with progress. Where the user cancels, what was read before is offered. */
export async function readPatiently(title: string, reading: Promise<void>): Promise<void> {
	await withPatientProgress('agora.channels', title, async (signal) => {
		const cancelled = new Promise<void>((resolve) => {
			signal.addEventListener('abort', () => resolve(), { once: true });
		});
		await Promise.race([reading, cancelled]);
	});
}
