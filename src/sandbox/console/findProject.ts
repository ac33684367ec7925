import { Refusal } from '../http/exchange';
import type { SandboxProject } from '../state/project';
import type { World } from '../world';
import { invalidParameter } from './refusals';

/** The project of a body's `id`; 400 where there is no id, 404 where no project has it. */
export function findProject(id: unknown, world: World): SandboxProject {
	if (typeof id !== 'string' || id === '') {
		throw invalidParameter('id');
	}
	const project = world.state.projects.find((each) => each.id === id);
	if (project === undefined) {
		throw noSuchProject();
	}
	return project;
}

/** As captured from the real service, spelling included (api-facts §2). */
export function noSuchProject(): Refusal {
	return new Refusal({ status: 404, body: { error_msg: 'project not exit' } });
}
