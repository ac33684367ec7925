import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { type ChannelUser, channelUserText, optionalUserText } from '../../agora/session';
import {
	lifetimeText,
	MAX_LIFETIME_SECONDS,
	parseLifetime,
	type TokenRole,
} from '../../agora/token/buildToken';
import type { LastAnswers } from '../../ui/boundedMemento';
import { channelProblem, userProblem } from '../../ui/channelInput';
import { answerInto, askPick, askText, runSteps, type Step } from '../../ui/steps';
import { userHint } from '../../ui/text';

/** Contains no token and no certificate. */
export const lastTokenSchema = v.object({
	channelName: v.string(),
	/** As `readOptionalUser` reads it: empty for any user. */
	user: v.string(),
	role: v.picklist(['publisher', 'subscriber']),
	lifetimeSeconds: v.number(),
});

/** The answers for the last token of a project. */
type LastToken = v.InferOutput<typeof lastTokenSchema>;

export interface TokenAnswers extends LastToken {
	readonly project: Project;
}

/** A lifetime of 0 means that the last step asks for it. */
type PartialAnswers = Partial<TokenAnswers>;

/** What the command already knows. */
export interface GivenTokenAnswers {
	/** The project of the row that the command was called on; undefined to ask for it. */
	readonly project: Project | undefined;
	/** The project that is used unless the user goes back and chooses another one; it can sign. */
	readonly activeProject: Project | undefined;
	/** The channel that is used unless the user goes back and enters another one. */
	readonly channelName?: string | undefined;
	/** The user of that channel who is used unless the user goes back and enters another one. */
	readonly user?: ChannelUser | undefined;
}

interface TokenDefaults extends GivenTokenAnswers {
	readonly projectItems: readonly (vscode.QuickPickItem & { readonly value: Project })[];
	/** Whether the project can sign a token. Where it cannot, shows the reason; the steps end then. */
	readonly checkSigner: (project: Project) => boolean;
	readonly last: LastAnswers;
}

const PRESETS = [600, 3600, MAX_LIFETIME_SECONDS];

/** Asks for a token in steps. Undefined when the user cancels. */
export async function askForToken(defaults: TokenDefaults): Promise<TokenAnswers | undefined> {
	const { project, activeProject, channelName } = defaults;
	const taken = project ?? activeProject;
	const given = givenAnswers(defaults);
	const answers = await runSteps<PartialAnswers>(
		(state) => stepTitle(defaults, state),
		[
			{
				skip: () => project !== undefined,
				isAnswered: project === undefined && activeProject !== undefined,
				ask: askProject(defaults),
			},
			{ ask: askChannel(defaults), isAnswered: channelName !== undefined },
			{ ask: askUser(defaults), isAnswered: given.user !== undefined },
			{ ask: askRole(defaults) },
			{ ask: askPreset(defaults) },
			{ skip: ({ lifetimeSeconds }) => lifetimeSeconds !== 0, ask: askLifetime(defaults) },
		],
		{ ...given, ...(taken && { project: taken }) },
	);
	return answers && isComplete(answers) ? answers : undefined;
}

/** A channel and its user that the command was called for. uid 0 allows any user. */
function givenAnswers({
	channelName,
	user,
}: GivenTokenAnswers): Pick<PartialAnswers, 'channelName' | 'user'> {
	if (channelName === undefined) {
		return {};
	}
	const isAnyUser = user && 'uid' in user && user.uid === 0;
	return { channelName, ...(user && { user: isAnyUser ? '' : channelUserText(user) }) };
}

/** Names the project and what was given, also where they are taken over and not asked for. */
function stepTitle(defaults: TokenDefaults, { project, channelName, user }: PartialAnswers): string {
	const given = givenAnswers(defaults);
	const channel = given.channelName === undefined ? undefined : channelName;
	const joining = given.user ? user : undefined;
	return [vscode.l10n.t('Generate RTC Token'), project?.name, channel, joining]
		.filter((part) => part !== undefined)
		.join(' · ');
}

function isComplete(answers: PartialAnswers): answers is TokenAnswers {
	const { project, channelName, user, role, lifetimeSeconds } = answers;
	return [project, channelName, user, role, lifetimeSeconds].every((answer) => answer !== undefined);
}

