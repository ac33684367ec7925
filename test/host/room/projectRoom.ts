import type { Project } from '../../../src/agora/console/projects';
import { systemClock } from '../../../src/platform/clock';
import { ActiveProject } from '../../../src/projects/activeProject';
import type { ProjectParts } from '../../../src/projects/commands/projectCommand';
import { ProjectCalls } from '../../../src/projects/projectCalls';
import { ProjectPicker } from '../../../src/projects/projectPicker';
import { ProjectReader } from '../../../src/projects/projectReader';
import { ProjectStore } from '../../../src/projects/projectStore';
import { startSandbox } from '../../../src/sandbox/main';
import { TestMemento } from '../../unit/fixtures/memento';
import { sessionOn, TestSessions } from '../../unit/fixtures/sessions';

/** The projects of a sandbox of its own, and what their commands work with. */
export async function openProjectRoom() {
	const sandbox = await startSandbox({ seed: 'demo' });
	const sessions = new TestSessions();
	const store = new ProjectStore();
	const reader = new ProjectReader(sessions, store, systemClock);
	const active = new ActiveProject(new TestMemento(), sessions, store);
	const parts: ProjectParts = {
		store,
		active,
		picker: new ProjectPicker(reader, store, active),
		calls: new ProjectCalls(sessions, store, reader, systemClock),
	};
	const session = sessionOn(sandbox);
	sessions.replace(session);
	await reader.ready();
	return {
		sandbox,
		sessions,
		reader,
		session,
		parts,
		project: (name: string): Project => {
			const project = store.projects.find((each) => each.name === name);
			if (!project) {
				throw new Error(`no project ${name}`);
			}
			return project;
		},
		close: async () => {
			reader.dispose();
			await sandbox.stop();
		},
	};
}

export type ProjectRoom = Awaited<ReturnType<typeof openProjectRoom>>;
