// @ts-check
import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findDesktop, hasDisplay } from './desktop.mjs';
import { cache } from './fetch.mjs';
import { packagedExtension } from './package.mjs';
import { npm, onExit } from './processes.mjs';
import { installExtension, quietSettings, startServer, writeSettings } from './server.mjs';
import { exitWithError, root } from './setup.mjs';

/** Keeps settings and accounts between starts. */
const home = join(cache, 'start');
const workspace = join(home, 'workspace');

/** Builds the extension and opens VS Code with it: the desktop if there is one, else the server. */
export async function openVsCode() {
	try {
		const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
		const port = Number(values.port);
		if (!Number.isInteger(port) || port < 0 || port > 65_535) {
			throw new Error(`"${values.port}" is not a port number from 1 to 65535.`);
		}
		await mkdir(workspace, { recursive: true });
		const executable = await findDesktop();
		await (executable ? openDesktop(executable) : openServer(port));
	} catch (error) {
		exitWithError(error);
	}
}

/** @param {string} executable */
async function openDesktop(executable) {
	await runScript('build');
	const child = spawn(
		executable,
		[
			workspace,
			`--extensionDevelopmentPath=${root}`,
			`--user-data-dir=${join(home, 'user-data')}`,
			`--extensions-dir=${join(home, 'extensions')}`,
			...['--disable-workspace-trust', '--skip-welcome', '--skip-release-notes', '--no-sandbox', '--wait'],
		],
		{ stdio: 'ignore' },
	);
	onExit(() => child.kill());
	console.info(
		'VS Code is open: choose the Agora icon, then Try the Sandbox. This command ends when you close VS Code.',
	);
	await new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('exit', resolve);
	});
}

/** @param {number} port */
async function openServer(port) {
	await runScript('package');
	const dataDir = join(home, 'server');
	await writeSettings(dataDir, quietSettings);
	await installExtension(packagedExtension(), dataDir);
	const server = await startServer({ dataDir, port });
	const address = `${server.url}/?folder=${encodeURIComponent(workspace)}`;
	console.info(`\nVS Code is at  ${address}\nChoose the Agora icon, then Try the Sandbox. Ctrl+C stops it.`);
	if (hasDisplay()) {
		openBrowser(address);
	}
	await server.exited;
}

/** @param {string} name of a script in package.json */
async function runScript(name) {
	if ((await npm(['run', '--silent', name], { cwd: root, quiet: true })) !== 0) {
		throw new Error(`npm run ${name} failed; see its output above.`);
	}
}

/** @param {string} address */
function openBrowser(address) {
	const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
	// A machine may have no opener. The address is printed in any case.
	spawn(opener, [address], { stdio: 'ignore', detached: true })
		.on('error', () => {})
		.unref();
}
