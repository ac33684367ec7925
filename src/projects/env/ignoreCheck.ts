import * as vscode from 'vscode';
import { showWarningMessage } from '../../ui/dialogs';
import { changeFile, type EnvTarget, isLinkAt, resolveTarget, targetText, targetUri } from './envTarget';
import { appendLines } from './envText';
import { type IgnoreFile, ignoreLine, isCertainlyIgnored, mayBeTracked } from './gitignore';

/** The part of the API of VS Code's Git extension that is used here. */
interface GitExtension {
	readonly enabled: boolean;
	getAPI(version: 1): {
		getRepository(uri: vscode.Uri): {
			/** Missing in older supported versions of VS Code. Does not return tracked files. */
			checkIgnore?(paths: string[]): Promise<Set<string>>;
		} | null;
	};
}

/** The maximum depth of folders to search. */
const DEPTH_LIMIT = 50;

/**
 * Whether Git certainly ignores a file, after symbolic links. Uses the Git extension of VS Code where it has opened the repository,
 * otherwise the `.gitignore` files and the index. Outside of a repository, uses the `.gitignore` of the workspace folder, which may become
 * a repository later.
 */
async function isIgnored(target: EnvTarget): Promise<boolean> {
	const { folder, path } = realLocation(target);
	return (
		(await askGit(vscode.Uri.joinPath(folder, path))) ??
		(await askGit(targetUri(target))) ??
		(await readRules(folder, path))
	);
}

/** The folder without symbolic links, since Git searches for its repository there. */
function realLocation({ folder, path, disk }: EnvTarget): { folder: vscode.Uri; path: string } {
	return { folder: disk ? vscode.Uri.file(disk.folder) : folder, path };
}

async function askGit(file: vscode.Uri): Promise<boolean | undefined> {
	try {
		const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
		const git = await extension?.activate();
		const repository = git?.enabled ? git.getAPI(1).getRepository(file) : undefined;
		const ignored = await repository?.checkIgnore?.([file.fsPath]);
		return ignored && ignored.size > 0;
	} catch {
		return undefined;
	}
}

/**
 * The `.gitignore` for the line of a file: that of the workspace folder, or of a repository inside it that contains the file. Undefined
 * where it is a symbolic link, which Git does not follow.
 */
async function ignoreFileFor(
	target: EnvTarget,
): Promise<{ readonly file: EnvTarget; readonly line: string } | undefined> {
	const { folder, path } = realLocation(target);
	const repository = await findRepository(vscode.Uri.joinPath(folder, path, '..'));
	const root = repository && repository.path.length > folder.path.length ? pathFrom(folder, repository) : '';
	const chosen = root === '' ? '.gitignore' : `${root}/.gitignore`;
	if (await isLinkAt(vscode.Uri.joinPath(folder, chosen))) {
		return undefined;
	}
	const file = await resolveTarget(target.folder, chosen);
	return { file, line: ignoreLine(root === '' ? path : path.slice(root.length + 1)) };
}

/** The path of a file relative to a folder above it, with `/`. */
function pathFrom(folder: vscode.Uri, file: vscode.Uri): string {
	return file.path.slice(folder.path.replace(/\/$/, '').length + 1);
}

async function readRules(folder: vscode.Uri, path: string): Promise<boolean> {
	const file = vscode.Uri.joinPath(folder, path);
	const repository = await findRepository(vscode.Uri.joinPath(file, '..'));
	const root = repository ?? folder;
	const fromRoot = pathFrom(root, file);
	const ignored = isCertainlyIgnored(fromRoot, await ignoreFiles(root, fromRoot));
	return ignored && !(repository && (await mayBeTrackedIn(repository, fromRoot)));
}

/** The closest folder with `.git`. */
async function findRepository(folder: vscode.Uri): Promise<vscode.Uri | undefined> {
	let at = folder;
	for (let depth = 0; depth < DEPTH_LIMIT; depth += 1) {
		if ((await typeOf(vscode.Uri.joinPath(at, '.git'))) !== undefined) {
			return at;
		}
		const above = vscode.Uri.joinPath(at, '..');
		if (above.path === at.path) {
			return undefined;
		}
		at = above;
	}
	return undefined;
}

async function ignoreFiles(root: vscode.Uri, path: string): Promise<IgnoreFile[]> {
	const parts = path.split('/').slice(0, -1);
	const folders = ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
	return await Promise.all(
		folders.map(async (folder) => {
			const file = vscode.Uri.joinPath(root, folder, '.gitignore');
			// Git does not follow a symbolic link here.
			const bytes = (await isLinkAt(file)) ? undefined : await read(file);
			return { folder, text: new TextDecoder().decode(bytes) };
		}),
	);
}

/** The index of a `.git` that is a file is elsewhere, so that any existing file may be tracked. */
async function mayBeTrackedIn(repository: vscode.Uri, path: string): Promise<boolean> {
	const git = vscode.Uri.joinPath(repository, '.git');
	if ((await typeOf(git)) === vscode.FileType.Directory) {
		const index = await read(vscode.Uri.joinPath(git, 'index'));
		return index !== undefined && mayBeTracked(index, path);
	}
	return (await typeOf(vscode.Uri.joinPath(repository, path))) !== undefined;
}

async function typeOf(uri: vscode.Uri): Promise<vscode.FileType | undefined> {
	try {
		return (await vscode.workspace.fs.stat(uri)).type;
	} catch {
		return undefined;
	}
}

async function read(uri: vscode.Uri): Promise<Uint8Array | undefined> {
	try {
		return await vscode.workspace.fs.readFile(uri);
	} catch {
		return undefined;
	}
}

/**
 * Checks that Git ignores a file before an App Certificate is written to it. Otherwise the user adds it to `.gitignore`, writes anyway or
 * leaves out the certificate. Undefined when the user cancels.
 */
export async function ensureIgnored(target: EnvTarget): Promise<'certificate' | 'appIdOnly' | undefined> {
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
			detail: [linkText(target), ignoreFile ? '' : linkedIgnoreText(), riskText()]
				.filter(Boolean)
				.join('\n\n'),
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
				)}\n\n${riskText()}`,
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
		: vscode.l10n.t('{0} points to {1} through a symbolic link. That file would be written.', chosen, path);
}

function linkedIgnoreText(): string {
	return vscode.l10n.t(
		'The .gitignore is a symbolic link, which Git does not follow, so nothing can be added to it.',
	);
}

function riskText(): string {
	return vscode.l10n.t(
		'The App Certificate is a secret: anyone who has it can let anybody into your channels. Once committed, it stays in the history.',
	);
}

/** Saves the file, since Git does not see unsaved changes. */
async function addToIgnored({ file, line }: { file: EnvTarget; line: string }): Promise<void> {
	const outcome = await changeFile(file, (text) =>
		text.split(/\r\n|\n|\r/).includes(line) ? [] : appendLines(text, [line]),
	);
	if (outcome === 'unsaved') {
		await vscode.workspace.save(targetUri(file));
	}
}
