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
import { giveUp, root } from './setup.mjs';

/** Settings and signed-in accounts stay here from one start to the next. */
const home = join(cache, 'start');
const workspace = join(home, 'workspace');

/** Builds the extension and shows it in a VS Code: the desktop's where there is one, else the server's. */
export async function openVsCode() {
	try {
		const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
		const port = Number(values.port);
		if (!Number.isInteger(port) || port < 0 || port > 65_535) {
			throw new Error(`"${values.port}" is no port: name one from 1 to 65535.`);
		}
		await mkdir(workspace, { recursive: true });
		const executable = await findDesktop();
		await (executable ? openDesktop(executable) : openServer(port));
	} catch (error) {
		giveUp(error);
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
	console.info('VS Code is open: choose the Agora icon, then Try the Sandbox. Closing it ends this command.');
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
	console.info(`\nVS Code is at  ${address}\nChoose the Agora icon, then Try the Sandbox. Ctrl+C ends it.`);
	if (hasDisplay()) {
		openBrowser(address);
	}
	await server.exited;
}

/** @param {string} name of a script in package.json */
async function runScript(name) {
	if ((await npm(['run', '--silent', name], { cwd: root, quiet: true })) !== 0) {
		throw new Error(`npm run ${name} failed; its own words are above.`);
	}
}

/** @param {string} address */
function openBrowser(address) {
	const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
	// The address is printed anyway: a machine without an opener is no failure.
	spawn(opener, [address], { stdio: 'ignore', detached: true })
		.on('error', () => {})
		.unref();
}
