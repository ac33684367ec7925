import { certificateInUse, type SandboxProject } from '../state/project';

/** A project as the calls that change it print it (Console REST API, Create a project, Response example). */
export function changedProject(project: SandboxProject) {
	return {
		project: {
			id: project.id,
			name: project.name,
			vendor_key: project.appId,
			sign_key: certificateInUse(project) ?? '',
			...common(project),
		},
	};
}

/** A project as the calls that read it print it: the keys stand in another order (Get all projects). */
export function listedProject(project: SandboxProject) {
	return {
		id: project.id,
		name: project.name,
		sign_key: certificateInUse(project) ?? '',
		vendor_key: project.appId,
		...common(project),
	};
}

function common(project: SandboxProject) {
	return {
		recording_server: project.recordingServer,
		status: project.enabled ? 1 : 0,
		created: Math.floor(project.createdAt / 1000),
	};
}
