import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import type { AgoraSession, SessionSource } from '../../agora/session';
import { notifyDone, notifyFailure } from '../../ui/notify';
import { changeFile, checkWritable, type FileOutcome, revealKey } from '../env/changeFile';
import { askForEnv, type EnvPlan } from '../env/envSteps';
import { resolveTarget, targetText, targetUri } from '../env/envTarget';
import { type EnvValues, envChanges } from '../env/envText';
import { ensureIgnored } from '../env/ignoreCheck';
import type { ProjectPicker } from '../projectPicker';

export async function writeCredentials(
	{ picker, sessions }: { readonly picker: ProjectPicker; readonly sessions: SessionSource },
	session: AgoraSession,
	argument: unknown,
): Promise<void> {
	if (!(await checkWritable())) {
		return;
	}
	// Read again: while a question or Retry was open, the certificate may have been reset or another account chosen.
	const currentProject = ({ id }: Project) =>
		sessions.current === session ? picker.fromArgument({ projectId: id }) : undefined;
	const project = picker.fromArgument(argument);
	const plan = await askForEnv({
		project,
		projectItems: project ? [] : await picker.choices(({ appId }) => appId !== ''),
		folders: (vscode.workspace.workspaceFolders ?? []).filter(
			({ uri }) => vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== false,
		),
	});
	if (plan) {
		await carryOut(plan, currentProject);
	}
}

/** @param currentProject returns the stored project; undefined once its session has ended. */
async function carryOut(
	plan: EnvPlan,
	currentProject: (project: Project) => Project | undefined,
): Promise<void> {
	if (!currentProject(plan.project)) {
		return;
	}
	const { folder, path } = plan;
	try {
		const target = await resolveTarget(folder.uri, path);
		const scope = plan.withCertificate ? await ensureIgnored(target) : 'appIdOnly';
		const project = currentProject(plan.project);
		if (scope === undefined || !project) {
			return;
		}
		const values = valuesOf(project, plan, scope === 'certificate');
		const outcome = await changeFile(target, (text) => changesOf(text, values));
		await revealKey(targetUri(target), plan.keys.appId, project.appId);
		notifyDone(outcomeText(outcome, targetText(target), values));
	} catch (error) {
		const failed = vscode.l10n.t('Write the credentials of “{0}” to {1}', plan.project.name, path);
		await notifyFailure(failed, error, () => carryOut(plan, currentProject));
	}
}

function valuesOf(project: Project, { keys }: EnvPlan, withCertificate: boolean): EnvValues {
	const { appId, appCertificate } = project;
	return withCertificate && appCertificate !== undefined
		? [
				[keys.appId, appId],
				[keys.certificate, appCertificate],
			]
		: [[keys.appId, appId]];
}

function changesOf(text: string, values: EnvValues): ReturnType<typeof envChanges> & object {
	const changes = envChanges(text, values);
	if (!changes) {
		throw new Error(vscode.l10n.t('A quotation mark in the file is not closed. Close it first.'));
	}
	return changes;
}

function outcomeText(outcome: FileOutcome, path: string, values: EnvValues): string {
	const keys = values.map(([key]) => key).join(', ');
	switch (outcome) {
		case 'written':
			return vscode.l10n.t('{0} written to {1}', keys, path);
		case 'unsaved':
			return vscode.l10n.t(
				'{0} set in {1}, which has unsaved changes: save the file to keep them',
				keys,
				path,
			);
		case 'unchanged':
			return vscode.l10n.t('{0} in {1} is already up to date', keys, path);
	}
}
