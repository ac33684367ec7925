import { findNodeAtLocation } from 'jsonc-parser';
import type { FieldIssue } from '../../agora/errors';
import { type SchemaIssue, schemaIssues } from '../../agora/mediaPull/playerFields';
import { checkTogether, playerRequestSchema } from '../../agora/mediaPull/playerRequest';
import { isObject } from '../../agora/parsing';
import type { ChannelUser } from '../../agora/session';
import { playerLabel, playerWithUser } from '../playerNames';
import type { ShownPlayer } from '../store/playerConditions';
import { isSecretField } from './definitionFile';
import { definitionSchema } from './definitionSchema';
import { type DefinitionText, keySpan, partSpan, type Span, valueSpan } from './definitionText';
import { plainSecrets } from './secretVariables';
import {
	hasVariable,
	literalText,
	mapTexts,
	type Path,
	textsIn,
	type VariableUse,
	variablesIn,
} from './variables';

export type ProblemCode =
	| FieldIssue['rule']
	| 'syntax'
	| 'tooDeep'
	| 'unknownVariable'
	| 'misplacedSecret'
	/** Found when the variables are replaced. */
	| 'missingEnvironment'
	| 'otherHost'
	| 'unknownProject'
	| 'ambiguousProject'
	| 'disabledProject'
	| 'plainSecret'
	| 'plainHttp'
	| 'mainlandCodec'
	| 'mainlandTempo'
	/** A known player is in the channel as this user already; its label is the detail. */
	| 'takenUser'
	/** Said by Agora. */
	| 'refused';

/** Something wrong in a definition file (an error), or to think about (a warning). */
export interface DefinitionProblem {
	readonly code: ProblemCode;
	readonly severity: 'error' | 'warning';
	/** As `FieldIssue.field`: from `player` on where it is one of the player's. */
	readonly field: string;
	readonly span: Span;
	/** With the rules of the document: English. With a missing variable its name, and with a refusal Agora's words. */
	readonly detail: string;
	/** Whether the JSON Schema says the same, so that VS Code marks it without us. */
	readonly bySchema: boolean;
}

/** Stands for a text with a variable, whose value is not known yet. */
const UNKNOWN = Symbol('unknown');

/** What a definition is held against besides the rules of the document. */
export interface CheckContext {
	readonly nowSeconds: number;
	/** Undefined while the projects are not known. */
	readonly projects: readonly KnownProject[] | undefined;
	/** The project where the definition names none. */
	readonly activeAppId?: string | undefined;
	/** The players that are known of a project. */
	readonly playersOf?: (appId: string) => readonly ShownPlayer[];
	/** Whether its texts are values that were put in already: nothing in them is a variable or an escape. */
	readonly isLiteral?: boolean;
}

/**
 * Everything that is wrong in a definition: what Media Pull REST API, Create API, rules, what only these files have, and
 * warnings. A field with a variable in it is not looked into, since its value is not known yet.
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
		...togetherProblems(document, value, context.nowSeconds),
		...(isLiteral ? [] : variableProblems(document)),
	];
	const project = isObject(value) ? projectProblem(value.project, context.projects) : undefined;
	if (project) {
		problems.push(error(project, 'project', valueSpan(document, ['project']), ''));
	}
	return [
		...withoutRepeats(problems),
		...(isLiteral ? [] : [...warnings(document), ...takenUser(document, value, context)]),
	].toSorted((a, b) => a.span.offset - b.span.offset);
}

/** Rules between two fields say nothing new of one that is broken by itself. */
function withoutRepeats(problems: readonly DefinitionProblem[]): DefinitionProblem[] {
	const seen = new Set<string>();
	return problems.filter(({ code, field }) => {
		const first = code === 'syntax' || !seen.has(field);
		seen.add(field);
		return first;
	});
}

/** To a valibot object a list is an object like any other. */
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
			return error(issue.rule, shortField(issue.field), span, issue.detail, isBySchema(issue));
		});
}

/** Lengths in bytes, and what only code can check, cannot be said in a JSON Schema. */
function isBySchema({ refusedBy }: SchemaIssue): boolean {
	return refusedBy !== 'max_bytes' && refusedBy !== 'check';
}

