import * as vscode from 'vscode';
import type { Project } from '../../../agora/console/projects';
import { isObject } from '../../../agora/lenient';
import { REGIONS, type Region } from '../../../agora/mediaPull/region';
import { type Disposable, DisposableStore } from '../../../platform/disposable';
import type { CommandId } from '../../../ui/commandIds';
import { inertText, withIcon } from '../../../ui/inertText';
import { playerState } from '../../playerState';
import { regionName } from '../../region/regionName';
import { TargetPlayer } from '../../targetPlayers';
import type { ShownPlayer } from '../../watch/shownPlayer';
import { projectNamed } from '../check/definitionProject';
import { isDefinitionFile } from '../file/definitionFile';
import { literalText } from '../variables/variables';
import type { DefinitionEditorParts } from './definitionEditor';
import type { DefinitionProblems } from './definitionProblems';
import { livePlayers } from './livePlayers';

/** The line above a definition: Create, or how many problems keep from it, and the player of it that lives. */
export class DefinitionLenses implements vscode.CodeLensProvider, Disposable {
	private readonly subscriptions = new DisposableStore();
	private readonly changed = this.subscriptions.add(new vscode.EventEmitter<void>());
	private readonly parts: DefinitionEditorParts;
	private readonly problems: DefinitionProblems;

	readonly onDidChangeCodeLenses = this.changed.event;

	constructor(parts: DefinitionEditorParts, problems: DefinitionProblems) {
		this.parts = parts;
		this.problems = problems;
		const redraw = () => this.changed.fire();
		for (const event of [
			problems.onDidChange,
			parts.store.onDidChange,
			parts.projects.onDidChange,
			parts.sessions.onDidChange,
			parts.onDidChangeActive,
		]) {
			this.subscriptions.add(event(redraw));
		}
		this.subscriptions.add(vscode.workspace.onDidGrantWorkspaceTrust(redraw));
	}

	provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
		if (!isDefinitionFile(document.uri)) {
			return [];
		}
		const range = new vscode.Range(0, 0, 0, 0);
		return this.commands(document).map((command) => new vscode.CodeLens(range, command));
	}

	dispose(): void {
		this.subscriptions.dispose();
	}

	private commands(document: vscode.TextDocument): vscode.Command[] {
		if (!vscode.workspace.isTrusted) {
			const title = vscode.l10n.t('$(shield) Trust this workspace to create cloud players from its files');
			return [{ title, command: 'workbench.trust.manage' }];
		}
		const { text, problems } = this.problems.check(document);
		const value = isObject(text.value) ? text.value : {};
		const project = this.projectOf(value.project);
		const live = project ? this.live(document, project, value) : [];
		const commands = live.flatMap((shown) => (project ? playerCommands(shown, project) : []));
		const count = problems.filter(({ severity, code }) => severity === 'error' && code !== 'refused').length;
		const named = isObject(value.player) && value.player.name !== undefined;
		if (count > 0) {
			commands.unshift(create(problemCount(count), document));
		} else if (live.length === 0 || !named) {
			const region = REGIONS.find((each) => each === value.region);
			commands.unshift(create(createTitle(project, region), document));
		}
		return commands;
	}

	private projectOf(named: unknown): Project | undefined {
		return typeof named === 'string'
			? projectNamed(literalText(named) ?? '', this.parts.projects.projects)
			: this.parts.activeProject();
	}

	private live(
		{ uri }: vscode.TextDocument,
		{ appId }: Project,
		definition: Readonly<Record<string, unknown>>,
	): readonly ShownPlayer[] {
		const { sessions, definitions, store } = this.parts;
		const accountId = sessions.current?.accountId;
		const created = accountId ? definitions.playersOf(uri.toString(), { accountId, appId }) : [];
		return livePlayers(store.players(appId), definition, created);
	}
}

function create(title: string, { uri }: vscode.TextDocument): vscode.Command {
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
		? vscode.l10n.t('$(play) Create player · in {0} ({1})', inertText(project.name), regionName(region))
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
