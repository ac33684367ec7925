// @ts-check
// Every entry point runs this first. It may only import modules of Node: in a new checkout no packages are installed, and the Node that
// started the process may be too old for the tools.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './processes.mjs';

/** The root folder of the repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const bin = join(root, 'node_modules', '.bin');
const projectNode = join(
	root,
	'node_modules',
	'node',
	'bin',
	process.platform === 'win32' ? 'node.exe' : 'node',
);

/**
 * Returns if this process runs on the project's Node with all dependencies installed, and adds their tools to PATH. Otherwise installs
 * the dependencies, runs the same command on the project's Node, and exits with its exit code.
 */
export async function onProjectNode() {
	const missing = !isInstalled();
	if (missing) {
		await install();
	}
	if (!process.env.PATH?.split(delimiter).includes(bin)) {
		process.env.PATH = `${bin}${delimiter}${process.env.PATH ?? ''}`;
	}
	if (missing || realpathSync(process.execPath) !== realpathSync(projectNode)) {
		process.exit(await runAgain());
	}
}

/** Whether node_modules contains every package of the lock file in its version. npm writes its record after all packages. */
function isInstalled() {
	const record = readPackages('node_modules/.package-lock.json');
	if (!record || !existsSync(projectNode)) {
		return false;
	}
	const wanted = Object.entries(readPackages('package-lock.json') ?? {});
	return wanted.every(
		([path, entry]) =>
			path === '' || entry.optional || entry.devOptional || record[path]?.version === entry.version,
	);
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> | undefined}
 */
function readPackages(file) {
	const path = join(root, file);
	return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : undefined;
}

async function install() {
	const command = existsSync(join(root, 'package-lock.json')) ? 'ci' : 'install';
	console.info(`Installing the dependencies (npm ${command})…`);
	// Warnings would be about the Node of this process, and the packages run on another one.
	if ((await npm([command, '--loglevel=error'], { cwd: root })) !== 0) {
		exitWithError(`npm ${command} failed; see its output above.`);
	}
	if (spawnSync(projectNode, ['--version']).status !== 0) {
		exitWithError('The npm package "node" has no runtime: allow its install script and run npm ci again.');
	}
}

/** @returns {Promise<number>} the exit code */
function runAgain() {
	const child = spawn(projectNode, process.argv.slice(1), { stdio: 'inherit' });
	for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
		process.on(signal, () => child.kill(signal));
	}
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
	});
}

/**
 * Prints the message of an error and ends the process.
 * @param {unknown} reason
 * @returns {never}
 */
export function exitWithError(reason) {
	console.error(reason instanceof Error ? reason.message : String(reason));
	process.exit(1);
}
