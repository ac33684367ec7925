import * as vscode from 'vscode';
import type { Project } from '../../../agora/console/projects';
import type { SessionSource } from '../../../agora/session';
import type { Clock } from '../../../platform/clock';
import { type Disposable, DisposableStore } from '../../../platform/disposable';
import type { Event } from '../../../platform/emitter';
import type { PlayerStore } from '../../playerStore';
import type { ProjectSource } from '../../projectSource';
import { isDefinitionFile } from '../file/definitionFile';
import type { DefinitionMemory } from '../memory/definitionMemory';
import { DefinitionLenses } from './definitionLenses';
import { DefinitionProblems } from './definitionProblems';
import { SecretFixes } from './secretFixes';

export interface DefinitionEditorParts {
	readonly sessions: SessionSource;
	readonly projects: ProjectSource;
	readonly store: PlayerStore;
	readonly definitions: DefinitionMemory;
	readonly activeProject: () => Project | undefined;
	readonly onDidChangeActive: Event<void>;
	readonly clock: Clock;
	/** Signs in with the stored account and reads the projects, if that was not done yet. */
	readonly prepare: () => Promise<void>;
}

/** What an editor with a definition file has more than one with any JSON: marked problems, quick fixes and code lenses. */
export class DefinitionEditor implements Disposable {
	readonly problems: DefinitionProblems;
	private readonly subscriptions = new DisposableStore();

	constructor(parts: DefinitionEditorParts) {
		this.problems = this.subscriptions.add(new DefinitionProblems(parts));
		const lenses = this.subscriptions.add(new DefinitionLenses(parts, this.problems));
		const files = { pattern: '**/*.agora-player.{json,jsonc}' };
		this.subscriptions.add(vscode.languages.registerCodeLensProvider(files, lenses));
		this.subscriptions.add(
			vscode.languages.registerCodeActionsProvider(files, new SecretFixes(), {
				providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
			}),
		);
		const prepare = () => {
			if (vscode.workspace.isTrusted && vscode.window.visibleTextEditors.some(showsDefinition)) {
				void parts.prepare();
			}
		};
		this.subscriptions.add(vscode.window.onDidChangeVisibleTextEditors(prepare));
		this.subscriptions.add(vscode.workspace.onDidGrantWorkspaceTrust(prepare));
		prepare();
	}

	dispose(): void {
		this.subscriptions.dispose();
	}
}

function showsDefinition({ document }: vscode.TextEditor): boolean {
	return isDefinitionFile(document.uri);
}
