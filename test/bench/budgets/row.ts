/** One line of the table of budgets; as `Row` in table.mjs. */
export interface Row {
	readonly what: string;
	readonly measured: string;
	readonly baseline: string;
	readonly budget: string;
	/** Absent where there is nothing to keep to. */
	readonly held?: boolean;
}

export function median(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
