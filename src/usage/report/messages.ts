import * as v from 'valibot';
import type { Prices } from './cost';
import { BUSINESSES, type Figures } from './figures';
import { usageStringsSchema } from './strings';
import { daySchema, keySchema, spanSchema, subjectSchema, viewSchema } from './view';

/**
 * What the extension and the usage panel's webview say to each other. Each side validates what it hears with these
 * schemas and ignores the rest; nothing secret is part of any message.
 *
 * The extension reads raw daily figures, keeps them and posts them; everything that needs no reading is the
 * webview's: it draws from what it was told last, with the functions in `report/`.
 *
 * 1. The webview posts `ready`, with the view it kept, if any. The extension answers with `init`, `access`, all the
 *    figures it has for that view, and their `states`.
 * 2. Every change of what is chosen is a `view`. The extension reads what `neededSpans` asks for and is not known.
 * 3. `figures` replace what was said before about the same project and business; `states` likewise.
 */

/** Names, labels and sentences, already cut to a line by the extension. */
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

/** A project of the account, its name as it may be shown. */
const projectSchema = v.object({ id: keySchema, name: textSchema });

/** Everything but figures. Sent again when something of it changes, such as the projects, prices or the day. */
const initSchema = v.object({
	type: v.literal('init'),
	/** The display language of VS Code as a BCP 47 tag. */
	locale: v.pipe(v.string(), v.maxLength(40)),
	subject: subjectSchema,
	/** The projects to show: one, or all of the account, by name. */
	projects: v.pipe(v.array(projectSchema), v.readonly()),
	/** Every project of the account, to change to; empty while they are not known. */
	others: v.pipe(v.array(projectSchema), v.readonly()),
	/** The UTC day that is not over yet. */
	today: daySchema,
	prices: pricesSchema,
	/** Set while the prices are the default ones: the day they were noted. */
	pricesNoted: v.nullable(daySchema),
	strings: usageStringsSchema,
});

/** Whether the account of the panel can be asked. While not, figures are gone from the extension and must go here. */
const accessSchema = v.object({
	type: v.literal('access'),
	state: v.picklist(['ready', 'signingIn', 'signedOut', 'projectsLoading', 'projectsFailed', 'noProjects']),
	/** What is the matter, in the user's language; empty when nothing is. */
	text: textSchema,
	/** What may help, as the `action` to post, in order. */
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
	/** `waiting`: to be read; `reading`: asked for; `ready`: all the view needs is there; `failed`: see `failure`. */
	state: v.picklist(['waiting', 'reading', 'ready', 'failed', 'cancelled']),
	/** Why the newest attempt failed, in the user's language; figures from before stay good. */
	failure: v.nullable(textSchema),
	/** When the newest of its figures were read, in ms since 1970; null when there are none. */
	readAt: v.nullable(momentSchema),
	/** The newest of its figures come from the cache of an earlier time. */
	cached: v.boolean(),
});

const statesSchema = v.object({
	type: v.literal('states'),
	items: v.pipe(v.array(stateSchema), v.readonly()),
	/** Calls of the present reading; null when none is under way. `waitMs`: why nothing moves, 0 when it does. */
	progress: v.nullable(
		v.object({ done: v.number(), failed: v.number(), total: v.number(), waitMs: v.number() }),
	),
});

/** Asks for the chart as a picture, to be answered with `picture` and the same id. */
const chartImageRequestSchema = v.object({ type: v.literal('chartImageRequest'), id: v.number() });

/** A reading is over or an export is done: a sentence for screen readers and a live region. */
const announceSchema = v.object({ type: v.literal('announce'), text: textSchema });

const toWebviewSchema = v.variant('type', [
	initSchema,
	accessSchema,
	figuresMessageSchema,
	statesSchema,
	chartImageRequestSchema,
	announceSchema,
]);

/** The largest picture that is taken, in bytes. */
export const MAX_IMAGE_BYTES = 20_000_000;
const MAX_COPY_LENGTH = 20_000_000;

const toExtensionSchema = v.variant('type', [
	/** Loaded, or shown again after being hidden. */
	v.object({ type: v.literal('ready'), view: v.nullable(viewSchema) }),
	v.object({ type: v.literal('view'), view: viewSchema }),
	/** Reads again what may have changed, and what failed. */
	v.object({ type: v.literal('refresh') }),
	/** Reads again what failed: one project, or one business of it, or all. */
	v.object({
		type: v.literal('retry'),
		project: v.nullable(keySchema),
		business: v.nullable(businessSchema),
	}),
	v.object({ type: v.literal('cancel') }),
	/** Opens the panel of a project, or of all with null. */
	v.object({ type: v.literal('open'), project: v.nullable(keySchema) }),
	/** The extension asks for the format and the file. */
	v.object({ type: v.literal('export') }),
	/** The chart as PNG; null when there is none to be had. */
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

export type InitMessage = v.InferOutput<typeof initSchema>;
export type AccessMessage = v.InferOutput<typeof accessSchema>;
export type FiguresMessage = v.InferOutput<typeof figuresMessageSchema>;
export type StatesMessage = v.InferOutput<typeof statesSchema>;
export type FigureState = v.InferOutput<typeof stateSchema>;
export type ToWebview = v.InferOutput<typeof toWebviewSchema>;
export type ToExtension = v.InferOutput<typeof toExtensionSchema>;
export type PanelAction = Extract<ToExtension, { type: 'action' }>['action'];

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

/** The longest name or label that is shown, in characters. */
export const LONGEST_TEXT = 200;

/** Control characters, and the marks that change the direction of the text around them. */
const INVISIBLE = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A name or label from outside as it may stand on a screen: one line, without tricks, and not endless. It is never markup. */
export function shownText(text: string): string {
	const line = text
		.slice(0, 4 * LONGEST_TEXT)
		.replace(INVISIBLE, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	const characters = [...line];
	return characters.length > LONGEST_TEXT ? `${characters.slice(0, LONGEST_TEXT - 1).join('')}…` : line;
}
