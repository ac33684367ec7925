import type { Behaviour } from '../behaviour';
import { certificateInUse, type SandboxProject } from '../state/project';

const STATUS: Readonly<Record<Behaviour['projectStatus'], (enabled: boolean) => unknown>> = {
	number: (enabled) => (enabled ? 1 : 0),
	null: () => null,
	word: () => 'normal',
};

/** A project as the calls that change it print it (Console REST API, Create a project, Response example). */
export function changedProject(project: SandboxProject, { projectStatus }: Behaviour) {
	return {
		project: {
			id: project.id,
			name: project.name,
			vendor_key: project.appId,
			sign_key: certificateInUse(project) ?? '',
			...common(project, projectStatus),
		},
	};
}

/** A project as the calls that read it print it: the keys stand in another order (Get all projects). */
export function listedProject(project: SandboxProject, { projectStatus }: Behaviour) {
	return {
		id: project.id,
		name: project.name,
		sign_key: certificateInUse(project) ?? '',
		vendor_key: project.appId,
		...common(project, projectStatus),
	};
}

function common(project: SandboxProject, projectStatus: Behaviour['projectStatus']) {
	return {
		recording_server: project.recordingServer,
		status: STATUS[projectStatus](project.enabled),
		created: Math.floor(project.createdAt / 1000),
	};
}
