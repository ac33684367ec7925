import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { answerInto, askPick, askText, runSteps, type Step } from '../../ui/steps';
import { type EnvFile, type EnvFolder, readEnvFolder } from './envFiles';
import {
	APP_ID_KEYS,
	certificateKeyFor,
	checkEnvPath,
	isKey,
	isPublicKey,
	type KeyStyle,
	NEXT_KEYS,
	PLAIN_KEYS,
	proposedStyle,
	type StyleName,
} from './envKeys';

/** The credentials to write and their file. */
export interface EnvPlan {
	readonly project: Project;
	readonly folder: vscode.WorkspaceFolder;
	/** Relative to the folder, with `/`. */
	readonly path: string;
	readonly keys: KeyStyle;
	readonly withCertificate: boolean;
}

interface EnvDefaults {
	/** The project of the row that the command was called on; undefined to ask for it. */
	readonly project: Project | undefined;
	/** The projects to choose from. */
	readonly projectItems: readonly (vscode.QuickPickItem & { value: Project })[];
	readonly folders: readonly vscode.WorkspaceFolder[];
}

/** Asks in steps for the credentials and their file. Undefined when the user cancels. */
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
			// Another project may have no certificate that can be read.
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

/** Offered even if they do not exist. */
const USUAL_FILES: readonly string[] = ['.env', '.env.local'];

const askFile: Step<EnvAnswers> = async (frame, state) => {
	const folder = state.folder
		? await readEnvFolder(state.folder.uri)
		: { files: [], nextEvidence: undefined };
	const there = folder.files.map(({ name }) => name);
	return answerInto(
		await askPick(frame, {
			placeholder: vscode.l10n.t('Write to which file?'),
			items: [
				...folder.files.map((file) => ({
					value: file.name,
					label: file.name,
					description: foundKeysText(file),
				})),
				...USUAL_FILES.filter((name) => !there.includes(name)).map((name) => ({
					value: name,
					label: name,
					description: vscode.l10n.t('new file'),
				})),
				{ value: '', label: vscode.l10n.t('Another File…') },
			],
			selected: state.file ?? usualFile(folder),
		}),
		(file) => ({ ...state, file }),
	);
};

const askOtherFile: Step<EnvAnswers> = async (frame, state) =>
	answerInto(
		await askText(frame, {
			prompt: vscode.l10n.t('Path of the file inside the folder'),
			placeholder: 'server/.env',
			value: state.otherFile,
			validate: (path) =>
				checkEnvPath(path)
					? undefined
					: vscode.l10n.t(
							'Enter a path inside the folder: only letters, digits and . _ - with / between its parts.',
						),
		}),
		(otherFile) => ({ ...state, otherFile }),
	);

/** The file that has an App ID, otherwise the first file, otherwise the one that the framework reads. */
function usualFile({ files, nextEvidence }: EnvFolder): string {
	const holding = files.find(({ keys }) => keys.some((key) => APP_ID_KEYS.includes(key)));
	return (holding ?? files[0])?.name ?? (nextEvidence === undefined ? '.env' : '.env.local');
}

function foundKeysText({ keys }: EnvFile): string {
	return keys.length === 0
		? vscode.l10n.t('contains no credentials')
		: vscode.l10n.t('contains {0}', keys.join(', '));
}

const askStyle: Step<EnvAnswers> = async (frame, state) => {
	const { existingKey, nextEvidence } = await findKeys(state);
	const detected = nextEvidence === undefined ? '' : vscode.l10n.t('Next.js detected from {0}', nextEvidence);
	return answerInto(
		await askPick(frame, {
			placeholder: vscode.l10n.t('Under which keys?'),
			items: [
				{ value: 'plain' as const, label: vscode.l10n.t('Plain'), description: keysText(PLAIN_KEYS) },
				{
					value: 'next' as const,
					label: 'Next.js',
					description: keysText(NEXT_KEYS),
					...(detected !== '' && { detail: detected }),
				},
				{
					value: 'custom' as const,
					label: vscode.l10n.t('Other Keys…'),
					description: vscode.l10n.t('for Vite and others: enter your own'),
				},
			],
			selected: state.style ?? proposedStyle(existingKey, nextEvidence !== undefined),
		}),
		(style) => ({
			...state,
			style,
			...(existingKey !== undefined && { appIdKey: state.appIdKey ?? existingKey }),
		}),
	);
};

