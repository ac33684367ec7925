import * as vscode from 'vscode';
import { APP_ID_KEYS, CERTIFICATE_KEYS, isSecretEnvFile } from './envKeys';
import { readEnv } from './envText';

/** An env file of a folder. */
export interface EnvFile {
	readonly name: string;
	/** The keys for credentials that it holds, in its order. */
	readonly keys: readonly string[];
}

/** What a folder tells about where and how its program reads its settings. */
export interface EnvFolder {
	readonly files: readonly EnvFile[];
	/** What shows that Next.js is used; undefined where nothing does. */
	readonly nextSign: string | undefined;
}

const CREDENTIAL_KEYS = new Set([...APP_ID_KEYS, ...CERTIFICATE_KEYS]);

/** The env files directly inside a folder, by name, and whether Next.js is used there. Nothing for a missing folder. */
export async function readEnvFolder(folder: vscode.Uri): Promise<EnvFolder> {
	const names = await fileNames(folder);
	// An .envrc is a shell script.
	const envNames = names.filter((name) => isSecretEnvFile(name) && !/^\.envrc$/i.test(name)).sort();
	const files = await Promise.all(
		envNames.map(async (name) => ({ name, keys: await credentialKeys(vscode.Uri.joinPath(folder, name)) })),
	);
	return { files, nextSign: await nextSign(folder, names) };
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
	const keys = readEnv(await textNow(file)).map(({ key }) => key);
	return [...new Set(keys)].filter((key) => CREDENTIAL_KEYS.has(key));
}

async function nextSign(folder: vscode.Uri, names: readonly string[]): Promise<string | undefined> {
	const config = names.find((name) => /^next\.config\.[cm]?[jt]s$/.test(name));
	if (config !== undefined || !names.includes('package.json')) {
		return config;
	}
	const text = await textNow(vscode.Uri.joinPath(folder, 'package.json'));
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

/** With unsaved changes, where an editor holds some; empty for what cannot be read. */
async function textNow(file: vscode.Uri): Promise<string> {
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
