import { beforeEach, describe, expect, it } from 'vitest';
import type { Project } from '../../../../src/agora/console/projects';
import type { AgoraSession } from '../../../../src/agora/session';
import { Emitter } from '../../../../src/common/emitter';
import { succeeded } from '../../../../src/common/loadable';
import { ProjectStore } from '../../../../src/projects/store/projectStore';
import { ActiveProject } from '../../../../src/projects/workspace/activeProject';
import type { FoundProject } from '../../../../src/projects/workspace/findProject';
import { ProjectFinder, type SearchableWorkspace } from '../../../../src/projects/workspace/projectFinder';
import { TestMemento } from '../../../fixtures/memento';
import { sessionOn, TestSessions } from '../../../fixtures/sessions';

const SERVER = { url: 'http://127.0.0.1:1', customerId: 'id', customerSecret: 'secret' };

function project(id: string): Project {
	const rest = { appCertificate: undefined, enabled: true, createdAt: undefined, recordingServer: undefined };
	return { id, name: id, appId: id.repeat(32), ...rest };
}

describe('the active project', () => {
	let memory: TestMemento;
	let sessions: TestSessions;
	let first: AgoraSession;
	let store: ProjectStore;
	let active: ActiveProject;
	let found: FoundProject | undefined;

	beforeEach(async () => {
		memory = new TestMemento();
		sessions = new TestSessions();
		store = new ProjectStore();
		found = { projectId: 'b', file: '.env' };
		const workspace: SearchableWorkspace = {
			isTrusted: true,
			onDidChange: new Emitter<void>().event,
			search: async () => found,
		};
		active = new ActiveProject(
			memory,
			sessions,
			store,
			new ProjectFinder(store, workspace, { warn: () => {} }),
		);
		first = sessionOn(SERVER, 'first');
		sessions.replace(first);
		store.set(succeeded([project('a'), project('b')], 1));
		await active.ensureSearched();
	});

	it('is the project that was found, unless the user has chosen one', async () => {
		let changes = 0;
		active.onDidChange(() => {
			changes += 1;
		});
		expect([active.current?.id, active.how]).toEqual(['b', { foundIn: '.env' }]);
		await active.choose(first, 'a');
		expect([active.current?.id, active.how, active.isChosen]).toEqual(['a', { chosen: true }, true]);
		expect(active.found?.project.id).toBe('b');
		await active.choose(first, undefined);
		expect([active.current?.id, active.how, active.isChosen]).toEqual(['b', { foundIn: '.env' }, false]);
		expect(changes).toBe(2);
	});

	it('is kept per account', async () => {
		await active.choose(first, 'a');
		sessions.replace(sessionOn(SERVER, 'second'));
		expect(active.isChosen).toBe(false);
		sessions.replace(sessionOn(SERVER, 'first'));
		expect(active.current?.id).toBe('a');
	});

	it('cannot be chosen from a question or a button of another account', async () => {
		sessions.replace(sessionOn(SERVER, 'second'));
		await active.choose(first, 'a');
		expect(active.isChosen).toBe(false);
	});

	it('is the project that was found when the account no longer has the chosen one', async () => {
		await active.choose(first, 'gone');
		expect([active.current?.id, active.how, active.isChosen]).toEqual(['b', { foundIn: '.env' }, true]);
	});

	it('is undefined when the account no longer has the project that was found', () => {
		store.set(succeeded([project('a')], 2));
		expect([active.current, active.how]).toEqual([undefined, undefined]);
	});
});