const askAppIdKey: Step<EnvAnswers> = async (frame, state) =>
	answerInto(
		await askText(frame, {
			prompt: vscode.l10n.t('Key of the App ID'),
			placeholder: 'VITE_AGORA_APP_ID',
			value: state.appIdKey ?? PLAIN_KEYS.appId,
			validate: keyProblem,
		}),
		(appIdKey) => ({ ...state, appIdKey }),
	);

const askWhat: Step<EnvAnswers> = async (frame, state) =>
	answerInto(
		await askPick(frame, {
			placeholder: vscode.l10n.t('Which credentials?'),
			items: [
				{
					value: false,
					label: vscode.l10n.t('App ID Only'),
					detail: vscode.l10n.t('Enough for a program that gets its tokens from a server.'),
				},
				{
					value: true,
					label: vscode.l10n.t('App ID and App Certificate'),
					detail: vscode.l10n.t('For a server that signs tokens. The App Certificate is a secret.'),
				},
			],
			selected: state.withCertificate ?? false,
		}),
		(withCertificate) => ({ ...state, withCertificate }),
	);

const askCertificateKey: Step<EnvAnswers> = async (frame, state) => {
	const { appId } = keysOf(state);
	return answerInto(
		await askText(frame, {
			prompt: vscode.l10n.t('Key of the App Certificate'),
			value: state.certificateKey ?? certificateKeyFor(appId),
			validate: (key) => {
				if (key === appId) {
					return vscode.l10n.t('This is the key of the App ID.');
				}
				return isPublicKey(key)
					? vscode.l10n.t('Build tools expose the values of keys with this prefix to everyone.')
					: keyProblem(key);
			},
		}),
		(certificateKey) => ({ ...state, certificateKey }),
	);
};

/** Finds which keys fit the chosen file. */
async function findKeys(
	state: EnvAnswers,
): Promise<{ existingKey: string | undefined; nextEvidence: string | undefined }> {
	if (!state.folder) {
		return { existingKey: undefined, nextEvidence: undefined };
	}
	const path = pathOf(state);
	const { files, nextEvidence } = await readEnvFolder(vscode.Uri.joinPath(state.folder.uri, path, '..'));
	const name = path.slice(path.lastIndexOf('/') + 1);
	const file = files.find((each) => each.name === name);
	return { existingKey: APP_ID_KEYS.find((key) => file?.keys.includes(key)), nextEvidence };
}

function keysText({ appId, certificate }: KeyStyle): string {
	return `${appId} · ${certificate}`;
}

function keyProblem(key: string): string | undefined {
	return isKey(key)
		? undefined
		: vscode.l10n.t('A key can have only letters, digits and _, and cannot begin with a digit.');
}

/** The answers so far. */
interface EnvAnswers {
	readonly project?: Project;
	readonly folder?: vscode.WorkspaceFolder;
	/** A file directly inside the folder; empty to ask for another path. */
	readonly file?: string;
	/** The other path, relative to the folder. */
	readonly otherFile?: string;
	readonly style?: StyleName;
	readonly appIdKey?: string;
	readonly withCertificate?: boolean;
	readonly certificateKey?: string;
}

/** The chosen file, relative to the folder, with `/`. */
function pathOf({ file, otherFile }: EnvAnswers): string {
	return file || (otherFile ?? '');
}

function keysOf({ style, appIdKey, certificateKey }: EnvAnswers): KeyStyle {
	switch (style) {
		case 'custom': {
			const appId = appIdKey ?? PLAIN_KEYS.appId;
			return { appId, certificate: certificateKey ?? certificateKeyFor(appId) };
		}
		case 'next':
			return NEXT_KEYS;
		default:
			return PLAIN_KEYS;
	}
}
