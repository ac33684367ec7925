import type { Project } from '../../../src/agora/console/projects';
import { systemClock } from '../../../src/common/clock';
import type { ProjectCommandDeps } from '../../../src/projects/commands/projectCommands';
import { ProjectPicker } from '../../../src/projects/projectPicker';
import { ProjectCalls } from '../../../src/projects/store/projectCalls';
import { ProjectPins } from '../../../src/projects/store/projectPins';
import { ProjectReader } from '../../../src/projects/store/projectReader';
import { ProjectStore } from '../../../src/projects/store/projectStore';
import { ProjectFilter } from '../../../src/projects/tree/projectRows';
import { ActiveProject } from '../../../src/projects/workspace/activeProject';
import { ProjectFinder } from '../../../src/projects/workspace/projectFinder';
import { startSandbox } from '../../../src/sandbox/sandbox';
import { LastAnswers } from '../../../src/ui/boundedMemento';
import { TestMemento } from '../../fixtures/memento';
import { sessionOn, TestSessions } from '../../fixtures/sessions';
import { SimulatedClock } from '../../fixtures/simulatedClock';

/** The projects of a sandbox, and the dependencies of project commands. */
export async function openProjectContext() {
	const sandbox = await startSandbox({ seed: 'demo' });
	const sessions = new TestSessions();
	const store = new ProjectStore();
	const reader = new ProjectReader(sessions, store, systemClock);
	const emptyWorkspace = {
		isTrusted: true,
		onDidChange: sessions.onDidChange,
		search: async () => undefined,
	};
	const finder = new ProjectFinder(store, emptyWorkspace, { warn: () => {} });
	const active = new ActiveProject(new TestMemento(), sessions, store, finder);
	const revealedIds: string[] = [];
	const clock = new SimulatedClock({ time: systemClock.now() });
	const deps: ProjectCommandDeps = {
		sessions,
		store,
		active,
		picker: new ProjectPicker(reader, store, active),
		calls: new ProjectCalls(sessions, store, reader, clock),
		view: {
			reveal: async (projectId) => {
				revealedIds.push(projectId);
			},
			focusedRows: async () => ({ focused: undefined, rows: [] }),
		},
		lastTokens: new LastAnswers(new TestMemento(), 'agora.lastTokens'),
		pins: new ProjectPins(new TestMemento(), sessions),
		filter: new ProjectFilter(sessions),
		clock,
		onDidWriteEnv: () => {},
		players: { living: async () => ({ names: [], error: undefined }), deleteAll: async () => undefined },
	};
	const session = sessionOn(sandbox);
	sessions.replace(session);
	await reader.ensureLoaded();
	return {
		sandbox,
		sessions,
		/** Starts at the current time and changes only in tests. */
		clock,
		reader,
		session,
		deps,
		/** The ids of the projects that commands revealed in the tree. */
		revealedIds,
		project: (name: string): Project => {
			const project = store.projects.find((each) => each.name === name);
			if (!project) {
				throw new Error(`no project ${name}`);
			}
			return project;
		},
		close: async () => {
			reader.dispose();
			finder.dispose();
			await sandbox.stop();
		},
	};
}

export type ProjectContext = Awaited<ReturnType<typeof openProjectContext>>;
