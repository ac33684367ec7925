import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { REGIONS, type Region } from '../../agora/mediaPull/player';
import { type AgoraSession, canReadCertificates } from '../../agora/session';
import { confirm } from '../../ui/confirm';
import { showInputBox, showQuickPick, showWarningMessage } from '../../ui/dialogs';
import { regionName } from '../playerText';
import type { ProjectChoice, ProjectSource } from '../projectSource';
import type { DefinitionApprovals } from './approvals';
import {
	checkDefinition,
	type DefinitionProblem,
	errorAt,
	findProject,
	projectProblem,
} from './checkDefinition';
import { type Definition, definitionSchema } from './definitionSchema';
import { variableKey } from './definitionSyntax';
import type { DefinitionsFeature } from './definitionsFeature';
import { type DefinitionText, FileTemplate, readDefinitionText, valueSpan } from './definitionText';
import { type OpenDefinition, openDefinition, type Resolved, variablesOf } from './resolveDefinition';
import {
	type HostVariableSource,
	type RequestHead,
	type ResolvedForHost,
	resolveForHost,
} from './resolveForHost';
import type { SecretVariables } from './secretVariables';

/** Characters of a name in the question before a player is created. */
const MAX_NAME_LENGTH = 100;

export interface DefinitionRequestDeps {
	readonly projects: ProjectSource;
	readonly choice: Pick<ProjectChoice, 'items' | 'active'>;
	readonly definitions: Pick<DefinitionsFeature, 'approvals' | 'secretVariables'>;
}

/** A definition with its variables replaced, and the project of its player. */
export interface DefinitionRequest {
	readonly definition: Definition;
	readonly project: Project;
	readonly resolved: Resolved & { readonly host: string };
}

/** The file that a player is created from. */
interface DefinitionSource {
	readonly file: vscode.Uri;
	readonly text: DefinitionText;
}

/**
 * Asks for everything that a checked definition leaves open: the project, a confirmation, the values of variables, and the token.
 *
 * @returns the problems that the values of variables cause; undefined if the user cancelled.
 */
export async function askForRequest(
	deps: DefinitionRequestDeps,
	session: AgoraSession,
	{ file, text }: DefinitionSource,
	title: string,
): Promise<DefinitionRequest | readonly DefinitionProblem[] | undefined> {
	const open = openDefinition(new FileTemplate(text));
	const head: { project?: Project | undefined; problems: readonly DefinitionProblem[] } = { problems: [] };
	const { accountId } = session;
	const { approvals, secretVariables } = deps.definitions;
	const resolved = await askForVariables(open, {
		...{ secretVariables, accountId, title },
		confirm: async ({ host, region: named, project: appIdOrName }) => {
			const region = REGIONS.find((each) => each === named);
			head.problems = headProblems(deps, text, region, appIdOrName);
			if (!region || head.problems.length > 0) {
				return false;
			}
			const project = await askForProject(deps, appIdOrName, title);
			head.project = project;
			const variables = variablesOf(open).map(variableKey);
			return (
				project !== undefined &&
				(await confirmUse(approvals, session, file, project, { host, region, variables }))
			);
		},
	});
	if (head.problems.length > 0) {
		return head.problems;
	}
	if (!resolved) {
		return undefined;
	}
	if ('otherHost' in resolved) {
		return [errorAt(text, ['player', 'streamUrl'], 'otherHost', resolved.otherHost)];
	}
	if ('missing' in resolved) {
		return resolved.missing.map(({ path, name }) => errorAt(text, path, 'missingEnvironment', name));
	}
	const checked = v.safeParse(definitionSchema, resolved.value);
	const problems = problemsOfValues(deps, session, text, resolved.value);
	if (!checked.success || problems.length > 0) {
		return problems;
	}
	const { project } = head;
	const definition = project && (await withAskedToken(session, project, checked.output, title));
	return definition && { definition, project, resolved };
}

function headProblems(
	{ projects }: Pick<DefinitionRequestDeps, 'projects'>,
	text: DefinitionText,
	region: Region | undefined,
	appIdOrName: unknown,
): readonly DefinitionProblem[] {
	if (!region) {
		return [errorAt(text, ['region'], 'format', `region must be one of ${REGIONS.join(', ')}`)];
	}
	const code = projectProblem(appIdOrName, projects.projects);
	return code ? [errorAt(text, ['project'], code)] : [];
}

