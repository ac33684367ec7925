export interface LabelledValue {
	readonly kind: 'id' | 'secret';
	readonly value: string;
}

/** Without spaces, marks, brackets and a leading AGORA, RESTFUL or API: `AGORA_CUSTOMER_ID`, `Customer ID` and `customerId` are one. */
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

/** Between a label and its value, and between the cells of a line. */
const BETWEEN = /[:：=,，;；|\t ]/;
const CELLS = /[,，;；|\t&]/;

/** Every value that a label of an ID or of a secret stands for, in the lines of a text without empty ones. */
export function labelledPairs(lines: readonly string[]): LabelledValue[] {
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

/** The longest label at the beginning counts: in `Secret Key: …` that is not `Secret`. */
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

/** Without spaces around it, a mark that ends it, and quotes. */
function plain(text: string): string {
	const trimmed = text.trim().replace(/[,;，；]$/, '');
	return /^(["'`]).*\1$/.test(trimmed) || /^[“‘].*[”’]$/.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
}
