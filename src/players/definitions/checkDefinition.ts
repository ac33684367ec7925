import { findNodeAtLocation } from 'jsonc-parser';
import type { FieldIssue } from '../../agora/errors';
import { type SchemaIssue, schemaIssues } from '../../agora/fields';
import { checkCombinations, playerRequestSchema } from '../../agora/mediaPull/playerRequest';
import { isObject } from '../../agora/parsing';
import type { ChannelUser } from '../../agora/session';
import { playerLabel, playerWithUser } from '../playerNames';
import type { ShownPlayer } from '../store/playerConditions';
import { definitionSchema } from './definitionSchema';
import {
	hasVariable,
	isSecretField,
	literalText,
	mapTexts,
	type Path,
	textsIn,
	type VariableUse,
	valueAt,
	variablesIn,
} from './definitionSyntax';
import { type DefinitionText, keySpan, partSpan, type Span, valueSpan } from './definitionText';
import { plainSecrets } from './plainSecrets';

type ProblemCode =
	| FieldIssue['rule']
	| 'syntax'
	| 'tooDeep'
	| 'unknownVariable'
	| 'misplacedSecret'
	/** Found only when the variables are replaced. */
	| 'missingEnvironment'
	| 'otherHost'
	| 'unknownProject'
	| 'ambiguousProject'
	| 'disabledProject'
	| 'plainSecret'
	| 'plainHttp'
	| 'mainlandCodec'
	| 'mainlandTempo'
	/** Another player is already in the channel as this user; its label is the detail. */
	| 'takenUser'
	/** Reported by Agora. */
	| 'refused';

/** A place in a definition file that must be corrected (an error), or that may be a mistake (a warning). */
export interface DefinitionProblem {
	readonly code: ProblemCode;
	readonly severity: 'error' | 'warning';
	/** As `FieldIssue.field`: without `player.` for a field of the player. */
	readonly field: string;
	readonly span: Span;
	/** The violated rule in English, the name of a missing variable, or Agora's message for `refused`. */
	readonly detail: string;
	/** Whether the JSON Schema reports it too, so that VS Code marks it. */
	readonly bySchema: boolean;
}

/** Replaces a text with a variable, whose value is not known yet. */
const UNKNOWN = Symbol('unknown');

/** What a definition is checked against, in addition to the rules of the API document. */
export interface CheckContext {
	readonly nowSeconds: number;
	/** Empty while the projects are not loaded. */
	readonly projects: readonly DefinitionProject[];
	/** The project of a definition that names none. */
	readonly activeAppId?: string | undefined;
	/** The stored players of a project. */
	readonly playersOf?: (appId: string) => readonly ShownPlayer[];
	/** Whether the variables are already replaced, so that texts contain neither variables nor escapes. */
	readonly isLiteral?: boolean;
}

/**
 * Checks a definition against the rules of Media Pull REST API, Create API, and those of definition files, and adds warnings.
 * A field that contains a variable is not checked, since its value is not known yet.
 */
export function checkDefinition(document: DefinitionText, context: CheckContext): DefinitionProblem[] {
	if (document.tooDeepAt) {
		return [error('tooDeep', '', document.tooDeepAt, '')];
	}
	const isLiteral = context.isLiteral ?? false;
	const read = isLiteral ? (text: string) => text : literalText;
	const value = mapTexts(document.value, (text) => read(text) ?? UNKNOWN);
	const problems = [
		...document.syntaxErrors.map((span) => error('syntax', '', span, '', true)),
		...listProblems(document),
		...fieldProblems(document, value),
		...relationProblems(document, value, context.nowSeconds),
		...(isLiteral ? [] : variableProblems(document)),
	];
	const code = isObject(value) ? projectProblem(value.project, context.projects) : undefined;
	if (code) {
		problems.push(errorAt(document, ['project'], code));
	}
	return [
		...firstOfEachField(problems),
		...(isLiteral ? [] : [...warnings(document), ...takenUserWarnings(document, value, context)]),
	].toSorted((a, b) => a.span.offset - b.span.offset);
}

/** Drops problems of rules between two fields if one of the fields is wrong by itself. */
function firstOfEachField(problems: readonly DefinitionProblem[]): DefinitionProblem[] {
	const seen = new Set<string>();
	return problems.filter(({ code, field }) => {
		const isFirst = code === 'syntax' || !seen.has(field);
		seen.add(field);
		return isFirst;
	});
}

