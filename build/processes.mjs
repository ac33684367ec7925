// @ts-check
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * Runs npm: the one that started this process, if there is one. With `quiet` its output is printed only if it fails.
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, quiet?: boolean }} options
 * @returns {Promise<number>} the exit code
 */
export function npm(args, { cwd, env = {}, quiet = false }) {
	const script = process.env.npm_execpath;
	const [command, first] = script?.endsWith('npm-cli.js') ? [process.execPath, [script]] : ['npm', []];
	const child = spawn(command, [...first, ...args], {
		cwd,
		// npm passes the folder of its own project to scripts, and `cwd` may be another project.
		env: { ...process.env, ...env, npm_config_local_prefix: undefined },
		shell: process.platform === 'win32' && command === 'npm',
		stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
	});
	/** @type {Buffer[]} */
	const output = [];
	child.stdout?.on('data', (chunk) => output.push(chunk));
	child.stderr?.on('data', (chunk) => output.push(chunk));
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (code) => {
			if (quiet && code !== 0) {
				process.stderr.write(Buffer.concat(output));
			}
			resolve(code ?? 1);
		});
	});
}

/**
 * Calls `cleanUp` when this process ends, also when a signal ends it.
 * @param {() => void} cleanUp must be synchronous
 * @returns {() => void} a function that unregisters it
 */
export function onExit(cleanUp) {
	// A signal without a handler ends the process without its `exit` handlers.
	for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
		if (process.listenerCount(signal) === 0) {
			process.once(signal, () => process.exit(128 + constants.signals[signal]));
		}
	}
	process.once('exit', cleanUp);
	return () => process.off('exit', cleanUp);
}
