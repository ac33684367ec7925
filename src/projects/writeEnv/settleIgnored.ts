import * as vscode from 'vscode';
import { showWarningMessage } from '../../ui/dialogs';
import { appendLines } from '../env/textChange';
import { changeFile } from './changeFile';
import { type EnvTarget, targetText, targetUri } from './envTarget';
import { ignoreFileFor, isIgnored } from './ignoreCheck';

/**
 * Makes sure that Git ignores a file before an App Certificate goes into it, or that the user wants it there all the
 * same, or asks to leave the certificate out. Undefined when the user left.
 */
export async function settleIgnored(target: EnvTarget): Promise<'certificate' | 'appIdOnly' | undefined> {
	if (await isIgnored(target)) {
		return 'certificate';
	}
	const name = targetText(target);
	const ignoreFile = await ignoreFileFor(target);
	const add = vscode.l10n.t('Add to .gitignore');
	const leaveOut = vscode.l10n.t('App ID Only');
	const anyway = vscode.l10n.t('Write Anyway');
	let chosen = await showWarningMessage(
		vscode.l10n.t('Git might not ignore {0}. Write the App Certificate to it anyway?', name),
		{
			modal: true,
			detail: [linkText(target), ignoreFile ? '' : linkedIgnoreText(), danger()].filter(Boolean).join('\n\n'),
		},
		...(ignoreFile ? [add] : []),
		leaveOut,
		anyway,
	);
	if (chosen === add && ignoreFile) {
		await addToIgnored(ignoreFile);
		if (await isIgnored(target)) {
			return 'certificate';
		}
		chosen = await showWarningMessage(
			vscode.l10n.t('Git still might not ignore {0}. Write the App Certificate to it anyway?', name),
			{
				modal: true,
				detail: `${vscode.l10n.t(
					'It is now in .gitignore. If Git already tracks the file, this has no effect until you run: {0}',
					`git rm --cached -- ${target.path}`,
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

function linkText({ chosen, path }: EnvTarget): string {
	return chosen === path
		? ''
		: vscode.l10n.t(
				'{0} leads to {1} through a symbolic link, and that file would be written.',
				chosen,
				path,
			);
}

function linkedIgnoreText(): string {
	return vscode.l10n.t(
		'The .gitignore is a symbolic link, which Git does not follow, so nothing can be added to it.',
	);
}

function danger(): string {
	return vscode.l10n.t(
		'The App Certificate is a secret: anyone who has it can let anybody into your channels. Once committed, it stays in the history.',
	);
}

/** Git reads the file on disk, so an editor's unsaved changes of it are saved along. */
async function addToIgnored({ file, line }: { file: EnvTarget; line: string }): Promise<void> {
	const outcome = await changeFile(file, (text) =>
		text.split(/\r\n|\n|\r/).includes(line) ? [] : appendLines(text, [line]),
	);
	if (outcome === 'unsaved') {
		await vscode.workspace.save(targetUri(file));
	}
}
