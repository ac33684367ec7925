import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { REGIONS, type Region } from '../../agora/mediaPull/player';
import { type AgoraSession, serverTime } from '../../agora/session';
import { confirm } from '../../ui/confirm';
import { showInputBox, showQuickPick, showWarningMessage } from '../../ui/dialogs';
import type { PlayerCommandDeps } from '../commands/playerCommand';
import { regionName } from '../playerText';
import type { DefinitionApprovals } from './approvals';
import { checkDefinition, type DefinitionProblem, projectNamed, projectProblem } from './checkDefinition';
import { type Definition, definitionSchema } from './definitionSchema';
import { type DefinitionText, FileTemplate, readDefinitionText, valueSpan } from './definitionText';
import {
	type HostVariableSource,
	type RequestHead,
	type ResolvedForHost,
	resolveForHost,
} from './resolveForHost';
import { type OpenDefinition, openDefinition, type Resolved, variablesOf } from './resolveTemplate';
import type { SecretVariables } from './secretVariables';
import { type Path, variableKey } from './variables';

/** Characters of a name in the question before a player is created. */
const LONGEST_NAME = 100;

/** What a definition asks for, with its variables replaced and in a project. */
export interface DefinitionRequest {
	readonly definition: Definition;
	readonly project: Project;
	readonly resolved: Resolved & { readonly host: string };
}

/** The file that a player is created from. */
export interface DefinitionSource {
	readonly file: vscode.Uri;
	readonly text: DefinitionText;
}

/**
 * Asks for what a checked definition leaves open: the project, whether to create it at all, values of variables, the token.
 *
 * @returns what turned out to be wrong once the values were known; undefined when the user left.
 */
