import { findNodeAtLocation } from 'jsonc-parser';
import type { ChannelUser } from '../../../agora/channelUser';
import type { FieldIssue } from '../../../agora/fieldIssue';
import { isObject } from '../../../agora/lenient';
import { type SchemaIssue, schemaIssues } from '../../../agora/mediaPull/fieldIssues';
import { checkTogether } from '../../../agora/mediaPull/playerRequest';
import { playerWithUser } from '../../channelUsers';
import { playerLabel } from '../../playerName';
import type { ShownPlayer } from '../../watch/shownPlayer';
import { type DefinitionText, keySpan, partSpan, type Span, valueSpan } from '../file/definitionText';
import { plainSecrets } from '../memory/plainSecrets';
import { definitionSchema } from '../schema/definition';
import { literalText, mapTexts, type Path } from '../variables/variables';
import { type KnownProject, projectNamed, projectProblem } from './definitionProject';
import { variableProblems } from './variableProblems';

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
	// api-facts §3, Create: anything else than H.264 becomes H.264 in the mainland.
	if (isObject(value) && value.region === 'cn' && isObject(videoOptions) && videoOptions.codec === 'VP9') {
		const path = ['player', 'videoOptions', 'codec'];
		found.push(warning('mainlandCodec', 'videoOptions.codec', valueSpan(document, path)));
	}
	// api-facts §3, Update: elsewhere the field is dropped like any unknown one.
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
