import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import type { Clock } from '../../common/clock';
import { BUSINESSES } from '../report/figures';
import { figuresSchema } from '../report/messages';
import { daySchema, keySchema, spanSchema } from '../report/view';
import type { StoredProject } from './usageCache';

/** The limit for the files of all accounts together; accounts that were not used for longest are removed first. */
const MAX_BYTES = 32_000_000;
/** A larger file was not written by this class. */
const MAX_FILE_BYTES = 4_000_000;

export interface UsageCacheStorageDeps {
	/** A folder that holds nothing else; created on the first save. */
	readonly folder: string;
	readonly clock: Clock;
	readonly warn: (message: string) => void;
	readonly maxBytes?: number;
}

/**
 * Stores the figures of past days in files: a folder per account, a file per project, each replaced as a whole. The
 * figures are those of an account's billing, so they are removed with the account. No method rejects: what cannot be
 * read is read from Agora again.
 */
export class UsageCacheStorage {
	readonly #deps: UsageCacheStorageDeps;
	#changes: Promise<void> = Promise.resolve();

	constructor(deps: UsageCacheStorageDeps) {
		this.#deps = deps;
	}

	/** Undefined for a project without a valid file. */
	async load(accountId: string, project: string): Promise<StoredProject | undefined> {
		await this.#changes;
		return await this.#warnOnError(async () => {
			const file = this.#fileOf(accountId, project);
			const { size } = await stat(file);
			return size > MAX_FILE_BYTES
				? undefined
				: parseFile(await readFile(file, 'utf8'), project, this.#deps.clock.now());
		});
	}

	/** Replaces the files of the projects. */
	async save(accountId: string, projects: ReadonlyMap<string, StoredProject>): Promise<void> {
		await this.#enqueue(async () => {
			await mkdir(path.join(this.#deps.folder, hashedName(accountId)), { recursive: true });
			for (const [project, usage] of projects) {
				const text = JSON.stringify({ version: FILE_VERSION, project, usage });
				if (Buffer.byteLength(text) <= MAX_FILE_BYTES) {
					await replaceFile(this.#fileOf(accountId, project), text);
				}
			}
			await this.#removeLeastRecentlyUsed(hashedName(accountId));
		});
	}

	/** Removes the files of every account except those given. */
	async keepOnly(accountIds: readonly string[]): Promise<void> {
		const kept = new Set(accountIds.map(hashedName));
		await this.#enqueue(async () => {
			for (const name of await list(this.#deps.folder)) {
				if (!kept.has(name)) {
					await rm(path.join(this.#deps.folder, name), { recursive: true, force: true });
				}
			}
		});
	}

	async #removeLeastRecentlyUsed(inUse: string): Promise<void> {
		const accounts: { readonly folder: string; readonly bytes: number; readonly usedAt: number }[] = [];
		for (const name of await list(this.#deps.folder)) {
			const folder = path.join(this.#deps.folder, name);
			const files = await Promise.all((await list(folder)).map((file) => stat(path.join(folder, file))));
			const bytes = files.reduce((sum, { size }) => sum + size, 0);
			const usedAt = name === inUse ? Infinity : Math.max(0, ...files.map(({ mtimeMs }) => mtimeMs));
			accounts.push({ folder, bytes, usedAt });
		}
		let total = accounts.reduce((sum, { bytes }) => sum + bytes, 0);
		for (const { folder, bytes } of accounts.sort((a, b) => a.usedAt - b.usedAt)) {
			if (total <= (this.#deps.maxBytes ?? MAX_BYTES)) {
				return;
			}
			await rm(folder, { recursive: true, force: true });
			total -= bytes;
		}
	}

	#fileOf(accountId: string, project: string): string {
		return path.join(this.#deps.folder, hashedName(accountId), `${hashedName(project)}.json`);
	}

	/** Runs one change at a time, so that a file that is being written does not outlive its removal. */
	#enqueue(work: () => Promise<void>): Promise<void> {
		this.#changes = this.#changes.then(() => this.#warnOnError(work));
		return this.#changes;
	}

	async #warnOnError<T>(work: () => Promise<T>): Promise<T | undefined> {
		try {
			return await work();
		} catch (error) {
			const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
			if (code !== 'ENOENT') {
				this.#deps.warn(`usage cache: ${code}`);
			}
			return undefined;
		}
	}
}

const momentSchema = v.pipe(v.number(), v.finite(), v.minValue(0));

/** The usage of one business. */
const storedUsageSchema = v.object({
	figures: figuresSchema,
	final: v.array(spanSchema),
	provisional: v.array(
		v.pipe(
			v.object({ from: daySchema, to: daySchema, readAt: momentSchema }),
			v.check(({ from, to }) => from <= to),
		),
	),
	readAt: momentSchema,
});

const FILE_VERSION = 3;

/** A file holds the usage of one project. Files of other versions are ignored, so their days are read again. */
const fileSchema = v.pipe(
	v.string(),
	v.parseJson(),
	v.object({
		version: v.literal(FILE_VERSION),
		project: keySchema,
		usage: v.partial(v.object(v.entriesFromList(BUSINESSES, storedUsageSchema))),
	}),
);

/** Undefined for a file that is invalid, of another version or project, or newer than `now`. */
function parseFile(text: string, project: string, now: number): StoredProject | undefined {
	const { success, output } = v.safeParse(fileSchema, text);
	return success &&
		output.project === project &&
		Object.values(output.usage).every((usage) => usage === undefined || usage.readAt <= now)
		? output.usage
		: undefined;
}

/** The file has either all of the text or its former content. */
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

/** Ids come from outside and may not be valid file names. */
function hashedName(id: string): string {
	return createHash('sha256').update(id).digest('hex').slice(0, 32);
}

async function list(folder: string): Promise<string[]> {
	try {
		return await readdir(folder);
	} catch {
		return [];
	}
}
