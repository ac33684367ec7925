import * as v from 'valibot';
import type { Memento } from 'vscode';

/**
 * A small map from ids to values under one key of a `Memento`, with a maximum size. All windows of VS Code share
 * `globalState`, so each write reads the stored value first and does not overwrite the change of another window.
 *
 * Not for secrets: a `Memento` is a plain file.
 */
export class BoundedMemento<T> {
	readonly #memento: Pick<Memento, 'get' | 'update'>;
	readonly #key: string;
	readonly #limit: number;
	readonly #parse: (stored: unknown) => T | undefined;
	/** Cached, so that a row of a tree can look up its entry without parsing all entries. */
	#parsed: { readonly stored: unknown; readonly entries: ReadonlyMap<string, T> } | undefined;

	/**
	 * @param limit the maximum number of entries; the oldest are dropped
	 * @param parse returns undefined for an invalid stored value; the entry is ignored, and removed by the next write
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

	/** The entries in the order in which they were written. */
	get entries(): ReadonlyMap<string, T> {
		const stored = this.#memento.get<unknown>(this.#key);
		// `Memento.get` returns the same object until a window writes a new one.
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

	/** Writes an entry as the newest. Resolves to the entries dropped because of the limit. */
	async set(id: string, value: T): Promise<readonly (readonly [string, T])[]> {
		return await this.update(id, () => value);
	}

	async delete(id: string): Promise<void> {
		if (this.entries.has(id)) {
			await this.update(id, () => undefined);
		}
	}

	/**
	 * Replaces an entry by the result of `change`, as the newest, without awaiting anything between reading and writing.
	 *
	 * @param change returns undefined to delete the entry
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
}

/** The last answers to the steps of a command for each project, as defaults for the next time. Not for secrets. */
export class LastAnswers {
	readonly #answers: BoundedMemento<unknown>;

	constructor(memento: Pick<Memento, 'get' | 'update'>, key: string) {
		this.#answers = new BoundedMemento(memento, key, 100, (stored) => stored);
	}

	/** Undefined where there are none, or where they do not match the schema. */
	get<T>(projectId: string, schema: v.GenericSchema<T>): T | undefined {
		const stored = this.#answers.get(projectId);
		return v.is(schema, stored) ? stored : undefined;
	}

	/** Stores what the schema declares, and nothing else of `answers`. */
	async set<T>(projectId: string, schema: v.GenericSchema<T>, answers: T): Promise<void> {
		await this.#answers.set(projectId, v.parse(schema, answers));
	}
}

/** Entries are stored as an array of pairs, because an object would sort numeric ids first. */
function pairsOf(stored: unknown): readonly (readonly [string, unknown])[] {
	if (!Array.isArray(stored)) {
		return typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
	}
	return stored.flatMap((pair: unknown): (readonly [string, unknown])[] =>
		Array.isArray(pair) && typeof pair[0] === 'string' ? [[pair[0], pair[1]]] : [],
	);
}
