import * as vscode from 'vscode';
import { answerInto, askPick, askText, type Step } from '../../ui/steps';
import { APP_ID_KEYS } from '../env/envKeys';
import { checkEnvPath } from '../env/envPath';
import type { EnvAnswers } from './envAnswers';
import { type EnvFile, type EnvFolder, readEnvFolder } from './envFiles';

/** Files that are offered where they are not there yet. */
const USUAL_FILES: readonly string[] = ['.env', '.env.local'];

export const askFile: Step<EnvAnswers> = async (frame, state) => {
	const folder = state.folder ? await readEnvFolder(state.folder.uri) : { files: [], nextSign: undefined };
	const there = folder.files.map(({ name }) => name);
	return answerInto(
		await askPick(frame, {
			placeholder: vscode.l10n.t('Write to which file?'),
			items: [
				...folder.files.map((file) => ({ value: file.name, label: file.name, description: keysText(file) })),
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

function keysText({ keys }: EnvFile): string {
	return keys.length === 0
		? vscode.l10n.t('holds no credentials')
		: vscode.l10n.t('holds {0}', keys.join(', '));
}
