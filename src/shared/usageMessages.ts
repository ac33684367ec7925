/**
 * What the extension and the usage panel's webview say to each other. Each side validates what it hears with
 * these schemas and ignores the rest; nothing secret is part of any message.
 */
import * as v from 'valibot';
import { usageStringsSchema } from './usageStrings';
import { businesses, rangePresets } from './usageWords';

const businessSchema = v.picklist(businesses);
const presetSchema = v.picklist(rangePresets);
const daySchema = v.pipe(v.string(), v.isoDate());

const columnSchema = v.object({
	key: v.string(),
	labels: v.object({ en: v.string(), cn: v.optional(v.string()) }),
	/** As Agora sent it, usually `second`. */
	unit: v.string(),
});

const reportSchema = v.object({
	columns: v.pipe(v.array(columnSchema), v.readonly()),
	days: v.pipe(
		v.array(v.object({ date: daySchema, values: v.pipe(v.record(v.string(), v.number()), v.readonly()) })),
		v.readonly(),
	),
});

const initSchema = v.object({
	type: v.literal('init'),
	/** The display language of VS Code as a BCP 47 tag. */
	locale: v.string(),
	project: v.string(),
	account: v.string(),
	strings: usageStringsSchema,
});

const rangeSchema = v.object({
	type: v.literal('range'),
	preset: presetSchema,
	includeToday: v.boolean(),
	/** First and last UTC day, both included. */
	from: daySchema,
	to: daySchema,
	/** The UTC day that is not over yet, so its figures still grow. */
	today: daySchema,
});

const figuresSchema = v.object({
	type: v.literal('figures'),
	business: businessSchema,
	loading: v.boolean(),
	/** The last good answer for the present range, kept while newer attempts fail; `readAt` in ms since 1970. */
	known: v.nullable(v.object({ report: reportSchema, readAt: v.number() })),
	/** Why the newest attempt failed, in the user's language. */
	failure: v.nullable(v.string()),
});

const toWebviewSchema = v.variant('type', [initSchema, rangeSchema, figuresSchema]);

/** `business` is the tab on screen, which is read before the others. */
const toExtensionSchema = v.variant('type', [
	v.object({ type: v.literal('ready'), business: businessSchema }),
	v.object({
		type: v.literal('query'),
		preset: presetSchema,
		includeToday: v.boolean(),
		business: businessSchema,
	}),
	v.object({ type: v.literal('refresh'), business: businessSchema }),
]);

export type ReportColumn = v.InferOutput<typeof columnSchema>;
export type Report = v.InferOutput<typeof reportSchema>;
export type InitMessage = v.InferOutput<typeof initSchema>;
export type RangeMessage = v.InferOutput<typeof rangeSchema>;
export type FiguresMessage = v.InferOutput<typeof figuresSchema>;
export type ToWebview = v.InferOutput<typeof toWebviewSchema>;
export type ToExtension = v.InferOutput<typeof toExtensionSchema>;

/** Undefined for anything that is no message to the webview. */
export function parseToWebview(message: unknown): ToWebview | undefined {
	const result = v.safeParse(toWebviewSchema, message);
	return result.success ? result.output : undefined;
}

/** Undefined for anything that is no message to the extension. */
export function parseToExtension(message: unknown): ToExtension | undefined {
	const result = v.safeParse(toExtensionSchema, message);
	return result.success ? result.output : undefined;
}
