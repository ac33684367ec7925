import * as vscode from 'vscode';
import { createProject as callCreateProject, checkProjectName } from '../../agora/console/createProject';
import { offerNext } from '../../ui/notify';
import type { FeatureCommand } from '../../ui/signedIn';
import { answerInto, askPick, askText, runSteps } from '../../ui/steps';
import type { ProjectPicker } from '../projectPicker';
import type { ProjectCalls } from '../store/projectCalls';
import type { ProjectStore } from '../store/projectStore';
import type { ProjectView } from '../tree/projectView';
import type { ActiveProject } from '../workspace/activeProject';

export interface CreateProjectDeps {
	readonly picker: ProjectPicker;
	readonly calls: ProjectCalls;
	readonly store: ProjectStore;
	readonly active: ActiveProject;
	/** Shows the row of the new project. */
	readonly view: Pick<ProjectView, 'reveal'>;
}

interface Answers {
	readonly name: string;
	readonly enableCertificate: boolean;
}

/** How many projects an account can create, including deleted ones (docs/agora-api.md, Console API). */
const PROJECT_LIMIT = 20;

export const createProject: FeatureCommand<CreateProjectDeps> = async (
	{ picker, calls, store, active, view },
	session,
) => {
	await picker.ensureProjects();
	const answers = await ask(store.loadable.value?.map(({ name }) => name));
	if (!answers) {
		return;
	}
	const project = await calls.change(session, vscode.l10n.t('Create project “{0}”', answers.name), {
		call: (client, signal) => callCreateProject(client, answers, signal),
	});
	if (project) {
		await view.reveal(project.id, false);
		await offerNext(vscode.l10n.t('Project {0} created', project.name), [
			{ label: vscode.l10n.t('Set as Active Project'), run: () => active.choose(session, project.id) },
		]);
	}
};

/** @param namesInUse undefined where the projects could not be read: only Agora can check the name then. */
async function ask(namesInUse: readonly string[] | undefined): Promise<Answers | undefined> {
	return await runSteps<Answers>(
		vscode.l10n.t('Create Project'),
		[
			{
				ask: async (frame, state) =>
					answerInto(
						await askText(frame, {
							prompt: warning(namesInUse?.length),
							value: state.name,
							validate: (name) => checkName(name.trim(), namesInUse ?? []),
						}),
						(name) => ({ ...state, name: name.trim() }),
					),
			},
			{
				ask: async (frame, state) =>
					answerInto(
						await askPick(frame, {
							placeholder: vscode.l10n.t('Should joining a channel require a token?'),
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

/** Only a warning: deleted projects count too, and the API does not return how many there are. */
function warning(count: number | undefined): string {
	if (count === undefined) {
		return vscode.l10n.t(
			'Name of the project. An account can create {0} projects, deleted ones included. The API cannot delete projects, so this cannot be undone.',
			PROJECT_LIMIT,
		);
	}
	return count < PROJECT_LIMIT
		? vscode.l10n.t(
				'Name of the project. An account can create {0} projects, deleted ones included; it has {1} now. The API cannot delete projects, so this cannot be undone.',
				PROJECT_LIMIT,
				count,
			)
		: vscode.l10n.t(
				'Name of the project. The account already has {1} projects and most accounts can create {0}, so Agora may refuse. The API cannot delete projects, so this cannot be undone.',
				PROJECT_LIMIT,
				count,
			);
}

function certificateItems(): (vscode.QuickPickItem & { value: boolean })[] {
	return [
		{
			value: true,
			label: vscode.l10n.t('Enable the App Certificate'),
			detail: vscode.l10n.t('Recommended: only users with a token can join a channel.'),
		},
		{
			value: false,
			label: vscode.l10n.t('No App Certificate'),
			detail: vscode.l10n.t('For testing: anyone who knows the App ID can join. It can be enabled later.'),
		},
	];
}

function checkName(name: string, namesInUse: readonly string[]): string | undefined {
	if (checkProjectName(name)) {
		return vscode.l10n.t('A name must have 1 to 255 characters.');
	}
	return namesInUse.includes(name) ? vscode.l10n.t('A project with this name already exists.') : undefined;
}
