import type { Credentials } from '../agora/credentials';

interface LabelledValue {
	readonly kind: 'id' | 'secret';
	readonly value: string;
}

/** Normalized by `kindOf`, so that `AGORA_CUSTOMER_ID`, `Customer ID` and `customerId` are the same label. */
const LABELS: Readonly<Record<string, LabelledValue['kind']>> = {
	id: 'id',
	key: 'id',
	customerid: 'id',
	customerkey: 'id',
	clientid: 'id',
	accesskey: 'id',
	accesskeyid: 'id',
	username: 'id',
	客户id: 'id',
	客户标识: 'id',
	客户编号: 'id',
	secret: 'secret',
	customersecret: 'secret',
	customercertificate: 'secret',
	clientsecret: 'secret',
	accesssecret: 'secret',
	accesskeysecret: 'secret',
	keysecret: 'secret',
	secretkey: 'secret',
	password: 'secret',
	密钥: 'secret',
	客户密钥: 'secret',
	客户secret: 'secret',
};

/** The separators between a label and its value, and between the cells of a line. */
const BETWEEN = /[:：=,，;；|\t ]/;
const CELLS = /[,，;；|\t&]/;

/** The values that have the label of an ID or a secret. `lines` has no empty lines. */
function labelledPairs(lines: readonly string[]): LabelledValue[] {
	const fromJson = pairsOfJson(lines.join('\n'));
	if (fromJson) {
		return fromJson;
	}
	const pairs: LabelledValue[] = [];
	let header: (LabelledValue['kind'] | undefined)[] | undefined;
	let above: LabelledValue['kind'] | undefined;
	for (const line of lines) {
		const cells = line.split(CELLS).map(plain);
		const kinds = cells.map(kindOf);
		if (kinds.includes('id') && kinds.includes('secret')) {
			header = kinds;
		} else if (header) {
			pairs.push(...cellsUnder(header, cells));
		} else if (above && !pairsOfLine(line, cells).length && kindOf(line) === undefined) {
			pairs.push(...labelledValue(above, line));
			above = undefined;
		} else {
			above = kindOf(line);
			pairs.push(...pairsOfLine(line, cells));
		}
	}
	return pairs;
}

/** Undefined where the text is not JSON. */
function pairsOfJson(text: string): LabelledValue[] | undefined {
	try {
		const parsed: unknown = JSON.parse(text);
		return typeof parsed === 'object' && parsed !== null ? pairsIn(parsed) : undefined;
	} catch {
		return undefined;
	}
}

function pairsIn(value: object): LabelledValue[] {
	return Object.entries(value).flatMap(([label, each]: [string, unknown]) => {
		if (typeof each === 'string') {
			return labelledValue(kindOf(label), each);
		}
		return typeof each === 'object' && each !== null ? pairsIn(each) : [];
	});
}

/** `label: value`, or several of these in the cells of the line. */
function pairsOfLine(line: string, cells: readonly string[]): LabelledValue[] {
	const inCells = cells.map(labelled);
	if (cells.length > 1 && inCells.every((pair) => pair !== undefined)) {
		return inCells;
	}
	const pair = labelled(line);
	return pair ? [pair] : [];
}

/** Uses the longest label at the beginning: `Secret Key` in `Secret Key: …`, not `Secret`. */
function labelled(text: string): LabelledValue | undefined {
	for (let at = text.length - 1; at > 0; at -= 1) {
		const kind = BETWEEN.test(text.charAt(at)) ? kindOf(text.slice(0, at)) : undefined;
		const [pair] = labelledValue(kind, text.slice(at + 1).replace(/^[\s:：=]+/, ''));
		if (pair) {
			return pair;
		}
	}
	return undefined;
}

function cellsUnder(
	header: readonly (LabelledValue['kind'] | undefined)[],
	cells: readonly string[],
): LabelledValue[] {
	return header.flatMap((kind, column) => labelledValue(kind, cells[column] ?? ''));
}

function labelledValue(kind: LabelledValue['kind'] | undefined, text: string): LabelledValue[] {
	const value = plain(text);
	return kind && value !== '' ? [{ kind, value }] : [];
}

function kindOf(label: string): LabelledValue['kind'] | undefined {
	const name = label
		.toLowerCase()
		.replace(/^\s*export\s|[（(][^）)]*[）)]/g, '')
		.replace(/[\s_\-*`"'“”‘’.:：=]/g, '')
		.replace(/^(?:agora)?(?:restful|rest)?(?:api)?(?=.)/, '');
	return Object.hasOwn(LABELS, name) ? LABELS[name] : undefined;
}

/** Removes surrounding spaces, a trailing separator and quotes. */
function plain(text: string): string {
	const trimmed = text.trim().replace(/[,;，；]$/, '');
	return /^(["'`]).*\1$/.test(trimmed) || /^[“‘].*[”’]$/.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
}

/** Why a text does not contain exactly one Customer ID and one Customer Secret. */
export type KeyFileProblem = 'empty' | 'noId' | 'noSecret' | 'several' | 'unclear';

/** The minimum length of an ID or a secret without a label. Those of Agora have 32 characters. */
const MIN_UNLABELLED_LENGTH = 16;

/**
 * Reads the credentials from the text of `key_and_secret.txt`, whose layout is not documented (docs/agora-api.md, Credentials and IDs):
 * values with labels in English or Chinese, CSV, JSON, or only the two values, the ID first. Accepts only a text with exactly one ID and
 * one secret.
 */
export function pairOf(text: string): Credentials | KeyFileProblem {
	const lines = text
		.replace(/^\uFEFF/, '')
		.split(/[\r\n]+/)
		.map((line) => line.trim())
		.filter((line) => line !== '' && !/^(?:#|\/\/\s)/.test(line));
	if (lines.length === 0) {
		return 'empty';
	}
	const pairs = labelledPairs(lines);
	if (pairs.length === 0) {
		return unlabelledPair(lines);
	}
	const ids = valuesOf(pairs, 'id');
	const secrets = valuesOf(pairs, 'secret');
	const [customerId] = ids;
	const [customerSecret] = secrets;
	if (ids.length > 1 || secrets.length > 1) {
		return 'several';
	}
	if (customerId === undefined) {
		return 'noId';
	}
	if (customerSecret === undefined) {
		return 'noSecret';
	}
	return isPair(customerId, customerSecret) ? { customerId, customerSecret } : 'unclear';
}

function valuesOf(pairs: readonly LabelledValue[], kind: 'id' | 'secret'): string[] {
	return [...new Set(pairs.filter((pair) => pair.kind === kind).map(({ value }) => value))];
}

function unlabelledPair(lines: readonly string[]): Credentials | KeyFileProblem {
	const words = lines.join(' ').split(/[\s,;:|]+/);
	const [customerId = '', customerSecret = ''] = words;
	const areLong = words.every((word) => word.length >= MIN_UNLABELLED_LENGTH);
	return words.length === 2 && areLong && isPair(customerId, customerSecret)
		? { customerId, customerSecret }
		: 'unclear';
}

/** HTTP Basic allows no spaces, only ASCII, and no colon in the ID. */
function isPair(customerId: string, customerSecret: string): boolean {
	return /^[\x21-\x39\x3b-\x7e]+$/.test(customerId) && /^[\x21-\x7e]+$/.test(customerSecret);
}
