import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { optionalUserText, readOptionalUser } from '../../agora/session';
import { findToken, tokenProblem } from '../../agora/token/findToken';
import type { LastAnswers } from '../../ui/boundedMemento';
import { channelProblem, tokenProblemText, userProblem } from '../../ui/channelInput';
import type { PickItem } from '../../ui/dialogs';
import { answerInto, askPick, askText, runSteps, type Step } from '../../ui/steps';
import { userHint } from '../../ui/text';
import type { JoinAttempt } from './joinFindings';
import type { JoinText } from './joinText';

/** Contains no token. */
const lastJoinSchema = v.object({
	channelName: v.string(),
	/** As `readOptionalUser` reads it. */
	user: v.string(),
});

/** The answers so far. */
export interface JoinAnswers extends JoinText {
	/** The token was in the text that the user took, so it is not asked for. */
	readonly isTokenTaken?: boolean;
}

export interface JoinDefaults {
	/** From the row that the command was called on. The user can change them with Back. */
	readonly given: JoinAnswers;
	readonly projectItems: readonly (vscode.QuickPickItem & { readonly value: Project })[];
	readonly activeProject: Project | undefined;
	/** What the selected text in the editor says about a join. */
	readonly selected: JoinText | undefined;
	/** Called only if the user chooses the clipboard. */
	readonly readClipboard: () => Promise<JoinText | undefined>;
	/** By App ID. */
	readonly last: LastAnswers;
}

/** Asks what an app passes to the SDK, in steps. Undefined when the user cancels. */
export async function askForJoin(defaults: JoinDefaults): Promise<JoinAttempt | undefined> {
	const { given, last } = defaults;
	const hasChannel = given.appId !== undefined && given.channelName !== undefined;
	const answers = await runSteps<JoinAnswers>(
		(state) => stepTitle(defaults, state),
		[
			{ isAnswered: given.appId !== undefined, ask: askAppId(defaults) },
			{ isAnswered: hasChannel, ask: askChannel(defaults) },
			{ isAnswered: hasChannel && given.user !== undefined, ask: askUser(defaults) },
			{ skip: ({ isTokenTaken = false }) => isTokenTaken, ask: askToken },
		],
		given,
	);
	const { appId, channelName, user, token = '' } = answers ?? {};
	if (appId === undefined || channelName === undefined || user === undefined) {
		return undefined;
	}
	await last.set(appId, lastJoinSchema, { channelName, user });
	return { appId, channelName, user: readOptionalUser(user), token };
}

function stepTitle(defaults: JoinDefaults, { appId, channelName }: JoinAnswers): string {
	const project = appId === undefined ? undefined : projectName(defaults, appId);
	return [vscode.l10n.t('Explain Join Failure'), project, project && channelName]
		.filter((part) => part !== undefined)
		.join(' · ');
}

function projectName({ projectItems }: JoinDefaults, appId: string): string {
	return projectItems.find(({ value }) => value.appId === appId)?.value.name ?? appId;
}

type AppIdSource = Project | 'selection' | 'clipboard' | 'appId';

/** Asks for the project, an App ID, or a text that contains everything. */
function askAppId(defaults: JoinDefaults): Step<JoinAnswers> {
	return async (frame, before) => {
		let state = before;
		let placeholder = vscode.l10n.t('Which project’s App ID does the app use?');
		let offersTexts = true;
		for (;;) {
			const outcome = await askPick<AppIdSource | undefined>(frame, {
				placeholder,
				items: appIdItems(defaults, offersTexts),
				selected: selectedSource(defaults, state, offersTexts),
			});
			if (typeof outcome === 'string') {
				return outcome;
			}
			const source = outcome.answer;
			if (typeof source === 'object') {
				return { answer: { ...state, appId: source.appId } };
			}
			if (source === 'appId') {
				const typed = await typeAppId(frame, state);
				if (typed !== 'back') {
					return typed;
				}
				continue;
			}
			const text = source === 'selection' ? defaults.selected : await defaults.readClipboard();
			if (!text) {
				placeholder = vscode.l10n.t('The clipboard contains no token, App ID or channel. Choose a project.');
				continue;
			}
			state = taken(before, text);
			if (text.appId !== undefined) {
				return { answer: state };
			}
			placeholder = vscode.l10n.t('The text contains no App ID. Which project’s does the app use?');
			offersTexts = false;
		}
	};
}

