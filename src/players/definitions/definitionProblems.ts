import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { type SessionSource, serverTime } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { type Disposable, DisposableStore } from '../../common/disposable';
import type { Event } from '../../common/emitter';
import type { ProjectSource } from '../projectSource';
import type { PlayerStore } from '../store/playerStore';
import { checkDefinition, type DefinitionProblem } from './checkDefinition';
import { isDefinitionFile } from './definitionFile';
import { type DefinitionText, readDefinitionText } from './definitionText';
import { problemText } from './problemText';

const SOURCE = 'Agora';
const QUIET_MS = 250;

/** What is known of one version of a document. */
interface Checked {
	readonly version: number;
	readonly text: DefinitionText;
	readonly problems: readonly DefinitionProblem[];
}

interface DefinitionProblemsDeps {
	readonly projects: ProjectSource;
	readonly sessions: Pick<SessionSource, 'current'>;
	readonly store: Pick<PlayerStore, 'players' | 'onDidChange'>;
	readonly active: { readonly current: Project | undefined; readonly onDidChange: Event<void> };
	readonly clock: Clock;
}

/** Marks what is wrong in open definition files, a moment after the last key. */
export class DefinitionProblems implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new vscode.EventEmitter<void>());
	readonly #marks = this.#subscriptions.add(vscode.languages.createDiagnosticCollection('agora-player'));
	readonly #timers = new Map<string, NodeJS.Timeout>();
	/** What turned out when a player was to be created, for one version of a document. */
	readonly #found = new Map<string, { version: number; problems: readonly DefinitionProblem[] }>();
	readonly #deps: DefinitionProblemsDeps;

	readonly onDidChange = this.#changed.event;

	constructor(deps: DefinitionProblemsDeps) {
		this.#deps = deps;
		const { projects, store, active } = deps;
		const { workspace } = vscode;
		this.#subscriptions.add(workspace.onDidOpenTextDocument((document) => this.#mark(document)));
		this.#subscriptions.add(workspace.onDidChangeTextDocument(({ document }) => this.#markSoon(document)));
		this.#subscriptions.add(workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri)));
		for (const event of [projects.onDidChange, active.onDidChange]) {
			this.#subscriptions.add(event(() => this.#markAll()));
		}
		this.#subscriptions.add(
			store.onDidChange(({ players }) => {
				// Most readings change nothing.
				if (players === 'all' || players.size > 0) {
					this.#markAll();
				}
			}),
		);
		this.#subscriptions.add(
			workspace.onDidChangeConfiguration((change) => {
				if (change.affectsConfiguration('json.validate.enable')) {
					this.#markAll();
				}
			}),
		);
		this.#markAll();
	}

	/** What is wrong with the text as it stands now, saved or not. */
	check(document: vscode.TextDocument): Checked {
		const text = readDefinitionText(document.getText());
		const { sessions, clock, store, active } = this.#deps;
		const { projects } = this.#deps.projects;
		const context = {
			nowSeconds: serverTime(sessions, clock) / 1000,
			activeAppId: active.current?.appId,
			playersOf: (appId: string) => store.players(appId),
			projects: projects.length > 0 ? projects : undefined,
		};
		const found = this.#found.get(document.uri.toString());
		const problems = checkDefinition(text, context);
		const later = found?.version === document.version ? found.problems : [];
		return { version: document.version, text, problems: [...problems, ...later] };
	}

	/** Marks what only turned out when the player was to be created; it stays until the text is changed. */
	addFound(document: vscode.TextDocument, problems: readonly DefinitionProblem[]): void {
		this.#found.set(document.uri.toString(), { version: document.version, problems });
		this.#mark(document);
	}

	/** Shows a document at a place of it. */
	async show(document: vscode.TextDocument, { span }: DefinitionProblem): Promise<void> {
		const selection = rangeOf(document, span);
		await vscode.window.showTextDocument(document, { selection });
	}

	dispose(): void {
		for (const timer of this.#timers.values()) {
			clearTimeout(timer);
		}
		this.#subscriptions.dispose();
	}

	#markSoon(document: vscode.TextDocument): void {
		if (isDefinitionFile(document.uri)) {
			const key = document.uri.toString();
			clearTimeout(this.#timers.get(key));
			this.#timers.set(
				key,
				setTimeout(() => this.#mark(document), QUIET_MS),
			);
		}
	}

	#markAll(): void {
		for (const document of vscode.workspace.textDocuments) {
			this.#mark(document);
		}
	}

	#mark(document: vscode.TextDocument): void {
		if (document.isClosed || !isDefinitionFile(document.uri)) {
			return;
		}
		// VS Code's own JSON support marks what the schema says, unless it is turned off.
		const byVsCode = vscode.workspace.getConfiguration('json').get('validate.enable', true);
		const { problems } = this.check(document);
		const shown = problems.filter(({ bySchema }) => !(bySchema && byVsCode));
		this.#marks.set(
			document.uri,
			shown.map((problem) => diagnosticOf(document, problem)),
		);
		this.#changed.fire();
	}

	#forget(uri: vscode.Uri): void {
		const key = uri.toString();
		clearTimeout(this.#timers.get(key));
		this.#timers.delete(key);
		this.#found.delete(key);
		this.#marks.delete(uri);
	}
}

function diagnosticOf(document: vscode.TextDocument, problem: DefinitionProblem): vscode.Diagnostic {
	const severity =
		problem.severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
	const range = rangeOf(document, problem.span);
	const diagnostic = new vscode.Diagnostic(range, problemText(problem), severity);
	diagnostic.source = SOURCE;
	diagnostic.code = problem.code;
	return diagnostic;
}

function rangeOf(document: vscode.TextDocument, { offset, length }: DefinitionProblem['span']): vscode.Range {
	return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}
