import * as v from 'valibot';
import type { UsageStrings } from '../panel/panelStrings';
import type { Prices } from './cost';
import { BUSINESSES, type Figures } from './figures';
import { daySchema, keySchema, spanSchema, subjectSchema, viewSchema } from './view';

/**
 * The messages between the extension and the webview of the usage panel. Each side validates messages with these
 * schemas and ignores invalid ones. No message contains a secret.
 *
 * The extension reads raw daily figures, caches them and posts them. The webview computes what it shows from the latest
 * messages, with the functions in `report/`.
 *
 * 1. The webview posts `ready`, with its saved view if there is one. The extension answers with `init`, `access`, all the
 *    figures it has for that view, and their `states`.
 * 2. The webview posts `view` on every change of the view. The extension reads the `neededSpans` that are not cached.
 * 3. `figures` and `states` replace earlier ones of the same project and business.
 */

/** Names, labels and sentences that the extension has shortened. */
const textSchema = v.pipe(v.string(), v.maxLength(1000));
const momentSchema = v.pipe(v.number(), v.finite());
const businessSchema = v.picklist(BUSINESSES);

/** More than Agora has existed. */
const MOST_DAYS = 20_000;

const columnSchema = v.object({
	key: keySchema,
	labels: v.object({ en: textSchema, cn: v.optional(textSchema) }),
	unit: textSchema,
	values: v.pipe(v.array(v.nullable(v.pipe(v.number(), v.finite()))), v.maxLength(MOST_DAYS), v.readonly()),
});

export const figuresSchema: v.GenericSchema<unknown, Figures> = v.object({
	from: daySchema,
	covered: v.pipe(v.array(spanSchema), v.maxLength(MOST_DAYS), v.readonly()),
	columns: v.pipe(v.array(columnSchema), v.maxLength(1000), v.readonly()),
});

const pricesSchema: v.GenericSchema<unknown, Prices> = v.object({
	currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
	per1000Minutes: v.record(
		businessSchema,
		v.record(keySchema, v.pipe(v.number(), v.finite(), v.minValue(0))),
	),
});

/** A project of the account, with its name as shown. */
const projectSchema = v.object({ id: keySchema, name: textSchema });

const stringSchema = v.pipe(v.string(), v.maxLength(2000));
const stringTableSchema = v.record(v.string(), v.union([stringSchema, v.record(v.string(), stringSchema)]));

/** The texts by name. Their names are not checked: the same build of the extension contains both sides. */
const stringsSchema = v.custom<UsageStrings>((value) => v.is(stringTableSchema, value));

/** Everything except figures. Posted again when a part changes, such as the projects, the prices or the day. */
const initSchema = v.object({
	type: v.literal('init'),
	/** The display language of VS Code as a BCP 47 tag. */
	locale: v.pipe(v.string(), v.maxLength(40)),
	subject: subjectSchema,
	/** The projects to show: one, or all of the account, by name. */
	projects: v.pipe(v.array(projectSchema), v.readonly()),
	/** Every project of the account, to switch to; empty until they are loaded. */
	others: v.pipe(v.array(projectSchema), v.readonly()),
	/** The current UTC day. */
	today: daySchema,
	prices: pricesSchema,
	/** The day on which the default prices were noted; null if the user has set prices. */
	pricesNoted: v.nullable(daySchema),
	strings: stringsSchema,
});

/** Whether usage can be read as the panel's account. If not, the extension has dropped the figures, and so must the webview. */
const accessSchema = v.object({
	type: v.literal('access'),
	state: v.picklist(['ready', 'signingIn', 'signedOut', 'projectsLoading', 'projectsFailed', 'noProjects']),
	/** The problem in the user's language; empty if there is none. */
	text: textSchema,
	/** What the user can do, as the `action` to post, in order. */
	actions: v.pipe(
		v.array(v.object({ action: v.picklist(['signIn', 'refresh', 'showLog']), label: textSchema })),
		v.readonly(),
	),
});

const figuresMessageSchema = v.object({
	type: v.literal('figures'),
	items: v.pipe(
		v.array(v.object({ project: keySchema, business: businessSchema, figures: figuresSchema })),
		v.readonly(),
	),
});

const stateSchema = v.object({
	project: keySchema,
	business: businessSchema,
	/** `waiting`: not requested yet; `reading`: requested; `ready`: all figures of the view were read; `failed`: see `failure`. */
	state: v.picklist(['waiting', 'reading', 'ready', 'failed', 'cancelled']),
	/** Why the latest attempt failed, in the user's language; earlier figures stay valid. */
	failure: v.nullable(textSchema),
	/** When the newest figures were read, in milliseconds since 1970; null if there are none. */
	readAt: v.nullable(momentSchema),
	/** Whether all figures come from the stored cache. */
	cached: v.boolean(),
});

