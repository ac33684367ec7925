import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import type { AgoraError } from '../../agora/errors';
import { isObject } from '../../agora/parsing';
import { type AgoraSession, canReadCertificates, readOptionalUser } from '../../agora/session';
import type { LastAnswers } from '../../ui/boundedMemento';
import { showErrorMessage, showWarningMessage } from '../../ui/dialogs';
import type { FeatureCommand } from '../../ui/signedIn';
import { askForPlayer, fixedRegion, type GivenAnswers, rememberCreation } from '../create/createSteps';
import { type CreationDeps, createAndShow } from '../create/creation';
import { type DefinitionProblem, refusalProblem } from '../definitions/checkDefinition';
import { pickDefinition, requireTrust } from '../definitions/definitionFiles';
import { type DefinitionProblems, problemText } from '../definitions/definitionProblems';
import {
	askForRequest,
	type DefinitionRequest,
	type DefinitionRequestDeps,
} from '../definitions/definitionRequest';
import type { DefinitionsFeature } from '../definitions/definitionsFeature';
import type { StoredRequest } from '../definitions/storedRequests';
import type { ProjectChoice } from '../projectSource';

interface CreateDeps extends CreationDeps {
	readonly choice: ProjectChoice;
	readonly lastCreations: LastAnswers;
}

export const createPlayerCommand: FeatureCommand<CreateDeps> = async (deps, session, argument) => {
	await deps.choice.ensureProjects();
	await askAndCreate(deps, session, {
		project: deps.choice.fromArgument(argument),
		activeProject: deps.choice.active,
	});
};

/** Creates a player in a channel. The user can change both the project and the channel with Back. */
export async function createPlayerIn(
	deps: CreateDeps,
	session: AgoraSession,
	{ project, channelName }: { readonly project: Project; readonly channelName: string },
): Promise<void> {
	await deps.choice.ensureProjects();
	await askAndCreate(deps, session, { project: undefined, activeProject: project, channelName });
}

async function askAndCreate(
	deps: CreateDeps,
	session: AgoraSession,
	{ project: given, activeProject, channelName: inChannel }: GivenAnswers,
): Promise<void> {
	const projectItems = deps.choice.items(({ enabled, appId }) => enabled !== false && appId !== '');
	const answers = await askForPlayer({
		project: given,
		activeProject: projectItems.find(({ value }) => value.appId === activeProject?.appId)?.value,
		channelName: inChannel,
		projectItems,
		regionOf: ({ appId }) => deps.regions.ofProject(appId),
		playersOf: ({ appId }) => deps.store.players(appId),
		last: deps.lastCreations,
		needsToken: ({ appCertificate }) => appCertificate === undefined && !canReadCertificates(session),
		fixedRegion: fixedRegion(),
	});
	if (answers) {
		const { project, region, streamUrl, channelName, user, name, token } = answers;
		await rememberCreation(deps.lastCreations, answers);
		const player = {
			streamUrl,
			channelName,
			...readOptionalUser(user),
			...(name !== '' && { name }),
			...(token && { token }),
		};
		await createAndShow(deps, session, { project, region, player });
	}
}

interface CreateFromFileDeps extends CreationDeps, DefinitionRequestDeps {
	readonly choice: ProjectChoice;
	readonly definitions: DefinitionsFeature;
}

export const createFromFile: FeatureCommand<CreateFromFileDeps> = async (deps, session, argument) => {
	requireTrust();
	const title = vscode.l10n.t('Create Cloud Player');
	const document = await pickDefinition(argument, title);
	if (!document) {
		return;
	}
	const problems = await deps.definitions.problems();
	await deps.choice.ensureProjects();
	problems.addFound(document, []);
	const { text, problems: before } = problems.check(document);
	const errors = before.filter(({ severity }) => severity === 'error');
	if (errors.length > 0) {
		await showProblems(problems, document, errors);
		return;
	}
	const request = await askForRequest(deps, session, { file: document.uri, text }, title);
	if (!request || deps.sessions.current !== session) {
		return;
	}
	if (!isRequest(request)) {
		problems.addFound(document, request);
		await showProblems(problems, document, request);
		return;
	}
	const { definition, project, resolved } = request;
	const { region, streamIp, player } = definition;
	await createAndShow(deps, session, {
		project,
		region,
		streamIp,
		player,
		secrets: resolved.secrets,
		origin: originOf(request, document.uri.toString()),
		onRefused: async (error) => {
			const again = await showRefusal(problems, document, error, resolved.secretNames.length > 0);
			if (again) {
				const { secretNames, host } = resolved;
				const { secretVariables } = deps.definitions;
				await secretVariables.forget(
					session.accountId,
					secretNames.map((name) => ({ name, host })),
				);
				await createFromFile(deps, session, document.uri, undefined);
			}
		},
	});
};

function isRequest(request: DefinitionRequest | readonly DefinitionProblem[]): request is DefinitionRequest {
	return 'definition' in request;
}

/** The definition with the answers to its questions, and with the variables of secrets and of the environment unresolved. */
function originOf({ definition, project, resolved }: DefinitionRequest, file: string): StoredRequest {
	const { region, streamIp } = definition;
	const { literal, fields } = resolved.kept;
	return {
		...{ region, project: project.appId, streamIp, file, fromList: false },
		player: isObject(literal) && isObject(literal.player) ? literal.player : {},
		fields: fields.filter(({ path }) => path[0] === 'player'),
	};
}

async function showProblems(
	problems: DefinitionProblems,
	document: vscode.TextDocument,
	errors: readonly DefinitionProblem[],
): Promise<void> {
	const [first] = errors;
	if (first) {
		await problems.show(document, first);
		const text = problemText(first);
		void showWarningMessage(
			errors.length === 1
				? vscode.l10n.t('Nothing was sent: {0}', text)
				: vscode.l10n.t('Nothing was sent: there are {0} problems. The first: {1}', errors.length, text),
		);
	}
}

/** Shows where in the file Agora's refusal belongs. True where the secrets are to be asked for again. */
async function showRefusal(
	problems: DefinitionProblems,
	document: vscode.TextDocument,
	error: AgoraError,
	hasSecrets: boolean,
): Promise<boolean> {
	const { text } = problems.check(document);
	const problem = refusalProblem(error.agoraMessage ?? error.message, text);
	problems.addFound(document, [problem]);
	await problems.show(document, problem);
	const again = vscode.l10n.t('Enter the Secrets Again');
	const chosen = await showErrorMessage(
		vscode.l10n.t('The cloud player was not created. {0}', problemText(problem)),
		...(hasSecrets ? [again] : []),
	);
	return chosen === again;
}