export async function askForRequest(
	parts: PlayerCommandDeps,
	session: AgoraSession,
	{ file, text }: DefinitionSource,
	secretVariables: SecretVariables,
	title: string,
): Promise<DefinitionRequest | readonly DefinitionProblem[] | undefined> {
	const open = openDefinition(new FileTemplate(text));
	const head: { project?: Project | undefined; problems: readonly DefinitionProblem[] } = { problems: [] };
	const { accountId } = session;
	const resolved = await askForVariables(open, {
		...{ secretVariables, accountId, title },
		confirm: async ({ host, region, project: named }) => {
			const known = REGIONS.find((each) => each === region);
			head.problems = headProblems(parts, text, known, named);
			if (!known || head.problems.length > 0) {
				return false;
			}
			head.project = await projectOf(parts, named, title);
			return (
				head.project !== undefined &&
				(await confirmUse(parts.definitions.approvals, session, {
					file,
					host,
					region: known,
					project: head.project,
					open,
				}))
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
		return [problemAt(text, 'otherHost', ['player', 'streamUrl'], resolved.otherHost)];
	}
	if ('missing' in resolved) {
		return resolved.missing.map(({ path, name }) => problemAt(text, 'missingEnvironment', path, name));
	}
	const checked = v.safeParse(definitionSchema, resolved.value);
	const problems = problemsOfValues(parts, text, resolved.value);
	if (!checked.success || problems.length > 0) {
		return problems;
	}
	const { project } = head;
	const definition = project && (await withAskedToken(parts, session, project, checked.output, title));
	return definition && { definition, project, resolved };
}

function headProblems(
	{ projects }: PlayerCommandDeps,
	text: DefinitionText,
	region: Region | undefined,
	named: unknown,
): readonly DefinitionProblem[] {
	if (!region) {
		return [problemAt(text, 'format', ['region'], `region must be one of ${REGIONS.join(', ')}`)];
	}
	const problem = projectProblem(named, projects.projects.length > 0 ? projects.projects : undefined);
	return problem ? [problemAt(text, problem, ['project'], '')] : [];
}

function problemAt(
	text: DefinitionText,
	code: DefinitionProblem['code'],
	path: Path,
	detail: string,
): DefinitionProblem {
	const field = path.filter((key) => key !== 'player').join('.');
	return { code, severity: 'error', field, span: valueSpan(text, path), detail, bySchema: false };
}

interface UseInProject {
	readonly file: vscode.Uri;
	readonly host: string;
	readonly region: Region;
	readonly project: Project;
	readonly open: OpenDefinition;
}

/** Asks whether to create a player from a file, unless the user agreed to the same before. */
async function confirmUse(
	approvals: DefinitionApprovals,
	{ accountId, accountLabel }: AgoraSession,
	{ file, host, region, project, open }: UseInProject,
): Promise<boolean> {
	const variables = variablesOf(open).map(variableKey);
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
	const isKept = file.scheme !== 'untitled';
	const again = isKept
		? vscode.l10n.t('You are asked again when the file names another project, host or other variables.')
		: vscode.l10n.t('You are asked each time until the file is saved.');
	const goOn = await confirm({
		question: vscode.l10n.t('Create a cloud player from “{0}”?', vscode.workspace.asRelativePath(file)),
		account: accountLabel,
		consequence: `${facts.join('\n')}\n\n${vscode.l10n.t('It is billed until it is deleted.')} ${again}`,
		verb: vscode.l10n.t('Create Cloud Player'),
	});
	if (goOn && isKept) {
		await approvals.add(use);
	}
	return goOn;
}

/** What a file or a server says must not look like another line of the question, nor push its end out of sight. */
function oneLine(text: string): string {
	const line = text.replaceAll(/[\s\p{C}]+/gu, ' ');
	return line.length > LONGEST_NAME ? `${line.slice(0, LONGEST_NAME)}…` : line;
}

/** What is wrong with the values, at the places of the file where their variables stand. */
function problemsOfValues(
	{ projects, sessions, clock }: PlayerCommandDeps,
	text: DefinitionText,
	value: unknown,
): DefinitionProblem[] {
	const known = projects.projects.length > 0 ? projects.projects : undefined;
	const context = { nowSeconds: serverTime(sessions, clock) / 1000, projects: known, isLiteral: true };
	return checkDefinition(readDefinitionText(JSON.stringify(value)), context)
		.filter(({ severity }) => severity === 'error')
		.map((problem) => ({ ...problem, bySchema: false, span: spanInFile(text, problem.field) }));
}

function spanInFile(text: DefinitionText, field: string): DefinitionProblem['span'] {
	const path = field.split('.');
	const outer = ['region', 'project', 'streamIp', '$schema'].includes(field);
	return valueSpan(text, outer ? path : ['player', ...path]);
}

async function projectOf(
	{ choice, projects, activeProject }: PlayerCommandDeps,
	named: unknown,
	title: string,
): Promise<Project | undefined> {
	const project = typeof named === 'string' ? projectNamed(named, projects.projects) : activeProject();
	if (project && project.enabled !== false) {
		return project;
	}
	const items = choice.items(({ enabled, appId }) => enabled !== false && appId !== '');
	const placeHolder = vscode.l10n.t('In which project?');
	return (await showQuickPick(items, { title, placeHolder, matchOnDescription: true }))?.value;
}

/**
 * A token is asked for only where none can be signed though the project may need one.
 *
 * @returns undefined when the user left.
 */
export async function withAskedToken(
	{ certificatesHidden }: PlayerCommandDeps,
	session: AgoraSession,
	{ appCertificate }: Project,
	definition: Definition,
	title: string,
): Promise<Definition | undefined> {
	const { player } = definition;
	if (player.token !== undefined || appCertificate !== undefined || !certificatesHidden(session)) {
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

export interface VariableQuestions {
	readonly secretVariables: SecretVariables;
	readonly accountId: string;
	/** The title of the questions. */
	readonly title: string;
	/** Whether to go on, once it is known where the request goes; nothing but what decides that was asked before. */
	readonly confirm?: (head: RequestHead) => Promise<boolean>;
}

/**
 * Replaces the variables of a definition by values from the environment, the secret storage, and the user. A secret is asked for
 * once for each host that it is sent to, and then kept.
 */
export async function askForVariables(
	open: OpenDefinition,
	{ confirm = async () => true, ...questions }: VariableQuestions,
): Promise<ResolvedForHost> {
	const { secretVariables, accountId } = questions;
	/** Entered before the host was confirmed. */
	const entered = new Map<string, string>();
	const source: HostVariableSource = {
		env: (name) => process.env[name],
		input: async (label) =>
			await showInputBox({ title: questions.title, prompt: label, ignoreFocusOut: true }),
		secret: async (name, host) => await secretFor(name, host, questions),
		hostSecret: async (name, hostWith) => {
			const stored = await secretVariables.stored(accountId, name);
			const fitting = stored.find(({ host, value }) => host !== '' && host === hostWith(value));
			if (fitting) {
				return fitting.value;
			}
			const value = await askHidden(questions.title, secretPrompt(name, undefined));
			if (value !== undefined) {
				entered.set(name, value);
			}
			return value;
		},
	};
	const resolved = await resolveForHost(open, source, async (head) => {
		const goOn = await confirm(head);
		for (const [name, value] of goOn ? entered : []) {
			await secretVariables.store(accountId, { name, host: head.host }, value);
		}
		return goOn;
	});
	secretVariables.known.add(resolved && 'secrets' in resolved ? resolved.secrets : []);
	return resolved;
}

async function secretFor(
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
		// One that was stored for no host belongs to this one now.
		await secretVariables.forget(accountId, [{ name, host: '' }]);
	}
	return value;
}

/** A secret was entered for one host and is to be sent to another. Undefined where the user left. */
async function askForOtherHost(
	name: string,
	host: string,
	others: readonly { readonly host: string; readonly value: string }[],
): Promise<{ readonly value: string } | 'enter' | undefined> {
	const hosts = others.map((each) => each.host).filter((each) => each !== '');
	const [first] = others;
	const isOne = first !== undefined && others.every(({ value }) => value === first.value);
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
	const detail = vscode.l10n.t('Whoever runs {0} can read it. Send it only to a host that you know.', host);
	const buttons = isOne ? [enter, use] : [enter];
	const pressed = await showWarningMessage(question, { modal: true, detail }, ...buttons);
	if (pressed === use && isOne) {
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

/** A line that nobody sees; not empty. */
async function askHidden(title: string, prompt: string): Promise<string | undefined> {
	const value = await showInputBox({ title, prompt, password: true, ignoreFocusOut: true });
	return value === '' ? undefined : value;
}
