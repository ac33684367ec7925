import * as vscode from 'vscode';
import type { Project } from '../agora/console/projects';
import { checkPlayer, type PlayerRequest } from '../agora/mediaPull/playerRequest';
import { REGIONS, type Region } from '../agora/mediaPull/region';
import { answerInto, askPick, askText, runSteps, type Step } from '../ui/steps';
import { fieldText } from './fieldText';
import { proposedName } from './playerName';
import { regionName } from './regionName';

export interface CreateAnswers {
	readonly project: Project;
	readonly region: Region;
	readonly streamUrl: string;
	readonly channelName: string;
	/** As typed: a number is a uid, anything else an account. */
	readonly user: string;
	/** Empty for a player without a name. */
	readonly name: string;
}

type Partly = Partial<CreateAnswers>;

export interface CreateDefaults {
	/** The project of the row the command was called on: it is not asked for then. */
	readonly project: Project | undefined;
	readonly projectItems: readonly (vscode.QuickPickItem & { value: Project })[];
	/** The region to mark for a project. */
	readonly regionOf: (project: Project) => Region | undefined;
	/** The region to take without asking, by the setting `agora.players.defaultRegion`. */
	readonly fixedRegion: Region | undefined;
}

/** Asks for a cloud player in steps; every line is checked as it is typed. Undefined when the user left. */
export async function askForPlayer(defaults: CreateDefaults): Promise<CreateAnswers | undefined> {
	const { project, fixedRegion } = defaults;
	const answers = await runSteps<Partly>(
		vscode.l10n.t('Create Cloud Player'),
		[
			{ skip: () => project !== undefined, ask: askProject(defaults) },
			{ skip: () => fixedRegion !== undefined, ask: askRegion(defaults) },
			{ ask: askStreamUrl },
			{ ask: askChannel },
			{ ask: askUser },
			{ ask: askName },
		],
		{ ...(project && { project }), ...(fixedRegion && { region: fixedRegion }) },
	);
	return answers && isComplete(answers) ? answers : undefined;
}

/** The user of a player in its channel, from what was typed: a number is a uid, anything else an account. */
export function userOf(typed: string): { readonly uid: number } | { readonly account: string } {
	return /^\d+$/.test(typed) ? { uid: Number(typed) } : { account: typed };
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

function askProject({ projectItems }: CreateDefaults): Step<Partly> {
	return async (frame, state) =>
		answerInto(
			await askPick(frame, {
				placeholder: vscode.l10n.t('In which project?'),
				items: projectItems,
				selected: state.project,
			}),
			(project) => ({ ...state, project }),
		);
}

function askRegion({ regionOf }: CreateDefaults): Step<Partly> {
	return async (frame, state) =>
		answerInto(
			await askPick(frame, {
				placeholder: vscode.l10n.t('In which region does the stream originate?'),
				items: REGIONS.map((value) => ({ value, label: regionName(value), description: value })),
				selected: state.region ?? (state.project && regionOf(state.project)),
			}),
			(region) => ({ ...state, region }),
		);
}

const askStreamUrl: Step<Partly> = async (frame, state) =>
	answerInto(
		await askText(frame, {
			prompt: vscode.l10n.t('Address of the stream, video or picture: rtmp, https or http'),
			placeholder: 'rtmp://example.com/live/class32',
			value: state.streamUrl,
			validate: (streamUrl) => problem('streamUrl', { streamUrl: streamUrl.trim() }),
		}),
		(streamUrl) => ({ ...state, streamUrl: streamUrl.trim() }),
	);

const askChannel: Step<Partly> = async (frame, state) =>
	answerInto(
		await askText(frame, {
			prompt: vscode.l10n.t('Channel to play it in'),
			placeholder: 'class32',
			value: state.channelName,
			validate: (channelName) => problem('channelName', { channelName }),
		}),
		(channelName) => ({ ...state, channelName }),
	);

const askUser: Step<Partly> = async (frame, state) =>
	answerInto(
		await askText(frame, {
			prompt: vscode.l10n.t(
				'User of the player in the channel: a number is a uid (0 lets Agora choose), anything else an account',
			),
			placeholder: '101',
			value: state.user,
			validate: (user) => problem('uid', userOf(user)) ?? problem('account', userOf(user)),
		}),
		(user) => ({ ...state, user }),
	);

const askName: Step<Partly> = async (frame, state) =>
	answerInto(
		await askText(frame, {
			prompt: vscode.l10n.t(
				'Name, so that the same stream is not played twice: no two players of a project share one. Empty for none.',
			),
			value: state.name ?? proposedName(state.channelName ?? '', state.user ?? ''),
			validate: (name) => (name === '' ? undefined : problem('name', { name })),
		}),
		(name) => ({ ...state, name }),
	);

/** What is wrong with one field, by the same rules that the request is held against before it is sent. */
function problem(field: string, part: Partial<PlayerRequest>): string | undefined {
	const complete: PlayerRequest = { streamUrl: 'https://example.com/live', channelName: 'channel', ...part };
	const player = 'uid' in part || 'account' in part ? complete : { ...complete, uid: 1 };
	const issue = checkPlayer(player, Math.floor(Date.now() / 1000)).find((each) => each.field === field);
	return issue && fieldText(issue);
}
