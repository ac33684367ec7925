import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { REGIONS, type Region } from '../../agora/mediaPull/player';
import { checkPlayer, type PlayerRequest } from '../../agora/mediaPull/playerRequest';
import { channelUserText, readChannelUser } from '../../agora/session';
import { answerInto, askPick, askText, askTextOr, runSteps, type Step } from '../../ui/steps';
import { userHint } from '../../ui/text';
import { freeUser, proposedName } from '../playerNames';
import { fieldText, regionName, takenUserText } from '../playerText';
import type { ShownPlayer } from '../store/playerConditions';
import type { LastCreation } from './lastCreation';

export interface CreateAnswers {
	readonly project: Project;
	readonly region: Region;
	readonly streamUrl: string;
	readonly channelName: string;
	/** As typed; `readChannelUser` tells a uid from an account. */
	readonly user: string;
	/** Empty for a player without a name. */
	readonly name: string;
	/** Pasted where none can be signed; empty for none. A secret. */
	readonly token?: string | undefined;
}

type Partly = Partial<CreateAnswers>;

export interface CreateDefaults {
	/** The project of the row the command was called on: it is not asked for then. */
	readonly project: Project | undefined;
	readonly projectItems: readonly (vscode.QuickPickItem & { value: Project })[];
	/** The region last used in a project: it is not asked for again, only offered to be changed. */
	readonly regionOf: (project: Project) => Region | undefined;
	/** What was typed the last time in a project. */
	readonly lastOf: (project: Project) => LastCreation | undefined;
	/** The players that are known of a project. */
	readonly playersOf: (project: Project) => readonly ShownPlayer[];
	/** Whether a token cannot be signed though the project may need one. */
	readonly needsToken: (project: Project) => boolean;
	/** The region to take without asking, by the setting `agora.players.defaultRegion`. */
	readonly fixedRegion: Region | undefined;
}

/** Asks for a cloud player in steps; every line is checked as it is typed. Undefined when the user left. */
export async function askForPlayer(defaults: CreateDefaults): Promise<CreateAnswers | undefined> {
	const { project, fixedRegion, regionOf, needsToken } = defaults;
	const answers = await runSteps<Partly>(
		vscode.l10n.t('Create Cloud Player'),
		[
			{ skip: () => project !== undefined, ask: askProject(defaults) },
			{
				skip: (state) =>
					fixedRegion !== undefined || (state.project && regionOf(state.project)) !== undefined,
				ask: askRegion(defaults),
			},
			{ ask: askStreamUrl(defaults) },
			{ ask: askChannel(defaults) },
			{ ask: askUser(defaults) },
			{ ask: askName },
			{ skip: ({ project: chosen }) => !chosen || !needsToken(chosen), ask: askToken },
		],
		{ ...(project && { project }), ...(fixedRegion && { region: fixedRegion }) },
	);
	const region = answers?.region ?? (answers?.project && regionOf(answers.project));
	const whole = { ...answers, ...(region && { region }) };
	return answers && isComplete(whole) ? whole : undefined;
}

function isComplete(answers: Partly): answers is CreateAnswers {
	return (
		answers.project !== undefined &&
		answers.region !== undefined &&
		answers.streamUrl !== undefined &&
		answers.channelName !== undefined &&
		answers.user !== undefined &&
		answers.name !== undefined
	);
}

/** The region belongs to the project it was chosen for. */
function askProject({ projectItems, fixedRegion }: CreateDefaults): Step<Partly> {
	return async (frame, state) =>
		answerInto(
			await askPick(frame, {
				placeholder: vscode.l10n.t('In which project?'),
				items: projectItems,
				selected: state.project,
			}),
			(project) => (project === state.project ? state : { ...withoutRegion(state, fixedRegion), project }),
		);
}

function withoutRegion({ region: _chosen, ...others }: Partly, fixedRegion: Region | undefined): Partly {
	return { ...others, ...(fixedRegion && { region: fixedRegion }) };
}

function askRegion({ regionOf }: CreateDefaults): Step<Partly> {
	return async (frame, state) =>
		answerInto(
			await askPick(frame, {
				placeholder: vscode.l10n.t('In which region does the stream originate?'),
				items: REGIONS.map((value) => ({ value, label: regionName(value), description: value })),
				selected: state.region ?? (state.project && regionOf(state.project)),
			}),
			(region) => ({ ...state, ...(region && { region }) }),
		);
}

