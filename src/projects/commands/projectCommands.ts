import type { ProjectCommandId } from '../../ui/commandIds';
import { copyCertificate } from './certificate/copy';
import { disableCertificate } from './certificate/disable';
import { enableCertificate } from './certificate/enable';
import { resetCertificateCommand } from './certificate/reset';
import { copyAppId } from './copyAppId';
import { copyProjectId } from './copyId';
import { createProjectCommand } from './create';
import { disableProject } from './disable';
import { enableProject } from './enable';
import { generateToken } from './generateToken';
import { openConsole } from './openConsole';
import type { ProjectCommand } from './projectCommand';
import { revealProject } from './reveal';
import { selectProject } from './select';
import { setRecordingServerCommand } from './setRecordingServer';
import { showProject } from './show';
import { clearProjectFilter } from './tree/clearFilter';
import { copyDetail } from './tree/copyDetail';
import { filterProjects } from './tree/filter';
import { pinProject } from './tree/pin';
import { unpinProject } from './tree/unpin';
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