/** Asks whether to create a player from a file, unless the user approved the same use before. */
async function confirmUse(
	approvals: DefinitionApprovals,
	{ accountId, accountLabel }: AgoraSession,
	file: vscode.Uri,
	project: Project,
	{ host, region, variables }: { host: string; region: Region; variables: readonly string[] },
): Promise<boolean> {
	const use = { file: file.toString(), accountId, appId: project.appId, host, variables };
	if (approvals.has(use)) {
		return true;
	}
	const names = variables.map((variable) => oneLine(`\${${variable}}`));
	const facts = [
		vscode.l10n.t('Project: {0}', oneLine(project.name)),
		vscode.l10n.t('Region: {0}', regionName(region)),
		vscode.l10n.t('Source host: {0}', host),
		vscode.l10n.t('Variables: {0}', names.length > 0 ? names.join(', ') : vscode.l10n.t('none')),
	];
	const isSaved = file.scheme !== 'untitled';
	const repetition = isSaved
		? vscode.l10n.t('You are asked again when the file names another project, host or other variables.')
		: vscode.l10n.t('You are asked each time until the file is saved.');
	const isConfirmed = await confirm({
		question: vscode.l10n.t('Create a cloud player from “{0}”?', vscode.workspace.asRelativePath(file)),
		account: accountLabel,
		consequence: `${facts.join('\n')}\n\n${vscode.l10n.t('It is billed until it is deleted.')} ${repetition}`,
		verb: vscode.l10n.t('Create Cloud Player'),
	});
	if (isConfirmed && isSaved) {
		await approvals.add(use);
	}
	return isConfirmed;
}

/** Text of a file or a server must neither look like another line of the question nor hide its end. */
function oneLine(text: string): string {
	const line = text.replaceAll(/[\s\p{C}]+/gu, ' ');
	return line.length > MAX_NAME_LENGTH ? `${line.slice(0, MAX_NAME_LENGTH)}…` : line;
}

/** The problems of the values, at the places of their variables in the file. */
function problemsOfValues(
	{ projects }: DefinitionRequestDeps,
	{ client }: AgoraSession,
	text: DefinitionText,
	value: unknown,
): DefinitionProblem[] {
	return checkDefinition(readDefinitionText(JSON.stringify(value)), {
		nowSeconds: client.serverNow() / 1000,
		projects: projects.projects,
		isLiteral: true,
	})
		.filter(({ severity }) => severity === 'error')
		.map((problem) => ({ ...problem, bySchema: false, span: spanInFile(text, problem.field) }));
}

function spanInFile(text: DefinitionText, field: string): DefinitionProblem['span'] {
	const path = field.split('.');
	const isOuter = ['region', 'project', 'streamIp', '$schema'].includes(field);
	return valueSpan(text, isOuter ? path : ['player', ...path]);
}

async function askForProject(
	{ choice, projects }: DefinitionRequestDeps,
	appIdOrName: unknown,
	title: string,
): Promise<Project | undefined> {
	const project =
		typeof appIdOrName === 'string' ? findProject(appIdOrName, projects.projects) : choice.active;
	if (project && project.enabled !== false) {
		return project;
	}
	const items = choice.items(({ enabled, appId }) => enabled !== false && appId !== '');
	const placeHolder = vscode.l10n.t('In which project?');
	return (await showQuickPick(items, { title, placeHolder, matchOnDescription: true }))?.value;
}

/**
 * Asks for a token only if none can be signed although the project may need one.
 *
 * @returns undefined if the user cancelled.
 */
export async function withAskedToken(
	session: AgoraSession,
	{ appCertificate }: Project,
	definition: Definition,
	title: string,
): Promise<Definition | undefined> {
	const { player } = definition;
	if (player.token !== undefined || appCertificate !== undefined || canReadCertificates(session)) {
		return definition;
	}
	const value = await showInputBox({
		title,
		prompt: vscode.l10n.t(
			'RTC token for this channel and user. Leave empty if the project has no App Certificate.',
		),
		password: true,
		ignoreFocusOut: true,
	});
	if (value === undefined) {
		return undefined;
	}
	const token = value.trim();
	return token === '' ? definition : { ...definition, player: { ...player, token } };
}

