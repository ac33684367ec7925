// @ts-check
// VS Code's server and web workbench from the npm package `code-server`: the same workbench and extension host
// as the desktop's, from a registry that closed networks reach too.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { npm } from './processes.mjs';
import { serverNode } from './serverNode.mjs';
import { root } from './setup.mjs';
import { chosenVersion } from './versions.mjs';

/** @typedef {import('./versions.mjs').Version} Version */

const HOUR = 3_600_000;

/** Everything downloaded or made for tests. Git ignores it; deleting it costs a minute. */
export const cache = join(root, '.vscode-test');

/**
 * A VS Code server that is ready to run, and the Node to run it on.
 * @typedef {{ folder: string, node: string }} FetchedServer
 */

/** @type {Promise<FetchedServer> | undefined} */
let underWay;

/**
 * The VS Code server of the version that the tests are for. The first call fetches and builds it: about a minute and
 * 600 MB. A call in the meantime waits for the same.
 * @returns {Promise<FetchedServer>}
 */
export function fetchServer() {
	underWay ??= fetchOnce().finally(() => {
		underWay = undefined;
	});
	return underWay;
}

/**
 * The server's native parts belong to one Node version, hence the folder's name.
 * @returns {Promise<FetchedServer>}
 */
async function fetchOnce() {
	const version = chosenVersion();
	const node = await serverNode(version.node, cache);
	const major = version.node ?? process.versions.node.split('.')[0];
	const folder = join(cache, `code-server-${version.codeServer}-node${major}`);
	if (!existsSync(folder)) {
		requireCompiler();
		console.info(`Fetching VS Code ${version.vscode} (once, about a minute)…`);
		await mkdir(cache, { recursive: true });
		await removeAbandoned();
		const work = await mkdtemp(join(cache, 'fetch-'));
		try {
			await unpack(version, work);
			await build(version, node, work);
			await moveInto(work, folder);
		} finally {
			await rm(work, { recursive: true, force: true });
		}
	}
	return { folder, node: node.executable };
}

function requireCompiler() {
	const suffix = process.platform === 'win32' ? '.exe' : '';
	const folders = (process.env.PATH ?? '').split(delimiter);
	const missing = [['python3'], ['make'], ['g++', 'c++', 'clang++']].filter(
		(names) => !names.some((name) => folders.some((folder) => existsSync(join(folder, name + suffix)))),
	);
	if (missing.length > 0) {
		const names = missing.map(([name]) => name).join(', ');
		throw new Error(
			`Missing to build VS Code's native parts: ${names}. On Debian: apt-get install python3 make g++.`,
		);
	}
}

/** An interrupted fetch leaves its folder behind; one that is still at work is younger than an hour. */
async function removeAbandoned() {
	for (const name of await readdir(cache)) {
		const folder = join(cache, name);
		if (name.startsWith('fetch-') && Date.now() - (await stat(folder)).mtimeMs > HOUR) {
			await rm(folder, { recursive: true, force: true });
		}
	}
}

/**
 * @param {Version} version
 * @param {string} work
 */
async function unpack({ codeServer }, work) {
	await succeed(['pack', `code-server@${codeServer}`, '--pack-destination', work], work);
	const archive = (await readdir(work)).find((name) => name.endsWith('.tgz'));
	const tar = spawnSync('tar', ['-xzf', String(archive), '--strip-components=3', 'package/lib/vscode'], {
		cwd: work,
		encoding: 'utf8',
	});
	if (tar.status !== 0) {
		throw new Error(`The VS Code server could not be unpacked: ${tar.error?.message ?? tar.stderr}`);
	}
	await rm(join(work, String(archive)));
}

/**
 * `install`, since the package's lock file is out of step; without scripts, since few of its native parts are needed
 * here: the logger behind every log output channel, and the watchdog that ends orphaned hosts.
 * @param {Version} version
 * @param {import('./serverNode.mjs').NodeRuntime} node
 * @param {string} work
 */
async function build({ replaced, native }, node, work) {
	await replaceDependencies(replaced, work);
	await succeed(['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], work);
	await succeed(['rebuild', ...native], work, {
		npm_config_nodedir: await node.headers(),
		PATH: `${dirname(node.executable)}${delimiter}${process.env.PATH}`,
	});
	const load = native.map((name) => `require(${JSON.stringify(name)})`).join('; ');
	const { status } = spawnSync(node.executable, ['-e', load], {
		cwd: work,
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	if (status !== 0) {
		throw new Error('VS Code’s native parts were not built; the reason is above.');
	}
}

/**
 * @param {Readonly<Record<string, string>>} replaced
 * @param {string} work
 */
async function replaceDependencies(replaced, work) {
	if (Object.keys(replaced).length > 0) {
		const file = join(work, 'package.json');
		const manifest = JSON.parse(await readFile(file, 'utf8'));
		Object.assign(manifest.dependencies, replaced);
		await writeFile(file, JSON.stringify(manifest));
		await rm(join(work, 'npm-shrinkwrap.json'), { force: true });
	}
}

/**
 * @param {string[]} args
 * @param {string} cwd
 * @param {NodeJS.ProcessEnv} [env]
 */
async function succeed(args, cwd, env = {}) {
	if ((await npm(args, { cwd, env, quiet: true })) !== 0) {
		throw new Error(`npm ${args[0]} failed while the VS Code server was fetched; its own words are above.`);
	}
}

/**
 * One step, so that a half-made folder is never taken for a finished one.
 * @param {string} work
 * @param {string} folder
 */
async function moveInto(work, folder) {
	try {
		await rename(work, folder);
	} catch (error) {
		// Another process was faster.
		if (!existsSync(folder)) {
			throw error;
		}
	}
}
