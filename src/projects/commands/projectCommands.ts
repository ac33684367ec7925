import type { ProjectCommandId } from '../../ui/commandIds';
import {
	copyCertificate,
	disableCertificate,
	enableCertificate,
	resetCertificateCommand,
} from './certificate';
import { createProjectCommand } from './create';
import { disableProject, enableProject } from './enableDisable';
import type { ProjectCommand } from './projectCommand';
import { setRecordingServerCommand } from './setRecordingServer';
import { generateToken } from './token';
import {
	clearProjectFilter,
	copyAppId,
	copyDetail,
	copyProjectId,
	filterProjects,
	openConsole,
	pinProject,
	revealProject,
	selectProject,
	showProject,
	unpinProject,
} from './view';
import { writeEnvCommand } from './writeEnv';

/** The commands of this room by their ids. */
export const projectCommands: Readonly<Record<ProjectCommandId, ProjectCommand>> = {
	'agora.project.create': createProjectCommand,
	'agora.project.enable': enableProject,
	'agora.project.disable': disableProject,
	'agora.project.select': selectProject,
	'agora.project.writeEnv': writeEnvCommand,
	'agora.project.copyAppId': copyAppId,
	'agora.project.copyId': copyProjectId,
	'agora.project.reveal': revealProject,
	'agora.project.show': showProject,
	'agora.project.setRecordingServer': setRecordingServerCommand,
	'agora.project.openConsole': openConsole,
	'agora.certificate.enable': enableCertificate,
	'agora.certificate.disable': disableCertificate,
	'agora.certificate.reset': resetCertificateCommand,
	'agora.certificate.copy': copyCertificate,
	'agora.token.generate': generateToken,
	'agora.project.pin': pinProject,
	'agora.project.unpin': unpinProject,
	'agora.project.copyDetail': copyDetail,
	'agora.projects.filter': filterProjects,
	'agora.projects.clearFilter': clearProjectFilter,
};
