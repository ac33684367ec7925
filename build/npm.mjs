// @ts-check
import { spawn } from 'node:child_process';

/**
 * Runs npm: the one that runs us, where there is one. With `quiet` its output is shown only if it fails.
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, quiet?: boolean }} options
 * @returns {Promise<number>} the exit code
 */
export function npm(args, { cwd, env = {}, quiet = false }) {
	const script = process.env.npm_execpath;
	const [command, first] = script?.endsWith('npm-cli.js') ? [process.execPath, [script]] : ['npm', []];
	const child = spawn(command, [...first, ...args], {
		cwd,
		// npm hands its own project folder down to scripts; `cwd` may be another project.
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
