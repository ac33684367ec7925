import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { REGIONS, type Region } from '../../agora/mediaPull/player';
import { checkPlayer, type PlayerRequest } from '../../agora/mediaPull/playerRequest';
import { storableStreamUrl } from '../../agora/redact';
import { optionalUserText, readOptionalUser } from '../../agora/session';
import type { LastAnswers } from '../../ui/boundedMemento';
import { answerInto, askPick, askText, askTextOr, runSteps, type Step } from '../../ui/steps';
import { userHint } from '../../ui/text';
import { freeUser, proposedName } from '../playerNames';
import { fieldText, regionName, takenUserText } from '../playerText';
import type { ShownPlayer } from '../store/playerConditions';

interface CreateAnswers {
	readonly project: Project;
	readonly region: Region;
	readonly streamUrl: string;
	readonly channelName: string;
	/** As `readOptionalUser` reads it: empty lets Agora choose a uid. */
	readonly user: string;
	/** Empty for a player without a name. */
	readonly name: string;
	/** Entered if none can be signed; empty for none. A secret. */
	readonly token?: string | undefined;
}

type PartialAnswers = Partial<CreateAnswers>;

const lastSchema = v.object({
	streamUrl: v.optional(v.string()),
	channelName: v.string(),
	user: v.string(),
});

/** The last answers for a project. */
type LastCreation = v.InferOutput<typeof lastSchema>;

/** Stores answers as defaults for the next time: of an rtmp address only its host, and no other address that may contain a secret. */
export async function rememberCreation(
	last: LastAnswers,
	{ project, streamUrl, channelName, user }: CreateAnswers,
): Promise<void> {
	const stored = storableStreamUrl(streamUrl);
	await last.set(project.appId, lastSchema, {
		...{ channelName, user },
		...(stored !== undefined && { streamUrl: stored }),
	});
}

/** What the command already knows. */
export interface GivenAnswers {
	/** The project of the row that the command was called on, which is then not asked for. */
	readonly project: Project | undefined;
	/** The project that is used unless the user goes back and chooses another one. */
	readonly activeProject: Project | undefined;
	/** The channel that is used unless the user goes back and enters another one. */
	readonly channelName?: string | undefined;
}

interface CreateDefaults extends GivenAnswers {
	readonly projectItems: readonly (vscode.QuickPickItem & { value: Project })[];
	/** The region last used in a project: it is not asked for again, but can be changed. */
	readonly regionOf: (project: Project) => Region | undefined;
	readonly last: LastAnswers;
	/** The stored players of a project. */
	readonly playersOf: (project: Project) => readonly ShownPlayer[];
	/** Whether a token cannot be signed although the project may need one. */
	readonly needsToken: (project: Project) => boolean;
	/** The region of the setting `agora.players.defaultRegion`, which is then not asked for. */
	readonly fixedRegion: Region | undefined;
}

/** Asks for the properties of a cloud player in steps. Every input is checked while the user types. Undefined if the user cancelled. */
export async function askForPlayer(defaults: CreateDefaults): Promise<CreateAnswers | undefined> {
	const { project, activeProject, channelName, fixedRegion, regionOf, needsToken } = defaults;
	const taken = project ?? activeProject;
	// A given channel is one of the first answers, so that Back leads to it.
	const isGiven = channelName !== undefined;
	const channelStep = { ask: askChannel(defaults), isAnswered: isGiven };
	const answers = await runSteps<PartialAnswers>(
		(state) => stepTitle(defaults, state),
		[
			{
				skip: () => project !== undefined,
				isAnswered: project === undefined && activeProject !== undefined,
				ask: askProject(defaults),
			},
			...(isGiven ? [channelStep] : []),
			{
				skip: (state) =>
					fixedRegion !== undefined || (state.project && regionOf(state.project)) !== undefined,
				ask: askRegion(defaults),
			},
			{ ask: askStreamUrl(defaults) },
			...(isGiven ? [] : [channelStep]),
			{ ask: askUser(defaults) },
			{ ask: askName },
			{ skip: ({ project: chosen }) => !chosen || !needsToken(chosen), ask: askToken },
		],
		{
			...(taken && { project: taken }),
			...(isGiven && { channelName }),
			...(fixedRegion && { region: fixedRegion }),
		},
	);
	const region = answers && knownRegion(defaults, answers);
	const complete = { ...answers, ...(region && { region }) };
	return answers && isComplete(complete) ? complete : undefined;
}