function togetherProblems(document: DefinitionText, value: unknown, nowSeconds: number): DefinitionProblem[] {
	const player = isObject(value) ? value.player : undefined;
	if (!isObject(player)) {
		return [];
	}
	return checkTogether(player, nowSeconds)
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
	// docs/agora-api.md, Media Pull: Create: anything else than H.264 becomes H.264 in the mainland.
	if (isObject(value) && value.region === 'cn' && isObject(videoOptions) && videoOptions.codec === 'VP9') {
		const path = ['player', 'videoOptions', 'codec'];
		found.push(warning('mainlandCodec', 'videoOptions.codec', valueSpan(document, path)));
	}
	// docs/agora-api.md, Media Pull: Update: elsewhere the field is dropped like any unknown one.
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

/** A user that a known player has in the channel. The player of the same name is no other: its creation is refused anyway. */
function takenUser(
	document: DefinitionText,
	value: unknown,
	{ projects = [], activeAppId, playersOf }: CheckContext,
): DefinitionProblem[] {
	const { project: named, player } = isObject(value) ? value : {};
	const appId = typeof named === 'string' ? projectNamed(named, projects)?.appId : activeAppId;
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

function valueAt(value: unknown, path: Path): unknown {
	return path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

/** Fields of the player are called as the API documents call them. */
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
	return { code, severity: 'error', field, span, detail: detail.replace(/^player\./, ''), bySchema };
}

/** What of a project a definition is held against. */
export interface KnownProject {
	readonly name: string;
	readonly appId: string;
	/** Undefined where it is not known. */
	readonly enabled: boolean | undefined;
}

/** The project that a definition names by App ID or name; none where nobody has it or several share the name. */
export function projectNamed<T extends KnownProject>(named: string, projects: readonly T[]): T | undefined {
	const byAppId = projects.find(({ appId }) => appId !== '' && appId === named);
	const byName = projects.filter(({ name }) => name === named);
	return byAppId ?? (byName.length === 1 ? byName[0] : undefined);
}

/** Why no player can be created in the project that a definition names. Nothing is said while the projects are not known. */
export function projectProblem(
	named: unknown,
	projects: readonly KnownProject[] | undefined,
): 'unknownProject' | 'ambiguousProject' | 'disabledProject' | undefined {
	if (typeof named !== 'string' || projects === undefined) {
		return undefined;
	}
	const project = projectNamed(named, projects);
	if (!project) {
		return projects.some(({ name }) => name === named) ? 'ambiguousProject' : 'unknownProject';
	}
	return project.enabled === false ? 'disabledProject' : undefined;
}

/** The variables of a definition that mean nothing, and secrets where others would see them. */
export function variableProblems(document: DefinitionText): DefinitionProblem[] {
	return textsIn(document.value).flatMap(({ path, text }) =>
		variablesIn(text).flatMap((use): DefinitionProblem[] => {
			const code = variableProblem(path, use);
			const span = partSpan(document, path, use.start, use.end);
			const field = path.filter((key) => key !== 'player').join('.');
			return code ? [{ code, severity: 'error', field, span, detail: '', bySchema: false }] : [];
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
	const maySecret = path.length === 2 && isSecretField(path);
	return variable.kind === 'secret' && !maySecret ? 'misplacedSecret' : undefined;
}

/** Where a refusal in Agora's words belongs: at the field that they name, else at the player as a whole. */
export function refusedField(
	message: string,
	document: DefinitionText,
): { readonly field: string; readonly span: Span } {
	const words = new Set(message.toLowerCase().match(/[a-z]+/g) ?? []);
	const named = (field: string) => words.has(field.toLowerCase());
	const { audioOptions, videoOptions } = playerRequestSchema.entries;
	const paths = [
		...Object.keys(audioOptions.wrapped.entries).map((key) => ['player', 'audioOptions', key]),
		...Object.keys(videoOptions.wrapped.entries).map((key) => ['player', 'videoOptions', key]),
		// The name of a player goes last: it is an ordinary word, too.
		...Object.keys(playerRequestSchema.entries)
			.toSorted((a, b) => Number(a === 'name') - Number(b === 'name'))
			.map((key) => ['player', key]),
		['streamIp'],
		['region'],
	];
	const path = paths.find((each) => named(each.at(-1) ?? '')) ?? ['player'];
	return { field: path.filter((key) => key !== 'player').join('.'), span: valueSpan(document, path) };
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
