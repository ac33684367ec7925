import * as v from 'valibot';
import type { Figures } from '../../shared/usage/report/figures';
import { daySchema, keySchema } from '../../shared/usage/view';
import { businesses } from '../../shared/usage/words';
import type { StoredProject } from './usageBooks';

const spanSchema = v.pipe(
	v.object({ from: daySchema, to: daySchema }),
	v.check(({ from, to }) => from <= to),
);
const moment = v.pipe(v.number(), v.finite(), v.minValue(0));
const amount = v.nullable(v.pipe(v.number(), v.finite()));

const figuresSchema: v.GenericSchema<unknown, Figures> = v.object({
	from: daySchema,
	covered: v.array(spanSchema),
	columns: v.array(
		v.object({
			key: keySchema,
			labels: v.object({ en: v.string(), cn: v.optional(v.string()) }),
			unit: v.string(),
			values: v.pipe(v.array(amount), v.maxLength(1000)),
		}),
	),
});

const bookSchema = v.object({
	figures: figuresSchema,
	settled: v.array(spanSchema),
	tails: v.array(
		v.pipe(
			v.object({ from: daySchema, to: daySchema, readAt: moment }),
			v.check((t) => t.from <= t.to),
		),
	),
	readAt: moment,
});

/**
 * What a file of the cache holds: one project's books. Of another version, it is as if there were none: files of version 1 may
 * lack final days.
 */
const fileSchema = v.object({
	version: v.literal(2),
	project: keySchema,
	books: v.partial(v.object(v.entriesFromList(businesses, bookSchema))),
});

export function bookFileText(project: string, books: StoredProject): string {
	return JSON.stringify({ version: 2, project, books });
}

/** Undefined for a file that is broken, of another version or of another project. */
export function readBookFile(text: string, project: string, now: number): StoredProject | undefined {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		return undefined;
	}
	const result = v.safeParse(fileSchema, json);
	if (!result.success || result.output.project !== project) {
		return undefined;
	}
	const { books } = result.output;
	const fromTheFuture = Object.values(books).some((book) => book && book.readAt > now);
	return fromTheFuture ? undefined : Object.fromEntries(Object.entries(books).filter(([, book]) => book));
}
