import type { ProjectCommandId } from '../../ui/commandIds';
import type { SignedInCommand } from '../../ui/signedIn';
import {
	type CertificateDeps,
	copyCertificate,
	disableCertificate,
	enableCertificate,
	resetAppCertificate,
} from './certificate';
import { type CreateProjectDeps, createProject } from './create';
import { type DisableProjectDeps, disableProject, enableProject } from './enableDisable';
import { chooseRecordingServer } from './setRecordingServer';
import { type GenerateTokenDeps, generateToken } from './token';
import {
	copyAppId,
	copyDetail,
	copyProjectId,
	filterProjects,
	openConsole,
	pinProjects,
	revealProject,
	selectProject,
	showProject,
	type ViewDeps,
} from './view';
import { writeCredentials } from './writeEnv';

/** The dependencies of all commands, which `ProjectsFeature` has. Each command takes only its own. */
export type ProjectCommandDeps = CertificateDeps &
	CreateProjectDeps &
	DisableProjectDeps &
	GenerateTokenDeps &
	ViewDeps;

/** The commands of projects by their ids. `argument` is the row that the command was called on and `selection` all selected rows. */
export function projectCommands(
	deps: ProjectCommandDeps,
): Readonly<Record<ProjectCommandId, SignedInCommand>> {
	const { picker, filter } = deps;
	return {
		'agora.project.create': (session) => createProject(deps, session),
		'agora.project.enable': (session, argument, selection) =>
			enableProject(deps, session, argument, selection),
		'agora.project.disable': (session, argument, selection) =>
			disableProject(deps, session, argument, selection),
		'agora.project.select': (session, argument) => selectProject(deps, session, argument),
		'agora.project.writeEnv': (session, argument) => writeCredentials(deps, session, argument),
		'agora.project.copyAppId': (_session, argument) => copyAppId(picker, argument),
		'agora.project.copyId': (_session, argument) => copyProjectId(picker, argument),
		'agora.project.reveal': (_session, argument) => revealProject(deps, argument),
		'agora.project.show': (session, argument) => showProject(picker, session, argument),
		'agora.project.setRecordingServer': (session, argument) => chooseRecordingServer(deps, session, argument),
		'agora.project.openConsole': (session) => openConsole(session),
		'agora.certificate.enable': (session, argument) => enableCertificate(deps, session, argument),
		'agora.certificate.disable': (session, argument) => disableCertificate(deps, session, argument),
		'agora.certificate.reset': (session, argument) => resetAppCertificate(deps, session, argument),
		'agora.certificate.copy': (_session, argument) => copyCertificate(picker, argument),
		'agora.token.generate': (session, argument) => generateToken(deps, session, argument),
		'agora.project.pin': (session, argument, selection) => pinProjects(deps, session, argument, selection),
		'agora.project.unpin': (session, argument, selection) =>
			pinProjects(deps, session, argument, selection, false),
		'agora.project.copyDetail': (_session, argument) => copyDetail(picker, argument),
		'agora.projects.filter': (session) => filterProjects(deps, session),
		'agora.projects.clearFilter': async (session) => filter.set('', session),
	};
}