interface VariableQuestions {
	readonly secretVariables: SecretVariables;
	readonly accountId: string;
	/** The title of the questions. */
	readonly title: string;
	/** Whether to send the request, called when its host is known; only the variables that determine it were asked for. */
	readonly confirm?: (head: RequestHead) => Promise<boolean>;
}

/**
 * Replaces the variables of a definition with values from the environment, the secret storage and the user. Asks for a secret once
 * for each host that it is sent to, and stores it.
 */
export async function askForVariables(
	open: OpenDefinition,
	{ confirm = async () => true, ...questions }: VariableQuestions,
): Promise<ResolvedForHost> {
	const { secretVariables, accountId } = questions;
	/** The secrets that were entered before the host was confirmed. */
	const entered = new Map<string, string>();
	const source: HostVariableSource = {
		env: (name) => process.env[name],
		input: async (label) =>
			await showInputBox({ title: questions.title, prompt: label, ignoreFocusOut: true }),
		secret: async (name, host) => await askForSecret(name, host, questions),
		hostSecret: async (name, hostWith) => {
			const stored = await secretVariables.stored(accountId, name);
			const match = stored.find(({ host, value }) => host !== '' && host === hostWith(value));
			if (match) {
				return match.value;
			}
			const value = await askHidden(questions.title, secretPrompt(name, undefined));
			if (value !== undefined) {
				entered.set(name, value);
			}
			return value;
		},
	};
	const resolved = await resolveForHost(open, source, async (head) => {
		const isConfirmed = await confirm(head);
		for (const [name, value] of isConfirmed ? entered : []) {
			await secretVariables.store(accountId, { name, host: head.host }, value);
		}
		return isConfirmed;
	});
	secretVariables.known.add(resolved && 'secrets' in resolved ? resolved.secrets : []);
	return resolved;
}

async function askForSecret(
	name: string,
	host: string,
	{ secretVariables, accountId, title }: VariableQuestions,
): Promise<string | undefined> {
	const own = await secretVariables.read(accountId, { name, host });
	if (own !== undefined) {
		return own;
	}
	const others = await secretVariables.stored(accountId, name);
	const chosen = others.length > 0 ? await askForOtherHost(name, host, others) : 'enter';
	const value = chosen === 'enter' ? await askHidden(title, secretPrompt(name, host)) : chosen?.value;
	if (value !== undefined) {
		await secretVariables.store(accountId, { name, host }, value);
		// A value that was stored without a host now belongs to this host.
		await secretVariables.forget(accountId, [{ name, host: '' }]);
	}
	return value;
}

/** Asks whether to send a secret to another host than it was entered for. Undefined if the user cancelled. */
async function askForOtherHost(
	name: string,
	host: string,
	others: readonly { readonly host: string; readonly value: string }[],
): Promise<{ readonly value: string } | 'enter' | undefined> {
	const hosts = others.map((each) => each.host).filter((each) => each !== '');
	const [first] = others;
	const isSameValue = first !== undefined && others.every(({ value }) => value === first.value);
	const use = vscode.l10n.t('Send the Stored Value');
	const enter = vscode.l10n.t('Enter Another Value');
	const question =
		hosts.length > 0
			? vscode.l10n.t(
					'The secret “{0}” was stored for {1}. Send it to {2} too?',
					name,
					hosts.join(', '),
					host,
				)
			: vscode.l10n.t('The secret “{0}” was stored without a host. Send it to {1}?', name, host);
	const detail = vscode.l10n.t(
		'The operator of {0} can read it. Send it only to a host that you trust.',
		host,
	);
	const buttons = isSameValue ? [enter, use] : [enter];
	const pressed = await showWarningMessage(question, { modal: true, detail }, ...buttons);
	if (pressed === use && isSameValue) {
		return { value: first.value };
	}
	return pressed === enter ? 'enter' : undefined;
}

function secretPrompt(name: string, host: string | undefined): string {
	const variable = `\${secret:${name}}`;
	return host === undefined
		? vscode.l10n.t(
				'Value of {0}, which contains the host of the source. It is kept in the secret storage.',
				variable,
			)
		: vscode.l10n.t(
				'Value of {0} for {1}. It is kept in the secret storage, for this host only.',
				variable,
				host,
			);
}

/** Undefined for an empty value, too. */
async function askHidden(title: string, prompt: string): Promise<string | undefined> {
	const value = await showInputBox({ title, prompt, password: true, ignoreFocusOut: true });
	return value === '' ? undefined : value;
}
