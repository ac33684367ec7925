import { createHash } from 'node:crypto';
import type { Memento } from 'vscode';
import { BoundedMemento } from '../../ui/boundedMemento';
import { type Variable, variableKey } from './variables';

const KEPT_AT_MOST = 200;

/** What a user agrees to who creates a player from a definition file. */
export interface DefinitionUse {
	/** URI of the file. */
	readonly file: string;
	readonly accountId: string;
	readonly appId: string;
	/** As `targetHost`. */
	readonly host: string;
	readonly variables: readonly Variable[];
}

/**
 * The uses of definition files that the user approved, so that the same is asked once: as hashes, which tell nothing of files,
 * hosts or variables.
 */
export class DefinitionApprovals {
	readonly #approved: BoundedMemento<true>;

	constructor(memento: Pick<Memento, 'get' | 'update'>) {
		this.#approved = new BoundedMemento(memento, 'agora.approvedDefinitions', KEPT_AT_MOST, (stored) =>
			stored === true ? stored : undefined,
		);
	}

	has(use: DefinitionUse): boolean {
		return this.#approved.get(hashOf(use)) ?? false;
	}

	async add(use: DefinitionUse): Promise<void> {
		await this.#approved.set(hashOf(use), true);
	}
}

function hashOf({ file, accountId, appId, host, variables }: DefinitionUse): string {
	const keys = variables.map(variableKey).toSorted();
	return createHash('sha256')
		.update(JSON.stringify([file, accountId, appId, host, ...keys]))
		.digest('hex');
}
