import * as vscode from 'vscode';
import type { KnownSecrets } from '../../agora/redact';
import { type Disposable, DisposableStore } from '../../common/disposable';
import { Lazy } from '../../common/lazy';
import { DefinitionApprovals } from './approvals';
import type { DefinitionEditor } from './definitionEditor';
import type { DefinitionProblems } from './definitionProblems';
import { isDefinitionFile } from './definitionSyntax';
import { SecretVariables } from './secretVariables';
import { StoredRequests } from './storedRequests';

interface DefinitionsDeps {
	readonly memento: Pick<vscode.Memento, 'get' | 'update'>;
	readonly secrets: Pick<vscode.SecretStorage, 'keys' | 'get' | 'store' | 'delete'>;
	readonly knownSecrets: KnownSecrets;
	readonly loadEditor: () => Promise<DefinitionEditor>;
}

/** What is stored for definition files, and their editor features, which are loaded with the first file that is opened. */
export class DefinitionsFeature implements Disposable {
	readonly requests: StoredRequests;
	readonly approvals: DefinitionApprovals;
	readonly secretVariables: SecretVariables;
	readonly #owned = new DisposableStore();
	readonly #editor: Lazy<DefinitionEditor>;

	constructor(deps: DefinitionsDeps) {
		this.requests = new StoredRequests(deps.memento, deps.secrets);
		this.secretVariables = new SecretVariables(deps.secrets, deps.knownSecrets);
		this.approvals = new DefinitionApprovals(deps.memento);
		this.#editor = new Lazy(async () => this.#owned.add(await deps.loadEditor()));
		this.#owned.add(vscode.workspace.onDidOpenTextDocument((document) => this.#loadEditorFor(document)));
		for (const document of vscode.workspace.textDocuments) {
			this.#loadEditorFor(document);
		}
	}

	/** The problems of the definition files that are open. */
	async problems(): Promise<DefinitionProblems> {
		return (await this.#editor.get()).problems;
	}

	dispose(): void {
		this.#owned.dispose();
	}

	#loadEditorFor({ uri }: vscode.TextDocument): void {
		if (isDefinitionFile(uri)) {
			void this.#editor.get();
		}
	}
}