/** The address; its button leads to the region, where that is not asked for any more. */
function askStreamUrl(defaults: CreateDefaults): Step<Partly> {
	return async (frame, before) => {
		let state = before;
		for (;;) {
			const region = state.region ?? (state.project && defaults.regionOf(state.project));
			const outcome = await askTextOr(
				frame,
				{
					prompt: vscode.l10n.t('Address of the stream, video or picture: rtmp, https or http'),
					placeholder: 'rtmp://example.com/live/class32',
					value: state.streamUrl ?? lastOf(defaults, state)?.streamUrl,
					validate: (streamUrl) => problem('streamUrl', { streamUrl: streamUrl.trim() }),
				},
				region && {
					icon: 'globe',
					tooltip: vscode.l10n.t('Region: {0}. Choose another…', regionName(region)),
				},
			);
			if (typeof outcome === 'string') {
				return outcome;
			}
			const { text, acted } = outcome.answer;
			state = { ...state, streamUrl: text.trim() };
			if (!acted) {
				return { answer: state };
			}
			const chosen = await askRegion(defaults)(frame, { ...state, ...(region && { region }) });
			if (chosen === 'cancel') {
				return chosen;
			}
			state = chosen === 'back' ? state : chosen.answer;
		}
	};
}

function askChannel(defaults: CreateDefaults): Step<Partly> {
	return async (frame, state) =>
		answerInto(
			await askText(frame, {
				prompt: vscode.l10n.t(
					'Channel to play it in. Its users must join with the channel profile {0}.',
					'LIVE_BROADCASTING',
				),
				placeholder: 'class32',
				value: state.channelName ?? lastOf(defaults, state)?.channelName,
				validate: (channelName) => problem('channelName', { channelName }),
			}),
			(channelName) => ({ ...state, channelName }),
		);
}

function askUser(defaults: CreateDefaults): Step<Partly> {
	return async (frame, state) => {
		const { project, channelName = '' } = state;
		const known = project ? defaults.playersOf(project) : [];
		return answerInto(
			await askText(frame, {
				prompt: vscode.l10n.t(
					'User of the player in the channel, which nobody else there may have: a number is a uid (0 lets Agora choose), anything else an account',
				),
				placeholder: '101',
				value: state.user ?? freeUser(known, channelName, lastOf(defaults, state)?.user),
				validate: (typed) => {
					const user = readChannelUser(typed);
					return problem('uid', user) ?? problem('account', user);
				},
				hint: userHint,
				warning: (typed) => takenUserText(known, { channelName, user: readChannelUser(typed) }),
			}),
			(typed) => ({ ...state, user: channelUserText(readChannelUser(typed)) }),
		);
	};
}

function lastOf({ lastOf: last }: CreateDefaults, { project }: Partly): LastCreation | undefined {
	return project && last(project);
}

const askToken: Step<Partly> = async (frame, state) =>
	answerInto(
		await askText(frame, {
			prompt: vscode.l10n.t(
				'RTC token for this channel and user. Leave empty if the project has no App Certificate.',
			),
			password: true,
			value: state.token,
		}),
		(token) => ({ ...state, token: token.trim() }),
	);

const askName: Step<Partly> = async (frame, state) =>
	answerInto(
		await askText(frame, {
			prompt: vscode.l10n.t(
				'Name, unique in the project, so that the same stream is not played twice. Leave empty for none.',
			),
			value: state.name ?? proposedName(state.channelName ?? '', state.user ?? ''),
			validate: (name) => (name === '' ? undefined : problem('name', { name })),
		}),
		(name) => ({ ...state, name }),
	);

/** What is wrong with one field, by the same rules that the request is held against before it is sent. None asked for here has a time. */
function problem(field: string, part: Partial<PlayerRequest>): string | undefined {
	const complete: PlayerRequest = { streamUrl: 'https://example.com/live', channelName: 'channel', ...part };
	const player = 'uid' in part || 'account' in part ? complete : { ...complete, uid: 1 };
	const issue = checkPlayer(player, 0).find((each) => each.field === field);
	return issue && fieldText(issue);
}

/** The region to take without asking, by the setting `agora.players.defaultRegion`. */
export function fixedRegion(): Region | undefined {
	const setting = vscode.workspace.getConfiguration('agora').get<string>('players.defaultRegion', 'ask');
	return REGIONS.find((region) => region === setting);
}
