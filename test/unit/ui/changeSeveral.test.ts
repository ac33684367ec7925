import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setProjectEnabled } from '../../../src/agora/console/changeProject';
import { listProjects, type Project } from '../../../src/agora/console/projects';
import { isAgoraError } from '../../../src/agora/errors';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox';
import { byReason, concernsAll, runForEach } from '../../../src/ui/runForEach';
import { sessionOn } from '../../fixtures/sessions';

const NAMES = ['A', 'B', 'C', 'D'];
const PATH = '/dev/v1/project_status';

let sandbox: Sandbox;
let projects: readonly Project[];

beforeEach(async () => {
	sandbox = await startSandbox();
	for (const name of NAMES) {
		sandbox.state.addProject({ name });
	}
	projects = (await listProjects(sessionOn(sandbox).client)).projects;
});

afterEach(() => sandbox.stop());

function disable(shouldContinue: () => boolean = () => true, signal?: AbortSignal) {
	const { client } = sessionOn(sandbox);
	const change = async (project: Project) => {
		await setProjectEnabled(client, project, false, signal);
	};
	return runForEach(projects, change, { concernsAll, shouldContinue, signal });
}

const names = (all: readonly Project[]) => all.map(({ name }) => name);
const enabled = () => sandbox.state.projects.filter((each) => each.enabled).map(({ name }) => name);
const asked = () => sandbox.requests.filter(({ url }) => url === PATH).length;

describe('a change of several projects', () => {
	it('changes each project in order', async () => {
		const { done, failures, left } = await disable();
		expect(names(done)).toEqual(NAMES);
		expect([...failures, ...left]).toEqual([]);
		expect(enabled()).toEqual([]);
	});

	it('continues after a refusal that concerns one project', async () => {
		sandbox.faults.next({ status: 403, message: 'no' }, { path: PATH });
		const { done, failures, left } = await disable();
		expect(failures.map(({ target }) => target.name)).toEqual(['A']);
		expect(names(done)).toEqual(['B', 'C', 'D']);
		expect(left).toEqual([]);
		expect(enabled()).toEqual(['A']);
	});

	it.each([{ status: 401 }, 'cut'] as const)(
		'stops at a failure that concerns all projects: %j',
		async (fault) => {
			sandbox.faults.next({ status: 403 }, { path: PATH });
			sandbox.faults.next(fault, { times: Infinity });
			const { done, failures, left } = await disable();
			expect(done).toEqual([]);
			expect(failures.map(({ target }) => target.name)).toEqual(['A', 'B']);
			expect(names(left)).toEqual(['C', 'D']);
			expect(asked()).toBe(2);
		},
	);

	it('leaves the other projects once it should not continue', async () => {
		let count = 2;
		const { done, left } = await disable(() => count-- > 0);
		expect(names(done)).toEqual(['A', 'B']);
		expect(names(left)).toEqual(['C', 'D']);
		expect(enabled()).toEqual(['C', 'D']);
	});

	it('reports a cancelled call as failed and leaves the other projects', async () => {
		sandbox.faults.next('hang', { path: PATH });
		const abort = new AbortController();
		const running = disable(() => true, abort.signal);
		await expect.poll(asked).toBe(1);
		abort.abort();
		const { failures, left } = await running;
		expect(failures.map(({ error }) => isAgoraError(error, 'cancelled'))).toEqual([true]);
		expect(left).toHaveLength(3);
		expect(asked()).toBe(1);
	});
});

describe('byReason', () => {
	it('groups the names of projects that failed for the same reason', () => {
		const failures = projects.map((target, index) => ({ target, error: index === 2 ? 'gone' : 'refused' }));
		expect(byReason(failures, String)).toEqual([
			{ reason: 'refused', names: ['A', 'B', 'D'] },
			{ reason: 'gone', names: ['C'] },
		]);
		expect(byReason([], String)).toEqual([]);
	});
});
