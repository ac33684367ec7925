/** What VS Code's `inspect()` says of a setting. */
export interface InspectedSetting {
	readonly defaultValue?: unknown;
	readonly globalValue?: unknown;
}

/**
 * A setting with prices, all of one currency. VS Code merges an object setting with its default key by key (`merged`). Where the
 * user's value names another currency than the default, that would mix amounts of two currencies, so the user's value alone
 * counts.
 */
export function inOneCurrency(inspected: InspectedSetting | undefined, merged: unknown): unknown {
	const own = currencyOf(inspected?.globalValue);
	return own === undefined || own === currencyOf(inspected?.defaultValue) ? merged : inspected?.globalValue;
}

function currencyOf(value: unknown): unknown {
	return typeof value === 'object' && value !== null && 'currency' in value ? value.currency : undefined;
}
