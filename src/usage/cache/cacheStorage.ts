import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import type { Clock } from '../../common/clock';
import { BUSINESSES, type Figures } from '../report/figures';
import { daySchema, keySchema } from '../report/view';
import type { BookShelf } from './accountUsage';
import type { StoredProject } from './usageCache';

/** All accounts together may take so many bytes; those not used for longest go first. */
const MOST_BYTES = 32_000_000;
/** A file that is larger was not written here. */
const LARGEST_FILE = 4_000_000;

export interface UsageCacheOptions {
	/** A folder of this cache's own; made when something is kept. */
	readonly folder: string;
	readonly clock: Clock;
	readonly warn: (message: string) => void;
	readonly mostBytes?: number;
}

/**
 * Keeps the figures of past days in files: a folder per account, a file per project, each replaced as a whole. The
 * figures are those of an account's billing, so they go with the account. Whatever cannot be read is read from Agora.
 */
export class UsageCacheStorage {
	readonly #options: UsageCacheOptions;
	#changes: Promise<void> = Promise.resolve();

	constructor(options: UsageCacheOptions) {
		this.#options = options;
	}

	/** The shelf of one stored account. */
	shelf(accountId: string): BookShelf {
		return {
			load: async (project) => {
				await this.#changes;
				return await this.#quietly(() => this.#load(accountId, project));
			},
			save: (projects) => this.#inTurn(() => this.#save(accountId, projects)),
		};
	}

	/** Removes what is kept of every account but those given. */
	async keepOnly(accountIds: readonly string[]): Promise<void> {
		const kept = new Set(accountIds.map(nameOf));
		await this.#inTurn(async () => {
			for (const name of await list(this.#options.folder)) {
				if (!kept.has(name)) {
					await rm(path.join(this.#options.folder, name), { recursive: true, force: true });
				}
			}
		});
	}

	async #load(accountId: string, project: string): Promise<StoredProject | undefined> {
		const file = this.#fileOf(accountId, project);
		const { size } = await stat(file);
		return size > LARGEST_FILE
			? undefined
			: readBookFile(await readFile(file, 'utf8'), project, this.#options.clock.now());
	}

	async #save(accountId: string, projects: ReadonlyMap<string, StoredProject>): Promise<void> {
		await mkdir(path.join(this.#options.folder, nameOf(accountId)), { recursive: true });
		for (const [project, books] of projects) {
			const text = bookFileText(project, books);
			if (Buffer.byteLength(text) <= LARGEST_FILE) {
				await replaceFile(this.#fileOf(accountId, project), text);
			}
		}
		await this.#shrink(nameOf(accountId));
	}

	async #shrink(inUse: string): Promise<void> {
		const accounts: { readonly folder: string; readonly bytes: number; readonly usedAt: number }[] = [];
		for (const name of await list(this.#options.folder)) {
			const folder = path.join(this.#options.folder, name);
			const files = await Promise.all((await list(folder)).map((file) => stat(path.join(folder, file))));
			const bytes = files.reduce((sum, { size }) => sum + size, 0);
			const usedAt = name === inUse ? Infinity : Math.max(0, ...files.map(({ mtimeMs }) => mtimeMs));
			accounts.push({ folder, bytes, usedAt });
		}
		let total = accounts.reduce((sum, { bytes }) => sum + bytes, 0);
		for (const { folder, bytes } of accounts.sort((a, b) => a.usedAt - b.usedAt)) {
			if (total <= (this.#options.mostBytes ?? MOST_BYTES)) {
				return;
			}
			await rm(folder, { recursive: true, force: true });
			total -= bytes;
		}
	}

	#fileOf(accountId: string, project: string): string {
		return path.join(this.#options.folder, nameOf(accountId), `${nameOf(project)}.json`);
	}

	/** One change of files after the other, so that nothing that is being written outlives its removal. */
	#inTurn(work: () => Promise<void>): Promise<void> {
		this.#changes = this.#changes.then(() => this.#quietly(work));
		return this.#changes;
	}

	async #quietly<T>(work: () => Promise<T>): Promise<T | undefined> {
		try {
			return await work();
		} catch (error) {
			const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
			if (code !== 'ENOENT') {
				this.#options.warn(`usage cache: ${code}`);
			}
			return undefined;
		}
	}
}

/** The file has either all of the text or what it had before. */
async function replaceFile(file: string, text: string): Promise<void> {
	const unfinished = `${file}.${randomUUID()}`;
	try {
		await writeFile(unfinished, text);
		await rename(unfinished, file);
	} catch (error) {
		await rm(unfinished, { force: true });
		throw error;
	}
}

/** Ids come from outside, so they are no file names. */
function nameOf(id: string): string {
	return createHash('sha256').update(id).digest('hex').slice(0, 32);
}

async function list(folder: string): Promise<string[]> {
	try {
		return await readdir(folder);
	} catch {
		return [];
	}
}

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
	books: v.partial(v.object(v.entriesFromList(BUSINESSES, bookSchema))),
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
