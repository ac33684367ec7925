import { describe, expect, it } from 'vitest';
import type { Project } from '../../../../src/agora/console/projects';
import { findProject, type SearchedFolder } from '../../../../src/projects/workspace/findProject';

const CLASSROOM = project('class', 'Classroom', 'a'.repeat(32));
const STAGING = project('stage', 'Staging', 'b'.repeat(32));
const NAMELESS = project('nothing', 'Nothing', '');
const PROJECTS = [CLASSROOM, STAGING, NAMELESS];

function project(id: string, name: string, appId: string): Project {
	const rest = { appCertificate: undefined, enabled: true, createdAt: undefined, recordingServer: undefined };
	return { id, name, appId, ...rest };
}

function folder(files: Readonly<Record<string, string>>, prefix = ''): SearchedFolder {
	return { prefix, read: async (path) => files[path] };
}

function found(files: Readonly<Record<string, string>>, projects: readonly Project[] = PROJECTS) {
	return findProject(projects, [folder(files)]);
}

describe('the project a workspace names', () => {
	it.each([
		'AGORA_APP_ID',
		'NEXT_PUBLIC_AGORA_APP_ID',
		'VITE_AGORA_APP_ID',
		'REACT_APP_AGORA_APP_ID',
		'APP_ID',
	])('is found by %s', async (key) => {
		expect(await found({ '.env': `A=1\n${key}="${STAGING.appId}" # it\n` })).toEqual({
			projectId: 'stage',
			file: '.env',
		});
	});

	it.each([
		['another project’s App ID', `AGORA_APP_ID=${'c'.repeat(32)}`],
		['more than the App ID', `AGORA_APP_ID=${STAGING.appId}0`],
		['capital letters', `AGORA_APP_ID=${STAGING.appId.toUpperCase()}`],
		['another key', `MY_APP_ID=${STAGING.appId}`],
		['a comment', `# AGORA_APP_ID=${STAGING.appId}`],
		['nothing, where a project has no App ID', 'AGORA_APP_ID='],
		['a value that a later one overrides', `AGORA_APP_ID=${STAGING.appId}\nAGORA_APP_ID=other`],
	])('is not found by %s', async (_, text) => {
		expect(await found({ '.env': text })).toBeUndefined();
	});

	it('is the project in the env file and under the key that have precedence', async () => {
		const [one, two] = [`AGORA_APP_ID=${CLASSROOM.appId}`, `APP_ID=${STAGING.appId}`];
		expect((await found({ '.env': one, '.env.local': two }))?.file).toBe('.env.local');
		expect((await found({ '.env.local': 'A=1', '.env': two, '.env.production': one }))?.file).toBe('.env');
		expect((await found({ '.env': `${two}\n${one}` }))?.projectId).toBe('class');
		expect((await found({ '.env': `AGORA_APP_ID=unknown\n${two}` }))?.projectId).toBe('stage');
	});

	it('is the project of .agora/project.json first: by the App ID in its env file, otherwise by its name', async () => {
		const files = {
			'.agora/project.json': '{"projectId":"prj_1","projectName":"Classroom","envPath":"./web/.env"}',
			'.env.local': `AGORA_APP_ID=${STAGING.appId}`,
		};
		expect(await found(files)).toEqual({ projectId: 'class', file: '.agora/project.json' });
		const withEnv = { ...files, 'web/.env': `NEXT_PUBLIC_AGORA_APP_ID=${STAGING.appId}` };
		expect(await found(withEnv)).toEqual({ projectId: 'stage', file: '.agora/project.json' });
	});

	it.each([
		['{"projectName":"Nobody"}'],
		['{"projectName":"Twice"}'],
		['{"projectId":"class"}'],
		['{"envPath":"../.env"}'],
		['{"envPath":"/etc/.env"}'],
		['{"envPath":"C:\\\\.env"}'],
		['["Classroom"]'],
		['null'],
		['not JSON'],
		[''],
	])('is not found by a .agora/project.json of %s', async (text) => {
		const twice = [project('t1', 'Twice', '1'.repeat(32)), project('t2', 'Twice', '2'.repeat(32))];
		const env = `AGORA_APP_ID=${STAGING.appId}`;
		const files = { '.agora/project.json': text, '../.env': env, '/etc/.env': env, 'C:/.env': env };
		expect(await found(files, [...PROJECTS, ...twice])).toBeUndefined();
	});

	it('is the project of the first App ID in the settings', async () => {
		const settings = `{
			// ours
			"rest-client.environmentVariables": { "$shared": { "app": ["x", "${STAGING.appId}"] } },
			"other": "${CLASSROOM.appId}",
		}`;
		expect(await found({ '.vscode/settings.json': settings })).toEqual({
			projectId: 'stage',
			file: '.vscode/settings.json',
		});
		expect(await found({ '.vscode/settings.json': `{"a":"${STAGING.appId}x"}` })).toBeUndefined();
	});

	it('is found in the settings of a workspace file, and not in its other values', async () => {
		const at = (text: string) => ({
			folder: folder({ 'all.code-workspace': text }),
			path: 'all.code-workspace',
		});
		const inSettings = at(`{"folders":[],"settings":{"app":"${STAGING.appId}"}}`);
		expect(await findProject(PROJECTS, [], inSettings)).toEqual({
			projectId: 'stage',
			file: 'all.code-workspace',
		});
		const elsewhere = at(`{"folders":[{"path":"${STAGING.appId}"}]}`);
		expect(await findProject(PROJECTS, [], elsewhere)).toBeUndefined();
	});

	it('depends on the kind of file first, then on the order of the folders', async () => {
		const one = folder({ '.env': `AGORA_APP_ID=${CLASSROOM.appId}` }, 'one/');
		const two = folder({ '.env.local': `AGORA_APP_ID=${STAGING.appId}` }, 'two/');
		const three = folder({ '.agora/project.json': '{"projectName":"Staging"}' }, 'three/');
		expect((await findProject(PROJECTS, [one, two]))?.file).toBe('one/.env');
		expect((await findProject(PROJECTS, [two, one]))?.file).toBe('two/.env.local');
		expect((await findProject(PROJECTS, [one, two, three]))?.file).toBe('three/.agora/project.json');
	});
});
