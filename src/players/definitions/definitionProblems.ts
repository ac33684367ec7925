import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { type SessionSource, serverTime } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { type Disposable, DisposableStore } from '../../common/disposable';
import type { Event } from '../../common/emitter';
import { fieldText } from '../playerText';
import type { ProjectSource } from '../projectSource';
import type { PlayerStore } from '../store/playerStore';
import { checkDefinition, type DefinitionProblem } from './checkDefinition';
import { isDefinitionFile } from './definitionSyntax';
import { type DefinitionText, readDefinitionText } from './definitionText';

const SOURCE = 'Agora';
/** Problems are marked this long after the last key. */
const DEBOUNCE_MS = 250;

interface CheckedDefinition {
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

/** Marks the problems of open definition files. */
export class DefinitionProblems implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new vscode.EventEmitter<void>());
	readonly #marks = this.#subscriptions.add(vscode.languages.createDiagnosticCollection('agora-player'));
	readonly #timers = new Map<string, NodeJS.Timeout>();
	/** The problems that were found when a player was created from one version of a document. */
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
				// Most polls change no player.
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

	/** Checks the current text, saved or not. */
	check(document: vscode.TextDocument): CheckedDefinition {
		const text = readDefinitionText(document.getText());
		const { sessions, clock, store, active } = this.#deps;
		const problems = checkDefinition(text, {
			nowSeconds: serverTime(sessions, clock) / 1000,
			projects: this.#deps.projects.projects,
			activeAppId: active.current?.appId,
			playersOf: (appId) => store.players(appId),
		});
		const found = this.#found.get(document.uri.toString());
		const added = found?.version === document.version ? found.problems : [];
		return { text, problems: [...problems, ...added] };
	}

	/** Marks problems that were found when the player was created, until the text changes. */
	addFound(document: vscode.TextDocument, problems: readonly DefinitionProblem[]): void {
		this.#found.set(document.uri.toString(), { version: document.version, problems });
		this.#mark(document);
	}

	/** Shows a document and selects the place of a problem. */
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
				setTimeout(() => this.#mark(document), DEBOUNCE_MS),
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
		// VS Code's JSON support marks the problems that the schema describes, unless it is disabled.
		const isValidatedByVsCode = vscode.workspace.getConfiguration('json').get('validate.enable', true);
		const { problems } = this.check(document);
		const shown = problems.filter(({ bySchema }) => !(bySchema && isValidatedByVsCode));
		this.#marks.set(
			document.uri,
			shown.map((problem) => toDiagnostic(document, problem)),
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

function toDiagnostic(document: vscode.TextDocument, problem: DefinitionProblem): vscode.Diagnostic {
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

/** Describes a problem and how to correct it. */
export function problemText({ code, field, detail }: DefinitionProblem): string {
	switch (code) {
		case 'syntax':
			return vscode.l10n.t('This is not valid JSON.');
		case 'required':
			return field === 'uid'
				? fieldText({ field, rule: code, detail })
				: vscode.l10n.t('{0} is required.', field);
		case 'unknown':
			return vscode.l10n.t('Agora’s API has no such field and would ignore it.');
		case 'unknownVariable':
			return vscode.l10n.t(
				'Unknown variable. Use {0}, {1} or {2}, or write {3} for the characters {4} themselves.',
				'${env:NAME}',
				'${secret:NAME}',
				'${input:label}',
				'$${',
				'${',
			);
		case 'tooDeep':
			return vscode.l10n.t('This is nested too deeply to be a definition. Nothing of the file was read.');
		case 'misplacedSecret':
			return vscode.l10n.t(
				'A secret would be visible here. Secrets are allowed only in streamUrl, token, encryptKey and encryptKdfSalt.',
			);
		case 'missingEnvironment':
			return vscode.l10n.t('The environment variable {0} is not set for VS Code.', detail);
		case 'otherHost':
			return vscode.l10n.t(
				'The values lead to another host, “{0}”. Write special characters of user and password as %2F, %3A or %40.',
				detail,
			);
		case 'unknownProject':
			return vscode.l10n.t('The account has no project with this App ID or name.');
		case 'ambiguousProject':
			return vscode.l10n.t('Several projects have this name. Use the App ID instead.');
		case 'disabledProject':
			return vscode.l10n.t('This project is disabled: no cloud player can be created in it.');
		case 'plainSecret':
			return vscode.l10n.t(
				'This secret is in the file as plain text. Write {0} instead to be asked for it once.',
				'${secret:NAME}',
			);
		case 'plainHttp':
			return vscode.l10n.t(
				'http:// is not encrypted, and Agora’s newer documentation no longer lists it. Prefer https://.',
			);
		case 'mainlandCodec':
			return vscode.l10n.t('On the Chinese mainland VP9 becomes H.264.');
		case 'mainlandTempo':
			return vscode.l10n.t(
				'Agora changes the speed on the Chinese mainland only, and ignores this elsewhere.',
			);
		case 'takenUser':
			return vscode.l10n.t(
				'Cloud player “{0}” is already in this channel as the same user. Two players with the same user cannot both play.',
				detail,
			);
		case 'refused':
			return vscode.l10n.t('Agora refused this: “{0}”', detail);
		default:
			return fieldText({ field, rule: code, detail });
	}
}
