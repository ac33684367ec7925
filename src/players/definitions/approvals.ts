import { createHash } from 'node:crypto';
import type { Memento } from 'vscode';
import { BoundedMemento } from '../../ui/boundedMemento';

const MAX_STORED = 200;

/** What a user approves who creates a player from a definition file. */
interface DefinitionUse {
	/** URI of the file. */
	readonly file: string;
	readonly accountId: string;
	readonly appId: string;
	/** As `targetHost`. */
	readonly host: string;
	/** As `variableKey`, in any order. */
	readonly variables: readonly string[];
}

/**
 * The uses of definition files that the user approved, so that the same question is not asked twice. Only hashes are stored, which
 * reveal no files, hosts or variables.
 */
export class DefinitionApprovals {
	readonly #approved: BoundedMemento<true>;

	constructor(memento: Pick<Memento, 'get' | 'update'>) {
		this.#approved = new BoundedMemento(memento, 'agora.approvedDefinitions', MAX_STORED, (stored) =>
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
	return createHash('sha256')
		.update(JSON.stringify([file, accountId, appId, host, ...variables.toSorted()]))
		.digest('hex');
}
