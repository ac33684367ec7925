import { Position, Uri, WorkspaceEdit, workspace } from 'vscode';
import { systemClock } from '../../../src/platform/clock';
import type { PlayerParts } from '../../../src/players/commands/playerCommand';
import { DefinitionFiles } from '../../../src/players/definition/editor/definitionFiles';
import { DefinitionRoom } from '../../../src/players/definition/editor/definitionRoom';
import { PlayerReader } from '../../../src/players/playerReader';
import { PlayerStore } from '../../../src/players/playerStore';
import { RegionMemory } from '../../../src/players/regionMemory';
import { ActiveProject } from '../../../src/projects/activeProject';
import { ProjectPicker } from '../../../src/projects/projectPicker';
import { ProjectReader } from '../../../src/projects/projectReader';
import { ProjectStore } from '../../../src/projects/projectStore';
import { startSandbox } from '../../../src/sandbox/main';
import { TestMemento } from '../../unit/fixtures/memento';
import { TestSecrets } from '../../unit/fixtures/secrets';
import { sessionOn, TestSessions } from '../../unit/fixtures/sessions';

/** The players of a sandbox of its own, and what the commands of definitions work with. */
export async function openDefinitionRoom() {
	const sandbox = await startSandbox({ seed: 'demo' });
	const sessions = new TestSessions();
	const projects = new ProjectStore();
	const projectReader = new ProjectReader(sessions, projects, systemClock);
	const active = new ActiveProject(new TestMemento(), sessions, projects);
	const store = new PlayerStore();
	const reader = new PlayerReader(sessions, projects, store, systemClock);
	const state = new TestMemento();
	const definitions = new DefinitionFiles(async () => {
		return new DefinitionRoom(new TestSecrets(), state, {
			sessions,
			projects,
			store,
			activeProject: () => active.current,
			onDidChangeActive: active.onDidChange,
			clock: systemClock,
			prepare: () => projectReader.ready(),
		});
	});
	const { mintRtcToken } = await import('../../../src/agora/token');
	const parts: PlayerParts = {
		sessions,
		projects,
		choice: new ProjectPicker(projectReader, projects, active),
		store,
		reader,
		regions: new RegionMemory(new TestMemento()),
		definitions,
		activeProject: () => active.current,
		certificatesHidden: () => false,
		clock: systemClock,
		mintToken: async (request) => mintRtcToken(request),
	};
	const session = sessionOn(sandbox);
	sessions.replace(session);
	await projectReader.ready();
	return {
		sandbox,
		session,
		parts,
		/** A definition that is not saved anywhere. */
		write: async (text: string): Promise<Uri> => {
			const uri = Uri.from({
				scheme: 'untitled',
				path: `/test-${Date.now()}-${Math.random()}.agora-player.json`,
			});
			const document = await workspace.openTextDocument(uri);
			const edit = new WorkspaceEdit();
			edit.insert(uri, new Position(0, 0), text);
			await workspace.applyEdit(edit);
			return document.uri;
		},
		choose: async (name: string) => {
			await active.choose(projects.projects.find((each) => each.name === name)?.id ?? '');
		},
		close: async () => {
			definitions.dispose();
			reader.dispose();
			projectReader.dispose();
			await sandbox.stop();
		},
	};
}

export type DefinitionTestRoom = Awaited<ReturnType<typeof openDefinitionRoom>>;