/** Names the project, the given channel and the region, also where they are taken over and not asked for. */
function stepTitle(defaults: CreateDefaults, state: PartialAnswers): string {
	const region = knownRegion(defaults, state);
	const channel = defaults.channelName === undefined ? undefined : state.channelName;
	return [vscode.l10n.t('Create Cloud Player'), state.project?.name, channel, region && regionName(region)]
		.filter((part) => part !== undefined)
		.join(' · ');
}

function knownRegion({ regionOf }: CreateDefaults, { project, region }: PartialAnswers): Region | undefined {
	return region ?? (project && regionOf(project));
}

function isComplete(answers: PartialAnswers): answers is CreateAnswers {
	return (
		answers.project !== undefined &&
		answers.region !== undefined &&
		answers.streamUrl !== undefined &&
		answers.channelName !== undefined &&
		answers.user !== undefined &&
		answers.name !== undefined
	);
}

/** Another project resets the region, which belongs to a project. */
function askProject({ projectItems, fixedRegion }: CreateDefaults): Step<PartialAnswers> {
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

function withoutRegion(
	{ region: _chosen, ...others }: PartialAnswers,
	fixedRegion: Region | undefined,
): PartialAnswers {
	return { ...others, ...(fixedRegion && { region: fixedRegion }) };
}

function askRegion({ regionOf }: CreateDefaults): Step<PartialAnswers> {
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

/** Asks for the address; a button changes the region if that is not asked for. */
function askStreamUrl(defaults: CreateDefaults): Step<PartialAnswers> {
	return async (frame, before) => {
		let state = before;
		for (;;) {
			const region = knownRegion(defaults, state);
			const outcome = await askTextOr(
				{ ...frame, title: stepTitle(defaults, state) },
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

function askChannel(defaults: CreateDefaults): Step<PartialAnswers> {
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

function askUser(defaults: CreateDefaults): Step<PartialAnswers> {
	return async (frame, state) => {
		const { project, channelName = '' } = state;
		const players = project ? defaults.playersOf(project) : [];
		return answerInto(
			await askText(frame, {
				prompt: vscode.l10n.t(
					'User of the player in the channel, which nobody else there may have: a number is a uid, anything else an account. Leave empty to let Agora choose a uid.',
				),
				placeholder: vscode.l10n.t('Agora chooses'),
				value: state.user ?? proposedUser(players, channelName, lastOf(defaults, state)?.user),
				validate: (typed) => {
					const user = readOptionalUser(typed);
					return problem('uid', user) ?? problem('account', user);
				},
				hint: userHint,
				warning: (typed) => takenUserText(players, { channelName, user: readOptionalUser(typed) }),
			}),
			(typed) => ({ ...state, user: optionalUserText(typed) }),
		);
	};
}

/** A user like the last one that is free in the channel; empty, so that Agora chooses, where none was entered last time. */
function proposedUser(players: readonly ShownPlayer[], channelName: string, last = ''): string {
	return last === '' || last === '0' ? '' : freeUser(players, channelName, last);
}

function lastOf({ last }: CreateDefaults, { project }: PartialAnswers): LastCreation | undefined {
	return project && last.get(project.appId, lastSchema);
}

const askToken: Step<PartialAnswers> = async (frame, state) =>
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

const askName: Step<PartialAnswers> = async (frame, state) =>
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

/** The problem of one field, by the rules that the request is checked with before it is sent. No field here depends on the time. */
function problem(field: string, part: Partial<PlayerRequest>): string | undefined {
	const complete: PlayerRequest = { streamUrl: 'https://example.com/live', channelName: 'channel', ...part };
	const player = 'uid' in part || 'account' in part ? complete : { ...complete, uid: 1 };
	const issue = checkPlayer(player, 0).find((each) => each.field === field);
	return issue && fieldText(issue);
}

/** The region of the setting `agora.players.defaultRegion`; undefined if the user is asked. */
export function fixedRegion(): Region | undefined {
	const setting = vscode.workspace.getConfiguration('agora').get<string>('players.defaultRegion', 'ask');
	return REGIONS.find((region) => region === setting);
}
