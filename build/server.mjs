// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fetchServer } from './fetch.mjs';
import { onExit } from './onExit.mjs';

const START_LIMIT = 60_000;
const STOP_LIMIT = 5_000;

/**
 * A running VS Code server. `exited` resolves when it ends, however that came about.
 * @typedef {{ url: string, exited: Promise<void>, stop: () => Promise<void> }} Server
 */

/**
 * Starts a VS Code server on 127.0.0.1 and resolves once it answers. It ends with this process at the latest.
 * @param {{ dataDir: string, port?: number, testDriver?: boolean, asksForTrust?: boolean }} options `port` 0 takes a
 * free one. With `testDriver` a page may ask for extension tests, and VS Code shows no modal dialogs. With
 * `asksForTrust` a folder is not trusted before the person says so.
 * @returns {Promise<Server>}
 */
export async function startServer({ dataDir, port = 0, testDriver = false, asksForTrust = false }) {
	const args = [
		...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
		...['--accept-server-license-terms', '--telemetry-level', 'off'],
		...(asksForTrust ? [] : ['--disable-workspace-trust']),
		...['--server-data-dir', dataDir, ...(testDriver ? ['--enable-smoke-test-driver'] : [])],
	];
	// A process group of its own: the extension hosts are its children and must end with it.
	const { node, script } = await serverScript();
	const child = spawn(node, [script, ...args], {
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const killGroup = () => signalGroup(child, 'SIGKILL');
	const forget = onExit(killGroup);
	/** @type {Promise<void>} */
	const exited = new Promise((resolve) => child.once('close', () => resolve()));
	const stop = async () => {
		signalGroup(child, 'SIGTERM');
		const limit = setTimeout(killGroup, STOP_LIMIT);
		await exited;
		clearTimeout(limit);
		forget();
	};
	try {
		return { url: `http://127.0.0.1:${await listeningPort(child, port)}`, exited, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/**
 * Installs a packaged extension where a server with the same `dataDir` finds it.
 * @param {string} vsix
 * @param {string} dataDir
 */
export async function installExtension(vsix, dataDir) {
	const args = ['--install-extension', vsix, '--force', '--server-data-dir', dataDir];
	const { node, script } = await serverScript();
	const { status, stdout, stderr } = spawnSync(node, [script, ...args], { encoding: 'utf8' });
	if (status !== 0) {
		throw new Error(`VS Code refused to install ${vsix}:\n${stdout}${stderr}`);
	}
}

async function serverScript() {
	const { folder, node } = await fetchServer();
	return { node, script: join(folder, 'out', 'server-main.js') };
}

/**
 * The port that the server listens on, read from what it prints.
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} port what it was asked for
 * @returns {Promise<number>}
 */
function listeningPort(child, port) {
	return new Promise((resolve, reject) => {
		let output = '';
		/** @param {() => void} settle */
		const end = (settle) => {
			clearTimeout(limit);
			child.stdout?.off('data', read).resume();
			child.stderr?.off('data', read).resume();
			settle();
		};
		/** @param {string} reason */
		const fail = (reason) => end(() => reject(new Error(reason)));
		/** @param {Buffer} chunk */
		const read = (chunk) => {
			output += chunk;
			const found = /agent listening on (\d+)/.exec(output);
			if (found) {
				end(() => resolve(Number(found[1])));
			} else if (/EADDRINUSE|EACCES/.test(output)) {
				fail(`Port ${port} on 127.0.0.1 cannot be had: free it, or name another one.`);
			}
		};
		const limit = setTimeout(() => fail(`No VS Code server after a minute:\n${output}`), START_LIMIT);
		child.stdout?.on('data', read);
		child.stderr?.on('data', read);
		child.once('close', () => fail(`The VS Code server did not start:\n${output}`));
	});
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
	try {
		process.kill(-Number(child.pid), signal);
	} catch {
		// The group is gone already.
	}
}
