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

/** Files that are offered where they are not there yet. */
const USUAL_FILES: readonly string[] = ['.env', '.env.local'];

export const askFile: Step<EnvAnswers> = async (frame, state) => {
	const folder = state.folder ? await readEnvFolder(state.folder.uri) : { files: [], nextSign: undefined };
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

export const askOtherFile: Step<EnvAnswers> = async (frame, state) =>
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

/** The file that holds an App ID already, else any that is there, else what the framework reads. */
function usualFile({ files, nextSign }: EnvFolder): string {
	const holding = files.find(({ keys }) => keys.some((key) => APP_ID_KEYS.includes(key)));
	return (holding ?? files[0])?.name ?? (nextSign === undefined ? '.env' : '.env.local');
}

function foundKeysText({ keys }: EnvFile): string {
	return keys.length === 0
		? vscode.l10n.t('holds no credentials')
		: vscode.l10n.t('holds {0}', keys.join(', '));
}

export const askStyle: Step<EnvAnswers> = async (frame, state) => {
	const { heldKey, nextSign } = await surroundings(state);
	const detected = nextSign === undefined ? '' : vscode.l10n.t('Next.js detected from {0}', nextSign);
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
			selected: state.style ?? proposedStyle(heldKey, nextSign !== undefined),
		}),
		(style) => ({ ...state, style, ...(heldKey !== undefined && { appIdKey: state.appIdKey ?? heldKey }) }),
	);
};

export const askAppIdKey: Step<EnvAnswers> = async (frame, state) =>
	answerInto(
		await askText(frame, {
			prompt: vscode.l10n.t('Key of the App ID'),
			placeholder: 'VITE_AGORA_APP_ID',
			value: state.appIdKey ?? PLAIN_KEYS.appId,
			validate: keyProblem,
		}),
		(appIdKey) => ({ ...state, appIdKey }),
	);

export const askWhat: Step<EnvAnswers> = async (frame, state) =>
	answerInto(
		await askPick(frame, {
			placeholder: vscode.l10n.t('Which credentials?'),
			items: [
				{
					value: false,
					label: vscode.l10n.t('App ID Only'),
					detail: vscode.l10n.t('All that a program needs if it gets its tokens from elsewhere.'),
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

export const askCertificateKey: Step<EnvAnswers> = async (frame, state) => {
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

/** What the folder of the chosen file tells about the keys to use. */
async function surroundings(
	state: EnvAnswers,
): Promise<{ heldKey: string | undefined; nextSign: string | undefined }> {
	if (!state.folder) {
		return { heldKey: undefined, nextSign: undefined };
	}
	const path = pathOf(state);
	const { files, nextSign } = await readEnvFolder(vscode.Uri.joinPath(state.folder.uri, path, '..'));
	const name = path.slice(path.lastIndexOf('/') + 1);
	const file = files.find((each) => each.name === name);
	return { heldKey: APP_ID_KEYS.find((key) => file?.keys.includes(key)), nextSign };
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
export interface EnvAnswers {
	readonly project?: Project;
	readonly folder?: vscode.WorkspaceFolder;
	/** A file directly inside the folder; empty where another one is to be named. */
	readonly file?: string;
	/** The other file, from the folder, as typed. */
	readonly otherFile?: string;
	readonly style?: StyleName;
	readonly appIdKey?: string;
	readonly withCertificate?: boolean;
	readonly certificateKey?: string;
}

/** The file chosen or named, from the folder, with `/`. */
export function pathOf({ file, otherFile }: EnvAnswers): string {
	return file || (otherFile ?? '');
}

export function keysOf({ style, appIdKey, certificateKey }: EnvAnswers): KeyStyle {
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
