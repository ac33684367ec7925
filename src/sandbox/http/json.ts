export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What the text says, or undefined where it is not a JSON object. */
export function parseJsonObject(text: string): JsonObject | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return isJsonObject(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

/** Whether a Content-Type header announces JSON, with or without parameters. */
export function isJsonContentType(header: string | undefined): boolean {
	return header !== undefined && /^application\/json\s*(;|$)/i.test(header);
}
