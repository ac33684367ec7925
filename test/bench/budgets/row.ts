/** One row of the table of budgets, the same as `Row` in table.mjs. */
export interface Row {
	readonly what: string;
	readonly measured: string;
	readonly baseline: string;
	readonly budget: string;
	/** Undefined if there is no limit. */
	readonly held?: boolean;
}

export function median(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