/** `v.object` accepts arrays, so they are reported here. */
function listProblems(document: DefinitionText): DefinitionProblem[] {
	const objects = ['audioOptions', 'videoOptions', 'dataStreamOptions'].map((key) => ['player', key]);
	return [[], ['player'], ...objects]
		.filter((path) => document.root && findNodeAtLocation(document.root, path)?.type === 'array')
		.map((path) => {
			const field = shortField(path.join('.'));
			return error('format', field, valueSpan(document, path), `${field} must be an object`, true);
		});
}

function fieldProblems(document: DefinitionText, value: unknown): DefinitionProblem[] {
	return schemaIssues(definitionSchema, value)
		.filter(({ path }) => valueAt(value, path) !== UNKNOWN)
		.map((issue) => {
			const span = issue.rule === 'unknown' ? keySpan(document, issue.path) : valueSpan(document, issue.path);
			return error(issue.rule, shortField(issue.field), span, shortField(issue.detail), isBySchema(issue));
		});
}

/** A JSON Schema can express neither lengths in bytes nor checks in code. */
function isBySchema({ refusedBy }: SchemaIssue): boolean {
	return refusedBy !== 'max_bytes' && refusedBy !== 'check';
}

function relationProblems(document: DefinitionText, value: unknown, nowSeconds: number): DefinitionProblem[] {
	const player = isObject(value) ? value.player : undefined;
	if (!isObject(player)) {
		return [];
	}
	return checkCombinations(player, nowSeconds)
		.filter(({ field }) => field !== 'encryptKdfSalt' || player.encryptMode !== UNKNOWN)
		.map(({ field, rule, detail }) => error(rule, field, valueSpan(document, ['player', field]), detail));
}

function warnings(document: DefinitionText): DefinitionProblem[] {
	const { value } = document;
	const player = isObject(value) && isObject(value.player) ? value.player : {};
	const found = plainSecrets(value).map(({ path, start, end }) =>
		warning('plainSecret', String(path.at(-1)), partSpan(document, path, start, end)),
	);
	const { streamUrl, videoOptions } = player;
	const http = typeof streamUrl === 'string' ? /^http:\/\//i.exec(streamUrl)?.[0] : undefined;
	if (http) {
		const span = partSpan(document, ['player', 'streamUrl'], 0, http.length);
		found.push(warning('plainHttp', 'streamUrl', span));
	}
	// In the mainland, Agora uses H.264 instead of any other codec (docs/agora-api.md, Media Pull: Create).
	if (isObject(value) && value.region === 'cn' && isObject(videoOptions) && videoOptions.codec === 'VP9') {
		const path = ['player', 'videoOptions', 'codec'];
		found.push(warning('mainlandCodec', 'videoOptions.codec', valueSpan(document, path)));
	}
	// Other regions ignore the field like an unknown one (docs/agora-api.md, Media Pull: Update).
	if (
		isObject(value) &&
		player.tempo !== undefined &&
		typeof value.region === 'string' &&
		value.region !== 'cn'
	) {
		found.push(warning('mainlandTempo', 'tempo', keySpan(document, ['player', 'tempo'])));
	}
	return found;
}

/** Warns if another player is in the channel as the same user. Ignores the player of the same name: its creation is refused anyway. */
function takenUserWarnings(
	document: DefinitionText,
	value: unknown,
	{ projects, activeAppId, playersOf }: CheckContext,
): DefinitionProblem[] {
	const { project, player } = isObject(value) ? value : {};
	const appId = typeof project === 'string' ? findProject(project, projects)?.appId : activeAppId;
	if (!isObject(player) || typeof player.channelName !== 'string' || appId === undefined) {
		return [];
	}
	const { channelName, uid, account, name } = player;
	const others = (playersOf?.(appId) ?? []).filter((each) => name === undefined || each.player.name !== name);
	const users: ['uid' | 'account', ChannelUser | undefined][] = [
		['uid', typeof uid === 'number' ? { uid } : undefined],
		['account', typeof account === 'string' ? { account } : undefined],
	];
	return users.flatMap(([field, user]) => {
		const taken = user && playerWithUser(others, { channelName, user });
		return taken
			? [
					{
						...warning('takenUser', field, valueSpan(document, ['player', field])),
						detail: playerLabel(taken),
					},
				]
			: [];
	});
}

/** Names a field of the player as the API document does. */
function shortField(field: string): string {
	return field.replace(/^player\./, '');
}

