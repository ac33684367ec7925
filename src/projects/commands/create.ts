import * as vscode from 'vscode';
import { checkProjectName, createProject } from '../../agora/console/createProject';
import { notifyDone } from '../../ui/notify';
import { answerInto, askPick, askText, runSteps } from '../../ui/steps';
import type { ProjectCommand } from './projectCommand';

interface Answers {
	readonly name: string;
	readonly enableCertificate: boolean;
}

/** How many projects an account may create, deleted ones counted (api-facts §2). */
const PROJECT_LIMIT = 20;

export const createProjectCommand: ProjectCommand = async ({ picker, calls, store }, session) => {
	await picker.ready();
	const answers = await ask(store.projects.map(({ name }) => name));
	if (!answers) {
		return;
	}
	const project = await calls.change(session, vscode.l10n.t('Create project “{0}”', answers.name), (client) =>
		createProject(client, answers),
	);
	if (project) {
		notifyDone(vscode.l10n.t('Project {0} created', project.name));
	}
};

async function ask(namesInUse: readonly string[]): Promise<Answers | undefined> {
	return await runSteps<Answers>(
		vscode.l10n.t('Create Project'),
		[
			{
				ask: async (frame, state) =>
					answerInto(
						await askText(frame, {
							prompt: vscode.l10n.t(
								'Name of the project. An account may create {0} projects, and none can be deleted through the API. There are {1} now.',
								PROJECT_LIMIT,
								namesInUse.length,
							),
							value: state.name,
							validate: (name) => checkName(name, namesInUse),
						}),
						(name) => ({ ...state, name }),
					),
			},
			{
				ask: async (frame, state) =>
					answerInto(
						await askPick(frame, {
							placeholder: vscode.l10n.t('Should joining a channel need a token?'),
							items: certificateItems(),
							selected: state.enableCertificate,
						}),
						(enableCertificate) => ({ ...state, enableCertificate }),
					),
			},
		],
		{ name: '', enableCertificate: true },
	);
}

function certificateItems(): (vscode.QuickPickItem & { value: boolean })[] {
	return [
		{
			value: true,
			label: vscode.l10n.t('Enable the App Certificate'),
			detail: vscode.l10n.t('Recommended: only who has a token can join a channel.'),
		},
		{
			value: false,
			label: vscode.l10n.t('No App Certificate'),
			detail: vscode.l10n.t('For tests: whoever knows the App ID can join. It can be enabled later.'),
		},
	];
}

function checkName(name: string, namesInUse: readonly string[]): string | undefined {
	if (checkProjectName(name)) {
		return vscode.l10n.t('A name has 1 to 255 characters.');
	}
	return namesInUse.includes(name) ? vscode.l10n.t('A project with this name exists already.') : undefined;
}
