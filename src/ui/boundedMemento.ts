import type { Memento } from 'vscode';

/**
 * A small map from ids to values under one key of a `Memento`, bounded in size. Every window of VS Code has its own
 * extension host over the same `globalState`, so nothing is kept between calls: each write reads what is stored now, and a
 * change by another window is not overwritten.
 *
 * Holds no secret: a `Memento` is a plain file.
 */
export class BoundedMemento<T> {
	readonly #memento: Pick<Memento, 'get' | 'update'>;
	readonly #key: string;
	readonly #limit: number;
	readonly #parse: (stored: unknown) => T | undefined;
	/** What `stored` was parsed to, so that rows can ask for their entry without parsing all of them. */
	#parsed: { readonly stored: unknown; readonly entries: ReadonlyMap<string, T> } | undefined;

	/**
	 * @param limit how many entries are kept; the oldest are dropped.
	 * @param parse returns undefined for a stored value that makes no sense; such an entry is ignored, and gone with the next write.
	 */
	constructor(
		memento: Pick<Memento, 'get' | 'update'>,
		key: string,
		limit: number,
		parse: (stored: unknown) => T | undefined,
	) {
		this.#memento = memento;
		this.#key = key;
		this.#limit = limit;
		this.#parse = parse;
	}

	get(id: string): T | undefined {
		return this.entries.get(id);
	}

	/** The entries, from the one that was written first to the one that was written last. */
	get entries(): ReadonlyMap<string, T> {
		const stored = this.#memento.get<unknown>(this.#key);
		// `Memento.get` returns the same object until a window writes another one.
		if (!this.#parsed || this.#parsed.stored !== stored) {
			const entries = new Map<string, T>();
			for (const [id, value] of pairsOf(stored)) {
				const entry = this.#parse(value);
				if (entry !== undefined) {
					entries.set(id, entry);
				}
			}
			this.#parsed = { stored, entries };
		}
		return this.#parsed.entries;
	}

	/** Writes an entry as the newest. Resolves to the entries that were dropped to make room. */
	async set(id: string, value: T): Promise<readonly (readonly [string, T])[]> {
		return await this.update(id, () => value);
	}

	async delete(id: string): Promise<void> {
		if (this.entries.has(id)) {
			await this.update(id, () => undefined);
		}
	}

	/**
	 * Replaces an entry by what `change` makes of the stored one, and makes it the newest. Nothing is awaited between the
	 * reading and the writing.
	 *
	 * @param change returns undefined to delete the entry.
	 */
	async update(
		id: string,
		change: (stored: T | undefined) => T | undefined,
	): Promise<readonly (readonly [string, T])[]> {
		const { entries } = this;
		const value = change(entries.get(id));
		const others = [...entries].filter(([each]) => each !== id);
		const all = value === undefined ? others : [...others, [id, value] as const];
		const dropped = all.slice(0, Math.max(0, all.length - this.#limit));
		await this.#memento.update(this.#key, all.length === 0 ? undefined : all.slice(dropped.length));
		return dropped;
	}

	async clear(): Promise<void> {
		await this.#memento.update(this.#key, undefined);
	}
}

/** Pairs are stored as an array: an object would put ids that look like numbers first. */
function pairsOf(stored: unknown): readonly (readonly [string, unknown])[] {
	if (!Array.isArray(stored)) {
		return typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
	}
	return stored.flatMap((pair: unknown): (readonly [string, unknown])[] =>
		Array.isArray(pair) && typeof pair[0] === 'string' ? [[pair[0], pair[1]]] : [],
	);
}
