// @ts-check
// VS Code's server and web workbench from the npm package `code-server`: the same workbench and extension host
// as the desktop's, from a registry that closed networks reach too.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { npm } from './npm.mjs';
import { root } from './setup.mjs';

const VERSION = '4.139.1';
const HOUR = 3_600_000;

/** Everything downloaded or made for tests. Git ignores it; deleting it costs a minute. */
export const cache = join(root, '.vscode-test');

/**
 * The folder of a VS Code server that is ready to run. The first call fetches and builds it: about a minute and
 * 600 MB. Its native parts belong to one Node version, hence the name.
 * @returns {Promise<string>}
 */
export async function fetchServer() {
	const folder = join(cache, `code-server-${VERSION}-node${process.versions.node.split('.')[0]}`);
	if (existsSync(folder)) {
		return folder;
	}
	requireCompiler();
	console.info(`Fetching the VS Code server ${VERSION} (once, about a minute)…`);
	await mkdir(cache, { recursive: true });
	await removeAbandoned();
	const work = await mkdtemp(join(cache, 'fetch-'));
	try {
		await unpack(work);
		await build(work);
		await moveInto(work, folder);
	} finally {
		await rm(work, { recursive: true, force: true });
	}
	return folder;
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

/** @param {string} work */
async function unpack(work) {
	await succeed(['pack', `code-server@${VERSION}`, '--pack-destination', work], work);
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
 * `install`, since the package's lock file is out of step; without scripts, since of its native parts only two are
 * needed here: the logger behind every log output channel, and the watchdog that ends orphaned hosts.
 * @param {string} work
 */
async function build(work) {
	await succeed(['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], work);
	await succeed(['rebuild', '@vscode/spdlog', '@vscode/native-watchdog'], work, {
		npm_config_nodedir: nodeHeaders(),
	});
	const { status } = spawnSync(
		process.execPath,
		['-e', 'require("@vscode/spdlog"); require("@vscode/native-watchdog")'],
		{ cwd: work, stdio: ['ignore', 'ignore', 'inherit'] },
	);
	if (status !== 0) {
		throw new Error('VS Code’s native parts were not built; the reason is above.');
	}
}

/** The C headers of the Node that runs us, so that nothing has to be downloaded for the compiler. */
function nodeHeaders() {
	const { platform, arch } = process;
	const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
	const fromNode = createRequire(join(root, 'node_modules', 'node', 'package.json'));
	return dirname(
		fromNode.resolve(`${prefix}-${platform === 'win32' ? 'win' : platform}-${arch}/package.json`),
	);
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
