import * as v from 'valibot';
import type { FieldIssue } from '../fieldIssue';
import { CHANNEL_CHARACTERS, NAME_CHARACTERS } from './playerFields';

/** Something that breaks a schema, and by which of valibot's actions. */
export interface SchemaIssue extends FieldIssue {
	/** Valibot's name of the schema or action that refused the value, such as `max_bytes`. */
	readonly refusedBy: string;
	/** The keys that lead to the value. */
	readonly path: readonly (string | number)[];
}

/** What of `value` breaks `schema`: for each field the first rule that it breaks. `under` names where the value stands. */
export function schemaIssues(schema: v.GenericSchema, value: unknown, under = ''): SchemaIssue[] {
	const { issues = [] } = v.safeParse(schema, value, { abortPipeEarly: true });
	return issues.map((issue) => {
		const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
		const field = [under, ...path].filter((part) => part !== '').join('.');
		return { field, path, refusedBy: issue.type, ...ruleOf(field, issue) };
	});
}

function ruleOf(field: string, issue: v.BaseIssue<unknown>): Pick<FieldIssue, 'rule' | 'detail'> {
	const { type, message } = issue;
	if (type === 'strict_object' && issue.expected === 'never') {
		return { rule: 'unknown', detail: `${field} is not a documented field` };
	}
	if (issue.received === 'undefined') {
		return { rule: 'required', detail: `${field} is required` };
	}
	return { rule: RULES[type] ?? textRule(issue), detail: `${field} ${message}` };
}

const RULES: Readonly<Record<string, FieldIssue['rule']>> = {
	non_empty: 'required',
	max_bytes: 'tooLong',
	number: 'range',
	integer: 'range',
	min_value: 'range',
	max_value: 'range',
};

function textRule({ requirement }: v.BaseIssue<unknown>): FieldIssue['rule'] {
	return requirement === CHANNEL_CHARACTERS || requirement === NAME_CHARACTERS ? 'characters' : 'format';
}