/** Replaces the answers that the text contains, and a token that was taken from another text. */
function taken({ token, isTokenTaken, ...others }: JoinAnswers, text: JoinText): JoinAnswers {
	return {
		...others,
		...(token !== undefined && !isTokenTaken && { token }),
		...text,
		isTokenTaken: text.token !== undefined,
	};
}

function appIdItems(defaults: JoinDefaults, offersTexts: boolean) {
	const { selected, projectItems } = defaults;
	const items: (PickItem & { readonly value: AppIdSource | undefined })[] = [];
	if (offersTexts) {
		if (selected) {
			items.push({
				value: 'selection',
				icon: 'selection',
				label: vscode.l10n.t('Use the Selected Text'),
				description: contentText(defaults, selected),
			});
		}
		items.push({
			value: 'clipboard',
			icon: 'clippy',
			label: vscode.l10n.t('Use the Clipboard'),
			description: vscode.l10n.t('a token, code or a log; read only if you choose this'),
		});
	}
	items.push({ value: 'appId', icon: 'key', label: vscode.l10n.t('Enter an App ID…') });
	if (projectItems.length > 0) {
		items.push({
			value: undefined,
			label: vscode.l10n.t('Projects'),
			kind: vscode.QuickPickItemKind.Separator,
		});
	}
	return [...items, ...projectItems.map((item) => ({ ...item, icon: 'project' }))];
}

/** What was found in a text, without the token itself. */
function contentText(defaults: JoinDefaults, { appId, channelName, user, token }: JoinText): string {
	return [
		appId === undefined ? '' : projectName(defaults, appId),
		channelName ?? '',
		user ?? '',
		token === undefined ? '' : vscode.l10n.t('with a token'),
	]
		.filter((part) => part !== '')
		.join(' · ');
}

function selectedSource(
	{ selected, projectItems, activeProject }: JoinDefaults,
	{ appId }: JoinAnswers,
	offersTexts: boolean,
): AppIdSource | undefined {
	if (appId === undefined) {
		return offersTexts && selected ? 'selection' : activeProject;
	}
	return projectItems.find(({ value }) => value.appId === appId)?.value ?? 'appId';
}

const typeAppId: Step<JoinAnswers> = async (frame, state) =>
	answerInto(
		await askText(frame, {
			prompt: vscode.l10n.t('App ID that the app passes to the SDK, of any account'),
			value: state.appId,
			validate: (typed) => (typed.trim() === '' ? vscode.l10n.t('A value is required.') : undefined),
		}),
		(typed) => ({ ...state, appId: typed.trim() }),
	);

/** Accepts a name that Agora would not: it may be why the join fails. */
function askChannel({ last }: JoinDefaults): Step<JoinAnswers> {
	return async (frame, state) =>
		answerInto(
			await askText(frame, {
				prompt: vscode.l10n.t('Channel that the user cannot join'),
				placeholder: 'class32',
				value: state.channelName ?? lastOf(last, state)?.channelName,
				validate: (typed) => (typed === '' ? vscode.l10n.t('A value is required.') : undefined),
				warning: channelProblem,
			}),
			(channelName) => ({ ...state, channelName }),
		);
}

function askUser({ last }: JoinDefaults): Step<JoinAnswers> {
	return async (frame, state) =>
		answerInto(
			await askText(frame, {
				prompt: vscode.l10n.t(
					'User who cannot join: a number is a uid, anything else an account. Leave empty if the app lets Agora choose a uid.',
				),
				placeholder: vscode.l10n.t('Agora chooses'),
				value: state.user ?? lastOf(last, state)?.user,
				hint: userHint,
				warning: userProblem,
			}),
			(typed) => ({ ...state, user: optionalUserText(typed) }),
		);
}

function lastOf(last: LastAnswers, { appId }: JoinAnswers) {
	return appId === undefined ? undefined : last.get(appId, lastJoinSchema);
}

/** Accepts a text that is no token: it may be why the join fails. */
const askToken: Step<JoinAnswers> = async (frame, state) =>
	answerInto(
		await askText(frame, {
			prompt: vscode.l10n.t(
				'RTC token that the app joins with. It is read on this machine only and is not stored. Leave empty if the app joins without one.',
			),
			placeholder: '007…',
			password: true,
			value: state.token,
			warning: (typed) => {
				const problem = tokenProblem(findToken(typed));
				return problem === undefined || typed === '' ? undefined : tokenProblemText(problem);
			},
		}),
		(typed) => ({ ...state, token: findToken(typed) }),
	);