function askProject({ projectItems, checkSigner, ...given }: TokenDefaults): Step<PartialAnswers> {
	return async (frame, state) => {
		const outcome = await askPick(frame, {
			placeholder: vscode.l10n.t('Which project’s App Certificate should sign the token?'),
			items: projectItems,
			selected: state.project,
		});
		if (typeof outcome === 'object' && !checkSigner(outcome.answer)) {
			return 'cancel';
		}
		// The other answers belong to one project, as do the stored ones.
		return answerInto(outcome, (project) =>
			project === state.project ? state : { ...givenAnswers(given), project },
		);
	};
}

function askChannel(defaults: TokenDefaults): Step<PartialAnswers> {
	return async (frame, state) =>
		answerInto(
			await askText(frame, {
				prompt: vscode.l10n.t('Channel that the token lets its user join'),
				placeholder: 'class32',
				value: state.channelName ?? last(defaults, state)?.channelName,
				validate: channelProblem,
			}),
			(channelName) => ({ ...state, channelName }),
		);
}

function askUser(defaults: TokenDefaults): Step<PartialAnswers> {
	return async (frame, state) =>
		answerInto(
			await askText(frame, {
				prompt: vscode.l10n.t(
					'User: a number is a uid, anything else an account. Leave empty so that anyone who has the token can join under any uid or account.',
				),
				placeholder: vscode.l10n.t('any user'),
				value: state.user ?? last(defaults, state)?.user,
				validate: userProblem,
				hint: userHint,
			}),
			(typed) => ({ ...state, user: optionalUserText(typed) }),
		);
}

function askRole(defaults: TokenDefaults): Step<PartialAnswers> {
	return async (frame, state) =>
		answerInto(
			await askPick<TokenRole>(frame, {
				placeholder: vscode.l10n.t('What may the user do in the channel?'),
				items: [
					{
						value: 'publisher',
						label: vscode.l10n.t('Publisher'),
						detail: vscode.l10n.t('Joins, and sends audio, video and data: hosts and callers'),
					},
					{
						value: 'subscriber',
						label: vscode.l10n.t('Subscriber'),
						detail: vscode.l10n.t('Joins only; sending is refused where co-host authentication is enabled'),
					},
				],
				selected: state.role ?? last(defaults, state)?.role,
			}),
			(role) => ({ ...state, role }),
		);
}

function askPreset(defaults: TokenDefaults): Step<PartialAnswers> {
	return async (frame, state) => {
		const previous = state.lifetimeSeconds ?? last(defaults, state)?.lifetimeSeconds;
		return answerInto(
			await askPick(frame, {
				placeholder: vscode.l10n.t('How long should the token be valid?'),
				items: [
					{ value: 600, label: vscode.l10n.t('10 minutes') },
					{ value: 3600, label: vscode.l10n.t('1 hour') },
					{
						value: MAX_LIFETIME_SECONDS,
						label: vscode.l10n.t('24 hours'),
						description: vscode.l10n.t('the maximum'),
					},
					{ value: 0, label: vscode.l10n.t('Another Lifetime…') },
				],
				selected: previous === undefined || PRESETS.includes(previous) ? previous : 0,
			}),
			(lifetimeSeconds) => ({ ...state, lifetimeSeconds }),
		);
	};
}

function askLifetime(defaults: TokenDefaults): Step<PartialAnswers> {
	return async (frame, state) => {
		const previous = last(defaults, state)?.lifetimeSeconds;
		return answerInto(
			await askText(frame, {
				prompt: vscode.l10n.t(
					'Minutes, or a number with a unit such as 45 s, 90 min or 8 h; 24 hours at most',
				),
				placeholder: '90 min',
				value: previous === undefined ? undefined : lifetimeText(previous),
				validate: (text) =>
					parseLifetime(text) === undefined
						? vscode.l10n.t('From 1 second to 24 hours, such as 45 s, 90 min or 8 h.')
						: undefined,
			}),
			(text) => ({ ...state, lifetimeSeconds: parseLifetime(text) ?? 0 }),
		);
	};
}

function last({ last: lastOf }: TokenDefaults, { project }: PartialAnswers): LastToken | undefined {
	return project && lastOf.get(project.id, lastTokenSchema);
}
