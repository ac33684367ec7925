import { parse } from 'jsonc-parser';
import type { Project } from '../../agora/console/projects';
import { APP_ID_KEYS } from '../env/envKeys';
import { envValue, readEnv } from '../env/envText';

/** A project that a file of the workspace names. */
export interface FoundProject {
	readonly projectId: string;
	/** The file as it is called on screen: `.env.local`, or `web/.env.local` where there are several folders. */
	readonly file: string;
}

/** A folder of the workspace, or whatever else holds files to look at. */
export interface SearchedFolder {
	/** What goes before the path of a file on screen. */
	readonly prefix: string;
	/** The text of a file by its path inside the folder, with `/`; undefined where it cannot be had. */
	read(path: string): Promise<string | undefined>;
}

/** The env files that are looked at, the one that overrides the others first, as Next.js and Vite have it. */
const ENV_FILES: readonly string[] = [
	'.env.development.local',
	'.env.local',
	'.env.development',
	'.env',
	'.env.production.local',
	'.env.production',
];

/**
 * The project that a workspace names: by `.agora/project.json`, else by an App ID in an env file, else by an App ID
 * that is a value anywhere in the workspace's settings. Within a kind the folder listed first decides, in it the
 * order of the files, in an env file the order of `APP_ID_KEYS`, in settings the order of the text. Only what
 * equals the App ID of a known project counts; anything else is passed over as if it were not there.
 *
 * @param workspaceFile The path of the `.code-workspace` file in its folder, for the settings in it.
 */
export async function findProject(
	projects: readonly Project[],
	folders: readonly SearchedFolder[],
	workspaceFile?: { readonly folder: SearchedFolder; readonly path: string },
): Promise<FoundProject | undefined> {
	const known = new Map(projects.filter(({ appId }) => appId !== '').map(({ appId, id }) => [appId, id]));
	for (const folder of folders) {
		const projectId = await inProjectFile(folder, known, projects);
		if (projectId !== undefined) {
			return { projectId, file: `${folder.prefix}${PROJECT_FILE}` };
		}
	}
	for (const folder of folders) {
		const texts = await Promise.all(ENV_FILES.map((file) => folder.read(file)));
		for (const [index, file] of ENV_FILES.entries()) {
			const projectId = inEnvText(texts[index], known);
			if (projectId !== undefined) {
				return { projectId, file: folder.prefix + file };
			}
		}
	}
	for (const folder of folders) {
		const projectId = inValues(parse((await folder.read(SETTINGS_FILE)) ?? ''), known);
		if (projectId !== undefined) {
			return { projectId, file: `${folder.prefix}${SETTINGS_FILE}` };
		}
	}
	return await inWorkspaceFile(workspaceFile, known);
}

/** Written by the official CLI (docs/agora-api.md, The official CLI). */
const PROJECT_FILE = '.agora/project.json';
const SETTINGS_FILE = '.vscode/settings.json';

/** App IDs of the known projects, and the ids of these. */
type KnownAppIds = ReadonlyMap<string, string>;

/** Its own ids are not those of the REST API: the App ID of its env file decides, else a name only one project has. */
async function inProjectFile(
	folder: SearchedFolder,
	known: KnownAppIds,
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
	return inEnvText(envText, known) ?? (named.length === 1 ? named[0]?.id : undefined);
}

function inEnvText(text: string | undefined, known: KnownAppIds): string | undefined {
	const entries = text === undefined ? [] : readEnv(text);
	for (const key of APP_ID_KEYS) {
		const projectId = known.get(envValue(entries, key) ?? '');
		if (projectId !== undefined) {
			return projectId;
		}
	}
	return undefined;
}

async function inWorkspaceFile(
	workspaceFile: { readonly folder: SearchedFolder; readonly path: string } | undefined,
	known: KnownAppIds,
): Promise<FoundProject | undefined> {
	const text = await workspaceFile?.folder.read(workspaceFile.path);
	const content: unknown = parse(text ?? '');
	const projectId = isObject(content) ? inValues(content.settings, known) : undefined;
	return workspaceFile && projectId !== undefined ? { projectId, file: workspaceFile.path } : undefined;
}

/** The project whose App ID is the first among the strings of a JSON value, at any depth. */
function inValues(value: unknown, known: KnownAppIds): string | undefined {
	if (typeof value === 'string') {
		return known.get(value);
	}
	for (const part of typeof value === 'object' && value !== null ? Object.values(value) : []) {
		const projectId = inValues(part, known);
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
 * A path relative to a folder in its plain form, with `/` and without `.` and `..`; undefined where it is absolute, names
 * the folder itself or leads out of it.
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
