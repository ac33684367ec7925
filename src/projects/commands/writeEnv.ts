import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import type { SessionSource } from '../../agora/session';
import { showWarningMessage } from '../../ui/dialogs';
import { notifyDone, notifyFailure } from '../../ui/notify';
import type { FeatureCommand } from '../../ui/signedIn';
import { askForEnv, type EnvPlan } from '../env/envSteps';
import { changeFile, type FileOutcome, resolveTarget, targetText, targetUri } from '../env/envTarget';
import { type EnvEntry, type EnvValues, envChanges, readEnv } from '../env/envText';
import { ensureIgnored } from '../env/ignoreCheck';
import type { ProjectPicker } from '../projectPicker';

interface WriteEnvDeps {
	readonly picker: ProjectPicker;
	readonly sessions: SessionSource;
	/** Called after credentials were written to an env file. */
	readonly onDidWriteEnv: () => void;
}

export const writeCredentials: FeatureCommand<WriteEnvDeps> = async (
	{ picker, sessions, onDidWriteEnv },
	session,
	argument,
) => {
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
		await carryOut(plan, currentProject, onDidWriteEnv);
	}
};

/** @param currentProject returns the stored project; undefined once its session has ended. */
async function carryOut(
	plan: EnvPlan,
	currentProject: (project: Project) => Project | undefined,
	onDidWriteEnv: () => void,
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
		onDidWriteEnv();
	} catch (error) {
		const failed = vscode.l10n.t('Write the credentials of “{0}” to {1}', plan.project.name, path);
		await notifyFailure(failed, error, () => carryOut(plan, currentProject, onDidWriteEnv));
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

/** Whether this window can write files to a folder. Where it cannot, shows the reason and a way to change that. */
async function checkWritable(): Promise<boolean> {
	if (!vscode.workspace.isTrusted) {
		await offerCommand(
			vscode.l10n.t('Credentials are not written to an untrusted workspace.'),
			vscode.l10n.t('Manage Workspace Trust'),
			'workbench.trust.manage',
		);
		return false;
	}
	const folders = vscode.workspace.workspaceFolders ?? [];
	if (folders.length === 0) {
		await offerCommand(
			vscode.l10n.t('Open the folder of your program first: the env file goes there.'),
			vscode.l10n.t('Open Folder…'),
			'vscode.openFolder',
		);
		return false;
	}
	if (folders.every(({ uri }) => vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false)) {
		await showWarningMessage(
			vscode.l10n.t('The folders in this window are read-only, so no env file can be written.'),
		);
		return false;
	}
	return true;
}

async function offerCommand(reason: string, label: string, command: string): Promise<void> {
	if ((await showWarningMessage(reason, label)) === label) {
		await vscode.commands.executeCommand(command);
	}
}

/** How long to wait for VS Code to reload a file that changed on disk. */
const RELOAD_TIMEOUT_MS = 3000;

/** Opens the env file with the value of a key selected. */
async function revealKey(file: vscode.Uri, key: string, value: string): Promise<void> {
	const document = await vscode.workspace.openTextDocument(file);
	const editor = await vscode.window.showTextDocument(document);
	const entry = await findEntry(document, key, value);
	if (entry) {
		const start = document.positionAt(entry.valueStart);
		editor.selection = new vscode.Selection(start, document.positionAt(entry.valueEnd));
		editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
	}
}

/** Waits for an editor that has not reloaded the file yet. */
async function findEntry(
	document: vscode.TextDocument,
	key: string,
	value: string,
): Promise<EnvEntry | undefined> {
	const find = () => readEnv(document.getText()).find((entry) => entry.key === key && entry.value === value);
	const found = find();
	if (found) {
		return found;
	}
	return await new Promise((resolve) => {
		const finish = (entry: EnvEntry | undefined) => {
			clearTimeout(timer);
			subscription.dispose();
			resolve(entry);
		};
		const timer = setTimeout(() => finish(undefined), RELOAD_TIMEOUT_MS);
		const subscription = vscode.workspace.onDidChangeTextDocument((event) => {
			const entry = event.document === document ? find() : undefined;
			if (entry) {
				finish(entry);
			}
		});
	});
}
