import type { Memento, SecretStorage } from 'vscode';
import type { KnownSecrets } from '../../agora/knownSecrets';
import type { Disposable } from '../../common/disposable';
import { DefinitionApprovals } from './approvals';
import { DefinitionEditor, type DefinitionEditorParts } from './definitionEditor';
import { DefinitionMemory, PlayerSecrets } from './definitionMemory';
import type { DefinitionProblems } from './definitionProblems';
import { SecretVariables } from './secretVariables';

/** Everything about definitions, loaded with the first file that is opened or the first player that is created. */
export class Definitions implements Disposable {
	/** What the players that were created here were created from. */
	readonly memory: DefinitionMemory;
	readonly secretVariables: SecretVariables;
	readonly approvals: DefinitionApprovals;
	readonly #editor: DefinitionEditor;

	constructor(
		secrets: Pick<SecretStorage, 'keys' | 'get' | 'store' | 'delete'>,
		state: Memento,
		known: KnownSecrets,
		parts: Omit<DefinitionEditorParts, 'definitions'>,
	) {
		this.secretVariables = new SecretVariables(secrets, known);
		this.approvals = new DefinitionApprovals(state);
		this.memory = new DefinitionMemory(state, new PlayerSecrets(secrets));
		this.#editor = new DefinitionEditor({ ...parts, definitions: this.memory });
	}

	/** What is wrong in the definition files that are open. */
	get problems(): DefinitionProblems {
		return this.#editor.problems;
	}

	dispose(): void {
		this.#editor.dispose();
	}
}