const statesSchema = v.object({
	type: v.literal('states'),
	items: v.pipe(v.array(stateSchema), v.readonly()),
	/** The current calls; null if there are none. `waitMs` is the expected time until the next call, 0 without a long wait. */
	progress: v.nullable(
		v.object({ done: v.number(), failed: v.number(), total: v.number(), waitMs: v.number() }),
	),
});

/** Requests the chart as an image. The webview responds with `chartImage` and the same id. */
const chartImageRequestSchema = v.object({ type: v.literal('chartImageRequest'), id: v.number() });

/** A sentence for a live region, such as when an export is done. */
const announceSchema = v.object({ type: v.literal('announce'), text: textSchema });

const toWebviewSchema = v.variant('type', [
	initSchema,
	accessSchema,
	figuresMessageSchema,
	statesSchema,
	chartImageRequestSchema,
	announceSchema,
]);

/** The largest accepted image. */
export const MAX_IMAGE_BYTES = 20_000_000;
const MAX_COPY_LENGTH = 20_000_000;

const toExtensionSchema = v.variant('type', [
	/** The page was loaded, at first or after it was hidden. */
	v.object({ type: v.literal('ready'), view: v.nullable(viewSchema) }),
	v.object({ type: v.literal('view'), view: viewSchema }),
	/** `refresh` reads provisional days again, and what failed; on `export` the extension asks for the format and the file. */
	v.object({ type: v.picklist(['refresh', 'cancel', 'export']) }),
	/** Retries what failed, of one project or business, or of all with null. */
	v.object({
		type: v.literal('retry'),
		project: v.nullable(keySchema),
		business: v.nullable(businessSchema),
	}),
	/** Shows a project in this panel, or all with null. */
	v.object({ type: v.literal('select'), project: v.nullable(keySchema) }),
	/** Shows a project in a tab of its own, or all with null. */
	v.object({ type: v.literal('open'), project: v.nullable(keySchema) }),
	/** The chart as PNG; null if there is none. */
	v.object({
		type: v.literal('chartImage'),
		id: v.number(),
		png: v.nullable(
			v.pipe(
				v.instance(Uint8Array),
				v.check(({ byteLength }) => byteLength <= MAX_IMAGE_BYTES),
			),
		),
	}),
	/** Puts text on the clipboard, such as the table as tab-separated values. */
	v.object({ type: v.literal('copy'), text: v.pipe(v.string(), v.maxLength(MAX_COPY_LENGTH)) }),
	v.object({
		type: v.literal('action'),
		action: v.picklist(['signIn', 'refresh', 'showLog', 'openPrices', 'openPriceList']),
	}),
]);

export type { UsageStrings };
export type InitMessage = v.InferOutput<typeof initSchema>;
export type AccessMessage = v.InferOutput<typeof accessSchema>;
export type FiguresMessage = v.InferOutput<typeof figuresMessageSchema>;
export type StatesMessage = v.InferOutput<typeof statesSchema>;
export type FigureState = v.InferOutput<typeof stateSchema>;
export type ToWebview = v.InferOutput<typeof toWebviewSchema>;
export type ToExtension = v.InferOutput<typeof toExtensionSchema>;
export type PanelAction = Extract<ToExtension, { type: 'action' }>['action'];

/** Undefined for an invalid message. */
export function parseToWebview(message: unknown): ToWebview | undefined {
	const { success, output } = v.safeParse(toWebviewSchema, message);
	return success ? output : undefined;
}

/** Undefined for an invalid message. */
export function parseToExtension(message: unknown): ToExtension | undefined {
	const { success, output } = v.safeParse(toExtensionSchema, message);
	return success ? output : undefined;
}

/** The longest name or label that is shown, in characters. */
export const LONGEST_TEXT = 200;

/** Control characters, and the marks that change the direction of the text around them. */
const INVISIBLE = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Prepares a name or label from outside for the screen: a single line of limited length, without control characters. */
export function shownText(text: string): string {
	const line = text
		.slice(0, 4 * LONGEST_TEXT)
		.replace(INVISIBLE, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	const characters = [...line];
	return characters.length > LONGEST_TEXT ? `${characters.slice(0, LONGEST_TEXT - 1).join('')}…` : line;
}
