import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../../platform/disposable';
import { LoadOnce } from '../../../platform/loadOnce';
import { isDefinitionFile } from '../file/definitionFile';
import type { DefinitionRoom } from './definitionRoom';

/** Waits for the first definition file to be opened: until then none of the code for them is loaded. */
export class DefinitionFiles implements Disposable {
	private readonly subscriptions = new DisposableStore();
	private readonly opened: LoadOnce<DefinitionRoom>;

	constructor(open: () => Promise<DefinitionRoom>) {
		this.opened = new LoadOnce(async () => this.subscriptions.add(await open()));
		this.subscriptions.add(vscode.workspace.onDidOpenTextDocument((document) => this.look(document)));
		vscode.workspace.textDocuments.forEach((document) => {
			this.look(document);
		});
	}

	room(): Promise<DefinitionRoom> {
		return this.opened.get();
	}

	dispose(): void {
		this.subscriptions.dispose();
	}

	private look({ uri }: vscode.TextDocument): void {
		if (isDefinitionFile(uri)) {
			void this.room();
		}
	}
}
