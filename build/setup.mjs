// @ts-check
// What every entry point runs first. Until it is done only Node's own modules may be used: on a clean
// checkout nothing else is there, and the Node that started us may be older than the tools need.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './processes.mjs';

/** The checkout's folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const bin = join(root, 'node_modules', '.bin');
const ownNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * Returns in a process that runs on the project's own Node with every dependency installed and its tools on the
 * PATH. From any other process it installs what is missing, runs the same command again in such a one and ends
 * with its exit code.
 */
export async function onProjectNode() {
	const missing = !isInstalled();
	if (missing) {
		await install();
	}
	if (!process.env.PATH?.split(delimiter).includes(bin)) {
		process.env.PATH = `${bin}${delimiter}${process.env.PATH ?? ''}`;
	}
	if (missing || realpathSync(process.execPath) !== realpathSync(ownNode)) {
		process.exit(await runAgain());
	}
}

/** Every package of the lock file is in node_modules, in its version. npm writes its own record last. */
function isInstalled() {
	const record = readPackages('node_modules/.package-lock.json');
	if (!record || !existsSync(ownNode)) {
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
	// Warnings would be about the Node that started us, which is not the one the packages will run on.
	if ((await npm([command, '--loglevel=error'], { cwd: root })) !== 0) {
		giveUp(`npm ${command} failed; its own words are above.`);
	}
	if (spawnSync(ownNode, ['--version']).status !== 0) {
		giveUp(
			'The npm package "node" did not unpack its runtime: allow its install script and run npm ci again.',
		);
	}
}

/** @returns {Promise<number>} the exit code */
function runAgain() {
	const child = spawn(ownNode, process.argv.slice(1), { stdio: 'inherit' });
	for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
		process.on(signal, () => child.kill(signal));
	}
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
	});
}

/**
 * Ends the process with one sentence for the person who started it.
 * @param {unknown} reason
 * @returns {never}
 */
export function giveUp(reason) {
	console.error(reason instanceof Error ? reason.message : String(reason));
	process.exit(1);
}
