import type { Memento, SecretStorage } from 'vscode';
import type { Disposable } from '../../../platform/disposable';
import { DefinitionApprovals } from '../approvals';
import { DefinitionMemory } from '../memory/definitionMemory';
import { dropEarlierDefinitions } from '../memory/dropEarlierDefinitions';
import { PlayerSecrets } from '../memory/playerSecrets';
import { SecretVariables } from '../memory/secretVariables';
import { DefinitionEditor, type DefinitionEditorParts } from './definitionEditor';
import type { DefinitionProblems } from './definitionProblems';

/** Everything about definitions, loaded with the first file that is opened or the first player that is created. */
export class DefinitionRoom implements Disposable {
	/** What the players that were created here were created from. */
	readonly memory: DefinitionMemory;
	readonly secretVariables: SecretVariables;
	readonly approvals: DefinitionApprovals;
	private readonly editor: DefinitionEditor;

	constructor(
		secrets: Pick<SecretStorage, 'keys' | 'get' | 'store' | 'delete'>,
		state: Memento,
		parts: Omit<DefinitionEditorParts, 'definitions'>,
	) {
		this.secretVariables = new SecretVariables(secrets);
		this.approvals = new DefinitionApprovals(state);
		this.memory = new DefinitionMemory(state, new PlayerSecrets(secrets));
		void dropEarlierDefinitions(state, this.secretVariables);
		this.editor = new DefinitionEditor({ ...parts, definitions: this.memory });
	}

	/** What is wrong in the definition files that are open. */
	get problems(): DefinitionProblems {
		return this.editor.problems;
	}

	dispose(): void {
		this.editor.dispose();
	}
}
