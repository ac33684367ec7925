import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../common/disposable';
import { Lazy } from '../../common/lazy';
import { isDefinitionFile } from './definitionFile';
import type { Definitions } from './definitions';

/** Waits for the first definition file to be opened: until then none of the code for them is loaded. */
export class DefinitionFiles implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #opened: Lazy<Definitions>;

	constructor(open: () => Promise<Definitions>) {
		this.#opened = new Lazy(async () => this.#subscriptions.add(await open()));
		this.#subscriptions.add(vscode.workspace.onDidOpenTextDocument((document) => this.#look(document)));
		vscode.workspace.textDocuments.forEach((document) => {
			this.#look(document);
		});
	}

	room(): Promise<Definitions> {
		return this.#opened.get();
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	#look({ uri }: vscode.TextDocument): void {
		if (isDefinitionFile(uri)) {
			void this.room();
		}
	}
}
