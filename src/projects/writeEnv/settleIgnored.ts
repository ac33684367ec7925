import * as vscode from 'vscode';
import { showWarningMessage } from '../../ui/dialogs';
import { ignoreLine } from '../env/gitignore';
import { appendLines } from '../env/textChange';
import { changeFile } from './changeFile';
import { ignoringFolder, isIgnored, pathFrom } from './ignoreCheck';

/**
 * Makes sure that Git ignores a file before an App Certificate goes into it, or that the user wants it there all the
 * same, or asks to leave the certificate out. Undefined when the user left.
 */
export async function settleIgnored(
	folder: vscode.Uri,
	path: string,
): Promise<'certificate' | 'appIdOnly' | undefined> {
	if (await isIgnored(folder, path)) {
		return 'certificate';
	}
	const add = vscode.l10n.t('Add to .gitignore');
	const leaveOut = vscode.l10n.t('App ID Only');
	const anyway = vscode.l10n.t('Write Anyway');
	let chosen = await showWarningMessage(
		vscode.l10n.t('Git might not ignore {0}. Write the App Certificate to it anyway?', path),
		{ modal: true, detail: danger() },
		add,
		leaveOut,
		anyway,
	);
	if (chosen === add) {
		await addToIgnored(folder, path);
		if (await isIgnored(folder, path)) {
			return 'certificate';
		}
		chosen = await showWarningMessage(
			vscode.l10n.t('Git still might not ignore {0}. Write the App Certificate to it anyway?', path),
			{
				modal: true,
				detail: `${vscode.l10n.t(
					'It is now in .gitignore. If Git already tracks the file, this has no effect until you run: {0}',
					`git rm --cached -- ${path}`,
				)}\n\n${danger()}`,
			},
			leaveOut,
			anyway,
		);
	}
	if (chosen === anyway) {
		return 'certificate';
	}
	return chosen === leaveOut ? 'appIdOnly' : undefined;
}

function danger(): string {
	return vscode.l10n.t(
		'The App Certificate is a secret: anyone who has it can let anybody into your channels. Once committed, it stays in the history.',
	);
}

/** Git reads the file on disk, so an editor's unsaved changes of it are saved along. */
async function addToIgnored(folder: vscode.Uri, path: string): Promise<void> {
	const root = await ignoringFolder(folder, path);
	const uri = vscode.Uri.joinPath(root, '.gitignore');
	const line = ignoreLine(pathFrom(root, vscode.Uri.joinPath(folder, path)));
	const outcome = await changeFile(uri, (text) =>
		text.split(/\r\n|\n|\r/).includes(line) ? [] : appendLines(text, [line]),
	);
	if (outcome === 'unsaved') {
		await vscode.workspace.save(uri);
	}
}
