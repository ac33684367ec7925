import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { REGIONS, type Region } from '../../agora/mediaPull/player';
import { isObject } from '../../agora/parsing';
import type { SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { type Disposable, DisposableStore } from '../../common/disposable';
import type { Event } from '../../common/emitter';
import type { CommandId } from '../../ui/commandIds';
import { inertText, withIcon } from '../../ui/inertText';
import { regionName } from '../playerText';
import type { ProjectSource } from '../projectSource';
import { playerState } from '../stateText';
import type { ShownPlayer } from '../store/playerConditions';
import type { PlayerStore } from '../store/playerStore';
import { TargetPlayer } from '../targetPlayers';
import { findProject, playersOfDefinition } from './checkDefinition';
import { DefinitionProblems } from './definitionProblems';
import { DEFINITION_FILES, isDefinitionFile, literalText } from './definitionSyntax';
import type { StoredRequests } from './storedRequests';

interface DefinitionEditorDeps {
	readonly sessions: SessionSource;
	readonly projects: ProjectSource;
	readonly store: PlayerStore;
	readonly requests: Pick<StoredRequests, 'playersOf'>;
	readonly active: { readonly current: Project | undefined; readonly onDidChange: Event<void> };
	readonly clock: Clock;
	/** Signs in with the stored account and reads the projects, if needed. */
	readonly ensureProjects: () => Promise<void>;
}

/** The editor features of definition files: diagnostics, quick fixes and code lenses. */
export class DefinitionEditor implements Disposable {
	readonly problems: DefinitionProblems;
	readonly #subscriptions = new DisposableStore();

	constructor(deps: DefinitionEditorDeps) {
		this.problems = this.#subscriptions.add(new DefinitionProblems(deps));
		const lenses = this.#subscriptions.add(new DefinitionLenses(deps, this.problems));
		const files = { pattern: DEFINITION_FILES };
		this.#subscriptions.add(vscode.languages.registerCodeLensProvider(files, lenses));
		this.#subscriptions.add(
			vscode.languages.registerCodeActionsProvider(files, new SecretFixes(), {
				providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
			}),
		);
		const ensureProjects = () => {
			if (
				vscode.workspace.isTrusted &&
				vscode.window.visibleTextEditors.some(({ document }) => isDefinitionFile(document.uri))
			) {
				void deps.ensureProjects();
			}
		};
		this.#subscriptions.add(vscode.window.onDidChangeVisibleTextEditors(ensureProjects));
		this.#subscriptions.add(vscode.workspace.onDidGrantWorkspaceTrust(ensureProjects));
		ensureProjects();
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}
}

/** The line above a definition: Create or the number of problems, and the state of the player that exists. */
class DefinitionLenses implements vscode.CodeLensProvider, Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new vscode.EventEmitter<void>());
	readonly #deps: DefinitionEditorDeps;
	readonly #problems: DefinitionProblems;

	readonly onDidChangeCodeLenses = this.#changed.event;

	constructor(deps: DefinitionEditorDeps, problems: DefinitionProblems) {
		this.#deps = deps;
		this.#problems = problems;
		const refresh = () => this.#changed.fire();
		for (const event of [
			problems.onDidChange,
			deps.store.onDidChange,
			deps.projects.onDidChange,
			deps.sessions.onDidChange,
			deps.active.onDidChange,
		]) {
			this.#subscriptions.add(event(refresh));
		}
		this.#subscriptions.add(vscode.workspace.onDidGrantWorkspaceTrust(refresh));
	}

	provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
		if (!isDefinitionFile(document.uri)) {
			return [];
		}
		const range = new vscode.Range(0, 0, 0, 0);
		return this.#commands(document).map((command) => new vscode.CodeLens(range, command));
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	#commands(document: vscode.TextDocument): vscode.Command[] {
		if (!vscode.workspace.isTrusted) {
			const title = vscode.l10n.t('$(shield) Trust this workspace to create cloud players from its files');
			return [{ title, command: 'workbench.trust.manage' }];
		}
		const { text, problems } = this.#problems.check(document);
		const value = isObject(text.value) ? text.value : {};
		const project = this.#projectOf(value.project);
		const players = project ? this.#playersOf(document, project, value) : [];
		const commands = players.flatMap((shown) => (project ? playerCommands(shown, project) : []));
		const count = problems.filter(({ severity, code }) => severity === 'error' && code !== 'refused').length;
		const hasName = isObject(value.player) && value.player.name !== undefined;
		if (count > 0) {
			commands.unshift(createCommand(problemCount(count), document));
		} else if (players.length === 0 || !hasName) {
			const region = REGIONS.find((each) => each === value.region);
			commands.unshift(createCommand(createTitle(project, region), document));
		}
		return commands;
	}

	#projectOf(appIdOrName: unknown): Project | undefined {
		return typeof appIdOrName === 'string'
			? findProject(literalText(appIdOrName) ?? '', this.#deps.projects.projects)
			: this.#deps.active.current;
	}

	#playersOf(
		{ uri }: vscode.TextDocument,
		{ appId }: Project,
		definition: Readonly<Record<string, unknown>>,
	): readonly ShownPlayer[] {
		const { sessions, requests, store } = this.#deps;
		const accountId = sessions.current?.accountId;
		const created = accountId ? requests.playersOf(uri.toString(), { accountId, appId }) : [];
		return playersOfDefinition(store.players(appId), definition, created);
	}
}

function createCommand(title: string, { uri }: vscode.TextDocument): vscode.Command {
	const command: CommandId = 'agora.player.createFromFile';
	return { title, command, arguments: [uri] };
}

function problemCount(count: number): string {
	return count === 1
		? vscode.l10n.t('$(error) 1 problem keeps the player from being created')
		: vscode.l10n.t('$(error) {0} problems keep the player from being created', count);
}

function createTitle(project: Project | undefined, region: Region | undefined): string {
	return project && region
		? vscode.l10n.t('$(play) Create in {0} ({1})', inertText(project.name), regionName(region))
		: vscode.l10n.t('$(play) Create player');
}

function playerCommands(shown: ShownPlayer, project: Project): vscode.Command[] {
	const remove: CommandId = 'agora.player.delete';
	const { word, icon } = playerState(shown);
	return [
		{ title: withIcon(icon.id, word), command: 'agora.players.focus' },
		{
			title: vscode.l10n.t('$(trash) Delete'),
			command: remove,
			arguments: [new TargetPlayer(project, shown)],
		},
	];
}

/** Offers to move the marked secrets of a definition file to the secret storage. */
class SecretFixes implements vscode.CodeActionProvider {
	provideCodeActions(
		document: vscode.TextDocument,
		_range: vscode.Range,
		{ diagnostics }: vscode.CodeActionContext,
	): vscode.CodeAction[] {
		const marked = diagnostics.filter(({ source, code }) => source === 'Agora' && code === 'plainSecret');
		if (marked.length === 0) {
			return [];
		}
		const title = vscode.l10n.t('Move the secrets of this file to the secret storage');
		const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
		action.diagnostics = marked;
		action.isPreferred = true;
		// The command reads the secret from the file: arguments of commands must not contain secrets.
		action.command = { title, command: 'agora.player.hideSecrets', arguments: [document.uri] };
		return [action];
	}
}
