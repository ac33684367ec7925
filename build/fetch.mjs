// @ts-check
// Fetches VS Code's server and web workbench from the npm package `code-server`. They have the same workbench and extension host as the
// desktop, and closed networks often have an npm registry.
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

/** Everything that is downloaded or created for tests. Git ignores it; it can be deleted at any time. */
export const cache = join(root, '.vscode-test');

/**
 * The folder of a VS Code server, and the Node executable to run it with.
 * @typedef {{ folder: string, node: string }} FetchedServer
 */

/** @type {Promise<FetchedServer> | undefined} */
let fetching;

/**
 * The VS Code server in the version under test. The first call fetches and builds it, which takes about a minute and
 * 600 MB. Calls made meanwhile share that fetch.
 * @returns {Promise<FetchedServer>}
 */
export function fetchServer() {
	fetching ??= fetchOnce().finally(() => {
		fetching = undefined;
	});
	return fetching;
}

/**
 * The folder's name contains the Node version because the native parts work with one version only.
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
		await removeStaleFolders();
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
			`Building the native parts of VS Code needs ${names}. On Debian: apt-get install python3 make g++.`,
		);
	}
}

/** Removes the folders of interrupted fetches. A fetch that is still running is younger than an hour. */
async function removeStaleFolders() {
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
	await runNpm(['pack', `code-server@${codeServer}`, '--pack-destination', work], work);
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
 * Uses `npm install` because the lock file of the package is outdated. Scripts are off because only a few native parts are
 * needed: the logger of log output channels, and the watchdog that ends orphaned extension hosts.
 * @param {Version} version
 * @param {import('./serverNode.mjs').NodeRuntime} node
 * @param {string} work
 */
async function build({ replaced, native }, node, work) {
	await replaceDependencies(replaced, work);
	await runNpm(['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], work);
	await runNpm(['rebuild', ...native], work, {
		npm_config_nodedir: await node.headers(),
		PATH: `${dirname(node.executable)}${delimiter}${process.env.PATH}`,
	});
	const load = native.map((name) => `require(${JSON.stringify(name)})`).join('; ');
	const { status } = spawnSync(node.executable, ['-e', load], {
		cwd: work,
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	if (status !== 0) {
		throw new Error('The native parts of VS Code were not built; see the output above.');
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
async function runNpm(args, cwd, env = {}) {
	if ((await npm(args, { cwd, env, quiet: true })) !== 0) {
		throw new Error(`npm ${args[0]} failed while fetching the VS Code server; see its output above.`);
	}
}

/**
 * Renames the folder, so that no other process ever sees an incomplete one.
 * @param {string} work
 * @param {string} folder
 */
async function moveInto(work, folder) {
	try {
		await rename(work, folder);
	} catch (error) {
		// Another process has fetched it meanwhile.
		if (!existsSync(folder)) {
			throw error;
		}
	}
}
