import * as vscode from 'vscode';
import { APP_ID_KEYS, CERTIFICATE_KEYS, isSecretEnvFile } from './envKeys';
import { readEnv } from './envText';

/** An env file of a folder. */
export interface EnvFile {
	readonly name: string;
	/** Its keys of credentials, in the order of the file. */
	readonly keys: readonly string[];
}

/** The env files of a folder, and whether its program uses Next.js. */
export interface EnvFolder {
	readonly files: readonly EnvFile[];
	/** The file that shows the use of Next.js; undefined where there is none. */
	readonly nextEvidence: string | undefined;
}

const CREDENTIAL_KEYS = new Set([...APP_ID_KEYS, ...CERTIFICATE_KEYS]);

/** Reads the env files directly inside a folder, by name. A missing folder has none. */
export async function readEnvFolder(folder: vscode.Uri): Promise<EnvFolder> {
	const names = await fileNames(folder);
	// An .envrc is a shell script.
	const envNames = names.filter((name) => isSecretEnvFile(name) && !/^\.envrc$/i.test(name)).sort();
	const files = await Promise.all(
		envNames.map(async (name) => ({ name, keys: await credentialKeys(vscode.Uri.joinPath(folder, name)) })),
	);
	return { files, nextEvidence: await findNextEvidence(folder, names) };
}

async function fileNames(folder: vscode.Uri): Promise<string[]> {
	try {
		const entries = await vscode.workspace.fs.readDirectory(folder);
		return entries.filter(([, type]) => (type & vscode.FileType.File) !== 0).map(([name]) => name);
	} catch {
		return [];
	}
}

async function credentialKeys(file: vscode.Uri): Promise<string[]> {
	const keys = readEnv(await currentText(file)).map(({ key }) => key);
	return [...new Set(keys)].filter((key) => CREDENTIAL_KEYS.has(key));
}

async function findNextEvidence(folder: vscode.Uri, names: readonly string[]): Promise<string | undefined> {
	const config = names.find((name) => /^next\.config\.[cm]?[jt]s$/.test(name));
	if (config !== undefined || !names.includes('package.json')) {
		return config;
	}
	const text = await currentText(vscode.Uri.joinPath(folder, 'package.json'));
	return dependsOnNext(text) ? 'package.json' : undefined;
}

function dependsOnNext(text: string): boolean {
	try {
		const { dependencies, devDependencies } = JSON.parse(text) ?? {};
		return 'next' in { ...dependencies, ...devDependencies };
	} catch {
		return false;
	}
}

/** Includes unsaved changes of an open editor. Empty for a file that cannot be read. */
async function currentText(file: vscode.Uri): Promise<string> {
	const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
	if (open) {
		return open.getText();
	}
	try {
		return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
	} catch {
		return '';
	}
}
