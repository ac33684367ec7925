import type { ProjectCommandId } from '../../ui/commandIds';
import type { FeatureCommand } from '../../ui/signedIn';
import { copyCertificate, disableCertificate, enableCertificate, resetAppCertificate } from './certificate';
import { createProject } from './create';
import { chooseRecordingServer, disableProject, enableProject } from './edit';
import { generateToken } from './token';
import {
	clearProjectFilter,
	copyAppId,
	copyDetail,
	copyProjectId,
	filterProjects,
	openConsole,
	pinProjects,
	revealProject,
	selectProject,
	showProject,
	unpinProjects,
} from './view';
import { writeCredentials } from './writeEnv';

const COMMANDS = {
	'agora.project.create': createProject,
	'agora.project.enable': enableProject,
	'agora.project.disable': disableProject,
	'agora.project.select': selectProject,
	'agora.project.setActive': selectProject,
	'agora.project.writeEnv': writeCredentials,
	'agora.project.copyAppId': copyAppId,
	'agora.project.copyId': copyProjectId,
	'agora.project.reveal': revealProject,
	'agora.project.show': showProject,
	'agora.project.setRecordingServer': chooseRecordingServer,
	'agora.project.openConsole': openConsole,
	'agora.certificate.enable': enableCertificate,
	'agora.certificate.disable': disableCertificate,
	'agora.certificate.reset': resetAppCertificate,
	'agora.certificate.copy': copyCertificate,
	'agora.token.generate': generateToken,
	'agora.project.pin': pinProjects,
	'agora.project.unpin': unpinProjects,
	'agora.project.copyDetail': copyDetail,
	'agora.projects.filter': filterProjects,
	'agora.projects.clearFilter': clearProjectFilter,
} satisfies Readonly<Record<ProjectCommandId, FeatureCommand<never>>>;

/** What all commands together use, which `ProjectsFeature` has. */
export type ProjectCommandDeps =
	(typeof COMMANDS)[ProjectCommandId] extends FeatureCommand<infer Deps> ? Deps : never;

/** The commands of the projects feature by their ids. */
export const projectCommands: Readonly<Record<ProjectCommandId, FeatureCommand<ProjectCommandDeps>>> =
	COMMANDS;
