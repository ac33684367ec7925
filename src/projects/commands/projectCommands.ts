import type { ProjectCommandId } from '../../ui/commandIds';
import { copyAppId } from './copyAppId';
import { copyCertificate } from './copyCertificate';
import { copyProjectId } from './copyId';
import { createProjectCommand } from './create';
import { disableProject } from './disable';
import { disableCertificate } from './disableCertificate';
import { enableProject } from './enable';
import { enableCertificate } from './enableCertificate';
import { generateToken } from './generateToken';
import type { ProjectCommand } from './projectCommand';
import { resetCertificateCommand } from './resetCertificate';
import { revealProject } from './reveal';
import { selectProject } from './select';
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
	'agora.certificate.enable': enableCertificate,
	'agora.certificate.disable': disableCertificate,
	'agora.certificate.reset': resetCertificateCommand,
	'agora.certificate.copy': copyCertificate,
	'agora.token.generate': generateToken,
};