function warning(code: ProblemCode, field: string, span: Span): DefinitionProblem {
	return { code, severity: 'warning', field, span, detail: '', bySchema: false };
}

function error(
	code: ProblemCode,
	field: string,
	span: Span,
	detail: string,
	bySchema = false,
): DefinitionProblem {
	return { code, severity: 'error', field, span, detail, bySchema };
}

/** An error at the value of a path. */
export function errorAt(
	document: DefinitionText,
	path: Path,
	code: ProblemCode,
	detail = '',
): DefinitionProblem {
	return error(code, fieldAt(path), valueSpan(document, path), detail);
}

function fieldAt(path: Path): string {
	return path.filter((key) => key !== 'player').join('.');
}

/** The properties of a project that a definition is checked against. */
interface DefinitionProject {
	readonly name: string;
	readonly appId: string;
	/** Undefined if Agora did not return it. */
	readonly enabled: boolean | undefined;
}

/** The project with an App ID or name; undefined if there is none, or if several share the name. */
export function findProject<T extends DefinitionProject>(
	appIdOrName: string,
	projects: readonly T[],
): T | undefined {
	const byAppId = projects.find(({ appId }) => appId !== '' && appId === appIdOrName);
	const byName = projects.filter(({ name }) => name === appIdOrName);
	return byAppId ?? (byName.length === 1 ? byName[0] : undefined);
}

/** Why no player can be created in the project that a definition names. Undefined while the projects are not loaded. */
export function projectProblem(
	appIdOrName: unknown,
	projects: readonly DefinitionProject[],
): 'unknownProject' | 'ambiguousProject' | 'disabledProject' | undefined {
	if (typeof appIdOrName !== 'string' || projects.length === 0) {
		return undefined;
	}
	const project = findProject(appIdOrName, projects);
	if (!project) {
		return projects.some(({ name }) => name === appIdOrName) ? 'ambiguousProject' : 'unknownProject';
	}
	return project.enabled === false ? 'disabledProject' : undefined;
}

/** Unknown variables, and secrets in fields that others can read. */
function variableProblems(document: DefinitionText): DefinitionProblem[] {
	return textsIn(document.value).flatMap(({ path, text }) =>
		variablesIn(text).flatMap((use) => {
			const code = variableProblem(path, use);
			return code ? [error(code, fieldAt(path), partSpan(document, path, use.start, use.end), '')] : [];
		}),
	);
}

function variableProblem(
	path: Path,
	{ variable }: VariableUse,
): 'unknownVariable' | 'misplacedSecret' | undefined {
	if (!variable || path[0] === '$schema') {
		return path[0] === '$schema' ? undefined : 'unknownVariable';
	}
	const allowsSecret = path.length === 2 && isSecretField(path);
	return variable.kind === 'secret' && !allowsSecret ? 'misplacedSecret' : undefined;
}

/** A refusal by Agora, at the field that its message names, else at the player as a whole. */
export function refusalProblem(message: string, document: DefinitionText): DefinitionProblem {
	const words = new Set(message.toLowerCase().match(/[a-z]+/g) ?? []);
	const { audioOptions, videoOptions } = playerRequestSchema.entries;
	const paths = [
		...Object.keys(audioOptions.wrapped.entries).map((key) => ['player', 'audioOptions', key]),
		...Object.keys(videoOptions.wrapped.entries).map((key) => ['player', 'videoOptions', key]),
		// `name` is last, since messages also use it as an ordinary word.
		...Object.keys(playerRequestSchema.entries)
			.toSorted((a, b) => Number(a === 'name') - Number(b === 'name'))
			.map((key) => ['player', key]),
		['streamIp'],
		['region'],
	];
	const path = paths.find((each) => words.has(String(each.at(-1)).toLowerCase())) ?? ['player'];
	return errorAt(document, path, 'refused', message);
}

/**
 * The players of a project that belong to a definition: the one with its name, which is unique in a project, or else those that
 * were created from its file.
 */
export function playersOfDefinition(
	players: readonly ShownPlayer[],
	definition: Readonly<Record<string, unknown>>,
	createdFromFile: readonly string[],
): readonly ShownPlayer[] {
	const name = isObject(definition.player) ? definition.player.name : undefined;
	return typeof name === 'string' && !hasVariable(name)
		? players.filter(({ player }) => player.name === name)
		: players.filter(({ player }) => createdFromFile.includes(player.id));
}
