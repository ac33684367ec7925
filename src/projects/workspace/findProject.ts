import { parse } from 'jsonc-parser';
import type { Project } from '../../agora/console/projects';
import { APP_ID_KEYS } from '../env/envKeys';
import { envValue, readEnv } from '../env/envText';

/** A project that a file of the workspace names. */
export interface FoundProject {
	readonly projectId: string;
	/** The label of the file: `.env.local`, or `web/.env.local` where there are several folders. */
	readonly file: string;
}

/** A folder whose files are searched. */
export interface SearchedFolder {
	/** Prepended to the path of a file in its label. */
	readonly prefix: string;
	/** Reads a file by its path inside the folder, with `/`; undefined where it cannot be read. */
	read(path: string): Promise<string | undefined>;
}

/** The env files in the order of precedence of Next.js and Vite. */
const ENV_FILES: readonly string[] = [
	'.env.development.local',
	'.env.local',
	'.env.development',
	'.env',
	'.env.production.local',
	'.env.production',
];

/**
 * Finds the project that a workspace names: in `.agora/project.json`, otherwise by an App ID in an env file, otherwise by an App ID that
 * is a value in the settings of the workspace. For each of these, the first folder has precedence; within it the order of the files; in an
 * env file the order of `APP_ID_KEYS`; in settings the order of the text. Values that are not the App ID of a project of the account are
 * ignored.
 *
 * @param workspaceFile the path of the `.code-workspace` file in its folder, for its settings.
 */
export async function findProject(
	projects: readonly Project[],
	folders: readonly SearchedFolder[],
	workspaceFile?: { readonly folder: SearchedFolder; readonly path: string },
): Promise<FoundProject | undefined> {
	const idsByAppId = new Map(
		projects.filter(({ appId }) => appId !== '').map(({ appId, id }) => [appId, id]),
	);
	for (const folder of folders) {
		const projectId = await inProjectFile(folder, idsByAppId, projects);
		if (projectId !== undefined) {
			return { projectId, file: `${folder.prefix}${PROJECT_FILE}` };
		}
	}
	for (const folder of folders) {
		const texts = await Promise.all(ENV_FILES.map((file) => folder.read(file)));
		for (const [index, file] of ENV_FILES.entries()) {
			const projectId = inEnvText(texts[index], idsByAppId);
			if (projectId !== undefined) {
				return { projectId, file: folder.prefix + file };
			}
		}
	}
	for (const folder of folders) {
		const projectId = inValues(parse((await folder.read(SETTINGS_FILE)) ?? ''), idsByAppId);
		if (projectId !== undefined) {
			return { projectId, file: `${folder.prefix}${SETTINGS_FILE}` };
		}
	}
	return await inWorkspaceFile(workspaceFile, idsByAppId);
}

/** Written by the official CLI (docs/agora-api.md, The official CLI). */
const PROJECT_FILE = '.agora/project.json';
const SETTINGS_FILE = '.vscode/settings.json';

/** The IDs of the account's projects by App ID. */
type ProjectIds = ReadonlyMap<string, string>;

/** The IDs in the file are not those of the REST API. Uses the App ID in its env file, otherwise a unique project name. */
async function inProjectFile(
	folder: SearchedFolder,
	idsByAppId: ProjectIds,
	projects: readonly Project[],
): Promise<string | undefined> {
	const text = await folder.read(PROJECT_FILE);
	const content: unknown = text === undefined ? undefined : parse(text);
	if (!isObject(content)) {
		return undefined;
	}
	const envPath = typeof content.envPath === 'string' ? insideFolder(content.envPath) : undefined;
	const envText = envPath === undefined ? undefined : await folder.read(envPath);
	const named = projects.filter(({ name }) => name === content.projectName);
	return inEnvText(envText, idsByAppId) ?? (named.length === 1 ? named[0]?.id : undefined);
}

function inEnvText(text: string | undefined, idsByAppId: ProjectIds): string | undefined {
	const entries = text === undefined ? [] : readEnv(text);
	for (const key of APP_ID_KEYS) {
		const projectId = idsByAppId.get(envValue(entries, key) ?? '');
		if (projectId !== undefined) {
			return projectId;
		}
	}
	return undefined;
}

async function inWorkspaceFile(
	workspaceFile: { readonly folder: SearchedFolder; readonly path: string } | undefined,
	idsByAppId: ProjectIds,
): Promise<FoundProject | undefined> {
	const text = await workspaceFile?.folder.read(workspaceFile.path);
	const content: unknown = parse(text ?? '');
	const projectId = isObject(content) ? inValues(content.settings, idsByAppId) : undefined;
	return workspaceFile && projectId !== undefined ? { projectId, file: workspaceFile.path } : undefined;
}

/** The project whose App ID is the first in a JSON value, at any depth. */
function inValues(value: unknown, idsByAppId: ProjectIds): string | undefined {
	if (typeof value === 'string') {
		return idsByAppId.get(value);
	}
	for (const part of typeof value === 'object' && value !== null ? Object.values(value) : []) {
		const projectId = inValues(part, idsByAppId);
		if (projectId !== undefined) {
			return projectId;
		}
	}
	return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Normalizes a path relative to a folder: with `/` and without `.` and `..`. Undefined where it is absolute, is the folder itself or is
 * outside of it.
 */
export function insideFolder(path: string): string | undefined {
	if (/^(?:[\\/]|[A-Za-z]:)/.test(path) || path.includes('\0')) {
		return undefined;
	}
	const parts: string[] = [];
	for (const part of path.split(/[\\/]/)) {
		if (part === '..' && parts.pop() === undefined) {
			return undefined;
		}
		if (part !== '..' && part !== '.' && part !== '') {
			parts.push(part);
		}
	}
	return parts.length === 0 ? undefined : parts.join('/');
}
