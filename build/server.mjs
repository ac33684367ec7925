// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchServer } from './fetch.mjs';
import { onExit } from './processes.mjs';

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 5_000;

/** User settings that turn off what a new VS Code shows or does by itself. */
export const quietSettings = {
	'chat.disableAIFeatures': true,
	'extensions.ignoreRecommendations': true,
	// The default of VS Code in a browser is to save a second after each change; on the desktop it is "off".
	'files.autoSave': 'off',
	'git.enabled': false,
	'update.showReleaseNotes': false,
	'workbench.secondarySideBar.defaultVisibility': 'hidden',
	'workbench.startupEditor': 'none',
	'workbench.tips.enabled': false,
};

/**
 * A running VS Code server. `exited` resolves when it ends for any reason.
 * @typedef {{ url: string, exited: Promise<void>, stop: () => Promise<void> }} Server
 */

/**
 * Starts a VS Code server on 127.0.0.1 and resolves when it answers. The server ends when this process ends.
 * @param {{ dataDir: string, port?: number, testDriver?: boolean, asksForTrust?: boolean }} options `port` 0 uses a
 * free port. With `testDriver` a page can run extension tests, and VS Code shows no modal dialogs. With `asksForTrust`
 * a folder is not trusted until the user confirms.
 * @returns {Promise<Server>}
 */
export async function startServer({ dataDir, port = 0, testDriver = false, asksForTrust = false }) {
	const args = [
		...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
		...['--accept-server-license-terms', '--telemetry-level', 'off'],
		...(asksForTrust ? [] : ['--disable-workspace-trust']),
		...['--server-data-dir', dataDir, ...(testDriver ? ['--enable-smoke-test-driver'] : [])],
	];
	// Its own process group: the extension hosts are its children and must end with it.
	const { node, script } = await serverScript();
	const child = spawn(node, [script, ...args], {
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const killGroup = () => signalGroup(child, 'SIGKILL');
	const unregister = onExit(killGroup);
	/** @type {Promise<void>} */
	const exited = new Promise((resolve) => child.once('close', () => resolve()));
	const stop = async () => {
		signalGroup(child, 'SIGTERM');
		const timeout = setTimeout(killGroup, STOP_TIMEOUT_MS);
		await exited;
		clearTimeout(timeout);
		unregister();
	};
	try {
		return { url: `http://127.0.0.1:${await listeningPort(child, port)}`, exited, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/**
 * Installs a packaged extension for servers with the same `dataDir`.
 * @param {string} vsix
 * @param {string} dataDir
 */
export async function installExtension(vsix, dataDir) {
	const args = ['--install-extension', vsix, '--force', '--server-data-dir', dataDir];
	const { node, script } = await serverScript();
	const { status, stdout, stderr } = spawnSync(node, [script, ...args], { encoding: 'utf8' });
	if (status !== 0) {
		throw new Error(`VS Code could not install ${vsix}:\n${stdout}${stderr}`);
	}
}

/**
 * Replaces the settings in a server's data folder. A running workbench reloads them.
 * @param {string} dataDir
 * @param {Readonly<Record<string, unknown>>} settings
 * @param {'User' | 'Machine'} level VS Code reads settings of the scope `machine` only from those of the machine on which its server runs
 */
export async function writeSettings(dataDir, settings, level = 'User') {
	const folder = join(dataDir, 'data', level);
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, 'settings.json'), JSON.stringify(settings, undefined, '\t'));
}

/**
 * The address at which a server started with `testDriver` runs a test bundle in a new extension host.
 * @param {string} server address
 * @param {{ workspace: string, extension: string, tests: string }} paths `workspace` is the folder to open, `extension` the folder of the
 * extension under test or of several extensions, `tests` the bundle
 */
export function testAddress(server, { workspace, extension, tests }) {
	const remote = (/** @type {string} */ path) => `vscode-remote://${new URL(server).host}${path}`;
	const address = new URL(server);
	address.searchParams.set('folder', workspace);
	address.searchParams.set(
		'payload',
		JSON.stringify([
			['extensionDevelopmentPath', remote(extension)],
			['extensionTestsPath', remote(tests)],
			['skipWelcome', 'true'],
		]),
	);
	return address.href;
}

async function serverScript() {
	const { folder, node } = await fetchServer();
	return { node, script: join(folder, 'out', 'server-main.js') };
}

/**
 * The port that the server listens on, read from what it prints.
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} port the requested port
 * @returns {Promise<number>}
 */
function listeningPort(child, port) {
	return new Promise((resolve, reject) => {
		let output = '';
		/** @param {() => void} complete */
		const end = (complete) => {
			clearTimeout(timeout);
			child.stdout?.off('data', read).resume();
			child.stderr?.off('data', read).resume();
			complete();
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
				fail(`Port ${port} on 127.0.0.1 is not available: free it or choose another one.`);
			}
		};
		const timeout = setTimeout(
			() => fail(`The VS Code server did not answer within a minute:\n${output}`),
			START_TIMEOUT_MS,
		);
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
		// The group has already ended.
	}
}
