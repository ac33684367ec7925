import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { notifyDone, notifyFailure } from '../../ui/notify';
import { changeFile, type FileOutcome, refusesToWrite, revealKey } from '../env/changeFile';
import { askForEnv, type EnvPlan } from '../env/envSteps';
import { resolveTarget, targetText, targetUri } from '../env/envTarget';
import { type EnvValues, envChanges } from '../env/envText';
import { ensureIgnored } from '../env/ignoreCheck';
import type { ProjectCommand } from './projectCommand';

export const writeEnvCommand: ProjectCommand = async (parts, session, argument) => {
	if (await refusesToWrite()) {
		return;
	}
	const { picker, sessions } = parts;
	// As it is then: the certificate may have been reset, or the account left, while the questions or Retry were open.
	const now = ({ id }: Project) =>
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
		await carryOut(plan, now);
	}
};

/** @param now Gives the project of the plan as it is known when it is written; undefined once its account was left. */
async function carryOut(plan: EnvPlan, now: (project: Project) => Project | undefined): Promise<void> {
	if (!now(plan.project)) {
		return;
	}
	const { folder, path } = plan;
	try {
		const target = await resolveTarget(folder.uri, path);
		const what = plan.withCertificate ? await ensureIgnored(target) : 'appIdOnly';
		const project = now(plan.project);
		if (what === undefined || !project) {
			return;
		}
		const values = valuesOf(project, plan, what === 'certificate');
		const outcome = await changeFile(target, (text) => changesOf(text, values));
		await revealKey(targetUri(target), plan.keys.appId, project.appId);
		notifyDone(outcomeText(outcome, targetText(target), values));
	} catch (error) {
		const failed = vscode.l10n.t('Write the credentials of “{0}” to {1}', plan.project.name, path);
		await notifyFailure(failed, error, () => carryOut(plan, now));
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
