import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { type AgoraSession, serverTime } from '../../agora/session';
import { showInputBox, showQuickPick } from '../../ui/dialogs';
import type { PlayerParts } from '../commands/playerCommand';
import { checkDefinition, type DefinitionProblem } from './check/checkDefinition';
import { projectNamed } from './check/definitionProject';
import { type DefinitionText, FileTemplate, readDefinitionText, valueSpan } from './file/definitionText';
import type { SecretVariables } from './memory/secretVariables';
import { type Definition, definitionSchema } from './schema/definition';
import { variableSource } from './variables/askVariables';
import { type Resolved, resolveTemplate } from './variables/resolveTemplate';

/** What a definition asks for, with its variables replaced and in a project. */
export interface DefinitionRequest {
	readonly definition: Definition;
	readonly project: Project;
	readonly resolved: Resolved;
}

/**
 * Asks for what a checked definition leaves open: values of variables, the project, the token.
 *
 * @returns what turned out to be wrong once the values were known; undefined when the user left.
 */
export async function askForRequest(
	parts: PlayerParts,
	secretVariables: SecretVariables,
	session: AgoraSession,
	text: DefinitionText,
	title: string,
): Promise<DefinitionRequest | readonly DefinitionProblem[] | undefined> {
	const source = variableSource(secretVariables, session.accountId, title);
	const resolved = await resolveTemplate(new FileTemplate(text), source);
	if (!resolved) {
		return undefined;
	}
	if ('missing' in resolved) {
		return resolved.missing.map(({ path, name }) => ({
			code: 'missingEnvironment',
			severity: 'error',
			field: path.join('.'),
			span: valueSpan(text, path),
			detail: name,
			bySchema: false,
		}));
	}
	const checked = v.safeParse(definitionSchema, resolved.value);
	const problems = problemsOfValues(parts, text, resolved.value);
	if (!checked.success || problems.length > 0) {
		return problems;
	}
	const project = await projectOf(parts, checked.output, title);
	const definition = project && (await withAskedToken(parts, session, project, checked.output, title));
	return definition && { definition, project, resolved };
}

/** What is wrong with the values, at the places of the file where their variables stand. */
function problemsOfValues(
	{ projects, sessions, clock }: PlayerParts,
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
	{ choice, projects, activeProject }: PlayerParts,
	{ project: named }: Definition,
	title: string,
): Promise<Project | undefined> {
	const project = named === undefined ? activeProject() : projectNamed(named, projects.projects);
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
	{ certificatesHidden }: PlayerParts,
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
