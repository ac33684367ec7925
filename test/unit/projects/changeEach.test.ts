import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setProjectEnabled } from '../../../src/agora/console/changeProject';
import { listProjects, type Project } from '../../../src/agora/console/projects';
import { isAgoraError } from '../../../src/agora/errors';
import { byReason, changeEach } from '../../../src/projects/changeEach';
import { type Sandbox, startSandbox } from '../../../src/sandbox/main';
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

function disable(goesOn: () => boolean = () => true, signal?: AbortSignal) {
	const { client } = sessionOn(sandbox);
	return changeEach(projects, (project) => setProjectEnabled(client, project, false, signal), goesOn);
}

const enabled = () => sandbox.state.projects.filter((each) => each.enabled).map(({ name }) => name);
const asked = () => sandbox.requests.filter(({ url }) => url === PATH).length;

describe('the same change of several projects', () => {
	it('is made of each, in order, and tells what they were and are', async () => {
		const { done, failed, untried } = await disable();
		expect(done.map(({ before, after }) => [before.name, before.enabled, after.enabled])).toEqual(
			NAMES.map((name) => [name, true, false]),
		);
		expect([...failed, ...untried]).toEqual([]);
		expect(enabled()).toEqual([]);
	});

	it('goes on after one that is refused', async () => {
		sandbox.faults.next({ status: 403, message: 'no' }, { path: PATH });
		const { done, failed, untried } = await disable();
		expect(failed.map(({ project }) => project.name)).toEqual(['A']);
		expect(done.map(({ after }) => after.name)).toEqual(['B', 'C', 'D']);
		expect(untried).toEqual([]);
		expect(enabled()).toEqual(['A']);
	});

	it.each([{ status: 401 }, 'cut'] as const)(
		'ends at what all the others would meet too: %j',
		async (fault) => {
			sandbox.faults.next({ status: 403 }, { path: PATH });
			sandbox.faults.next(fault, { times: Infinity });
			const { done, failed, untried } = await disable();
			expect(done).toEqual([]);
			expect(failed.map(({ project }) => project.name)).toEqual(['A', 'B']);
			expect(untried.map(({ name }) => name)).toEqual(['C', 'D']);
			expect(asked()).toBe(2);
		},
	);

	it('asks before each one whether to go on', async () => {
		let left = 2;
		const { done, untried } = await disable(() => left-- > 0);
		expect(done.map(({ after }) => after.name)).toEqual(['A', 'B']);
		expect(untried.map(({ name }) => name)).toEqual(['C', 'D']);
		expect(enabled()).toEqual(['C', 'D']);
	});

	it('ends at a call that is cancelled', async () => {
		sandbox.faults.next('hang', { path: PATH });
		const abort = new AbortController();
		const running = disable(() => true, abort.signal);
		await expect.poll(asked).toBe(1);
		abort.abort();
		const { failed, untried } = await running;
		expect(failed.map(({ error }) => isAgoraError(error, 'cancelled'))).toEqual([true]);
		expect(untried).toHaveLength(3);
		expect(asked()).toBe(1);
	});
});

describe('the reasons of what failed', () => {
	it('are each told once, with the projects they hold for', () => {
		const failed = projects.map((project, index) => ({ project, error: index === 2 ? 'gone' : 'refused' }));
		expect(byReason(failed, String)).toEqual([
			{ reason: 'refused', names: ['A', 'B', 'D'] },
			{ reason: 'gone', names: ['C'] },
		]);
		expect(byReason([], String)).toEqual([]);
	});
});
