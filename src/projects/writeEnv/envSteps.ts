import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { answerInto, askPick, runSteps, type Step } from '../../ui/steps';
import type { KeyStyle } from '../env/envKeys';
import { type EnvAnswers, keysOf, pathOf } from './envAnswers';
import { askFile, askOtherFile } from './fileSteps';
import { askAppIdKey, askCertificateKey, askStyle, askWhat } from './keySteps';

/** What to write, and where. */
export interface EnvPlan {
	readonly project: Project;
	readonly folder: vscode.WorkspaceFolder;
	/** From the folder, with `/`. */
	readonly path: string;
	readonly keys: KeyStyle;
	readonly withCertificate: boolean;
}

export interface EnvDefaults {
	/** The project of the row the command was called on: it is not asked for then. */
	readonly project: Project | undefined;
	/** Those to choose from else, the active one first. */
	readonly projectItems: readonly (vscode.QuickPickItem & { value: Project })[];
	readonly folders: readonly vscode.WorkspaceFolder[];
}

/** Asks in steps what to write where. Undefined when the user left. */
export async function askForEnv(defaults: EnvDefaults): Promise<EnvPlan | undefined> {
	const { project, projectItems, folders } = defaults;
	const [folder] = folders;
	const answers = await runSteps<EnvAnswers>(
		vscode.l10n.t('Write Credentials to .env'),
		[
			{ skip: () => project !== undefined, ask: askProject(projectItems) },
			{ skip: () => folders.length === 1, ask: askFolder(folders) },
			{ ask: askFile },
			{ skip: ({ file }) => file !== '', ask: askOtherFile },
			{ ask: askStyle },
			{ skip: ({ style }) => style !== 'custom', ask: askAppIdKey },
			{
				skip: (state) => state.project !== undefined && state.project.appCertificate === undefined,
				ask: askWhat,
			},
			{
				skip: ({ style, withCertificate }) => style !== 'custom' || !withCertificate,
				ask: askCertificateKey,
			},
		],
		{ ...(project && { project }), ...(folder && { folder }) },
	);
	return answers?.project && answers.folder
		? {
				project: answers.project,
				folder: answers.folder,
				path: pathOf(answers),
				keys: keysOf(answers),
				withCertificate: answers.withCertificate ?? false,
			}
		: undefined;
}

function askProject(items: EnvDefaults['projectItems']): Step<EnvAnswers> {
	return async (frame, state) =>
		answerInto(
			await askPick(frame, {
				placeholder: vscode.l10n.t('Which project’s credentials?'),
				items,
				selected: state.project,
			}),
			// Only a certificate that can be read can be asked for.
			(project) => ({ ...state, project, withCertificate: false }),
		);
}

function askFolder(folders: EnvDefaults['folders']): Step<EnvAnswers> {
	return async (frame, state) =>
		answerInto(
			await askPick(frame, {
				placeholder: vscode.l10n.t('Write to which folder?'),
				items: folders.map((value) => ({ value, label: value.name, description: value.uri.path })),
				selected: state.folder,
			}),
			(folder) => ({ ...state, folder }),
		);
}
