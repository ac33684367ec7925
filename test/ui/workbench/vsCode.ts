import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from '../../../build/chromium.mjs';
import { packagedExtension } from '../../../build/package.mjs';
import { installExtension, quietSettings, startServer, writeSettings } from '../../../build/server.mjs';
import { Workbench } from './workbench';

const DEFAULT_TIMEOUT_MS = 20_000;

/** A VS Code with default settings and the packaged extension. */
export interface VsCode {
	/** User settings, logs and the installed extension. */
	readonly dataDir: string;
	/** The folder that its windows open; empty at first. */
	readonly workspace: string;
	/** Opens a window without accounts, secrets and state of earlier windows. */
	open(options?: WindowOptions): Promise<Workbench>;
	/** The log of the extension of all windows. */
	readLog(): Promise<string>;
	stop(): Promise<void>;
}

export interface WindowOptions {
	/** Display language of the extension; VS Code's own texts stay English. */
	readonly language?: 'zh-cn';
	/** User settings in addition to `quietSettings`, for this and later windows. */
	readonly settings?: Readonly<Record<string, unknown>>;
	/** Settings of the scope `machine`, for this and later windows. */
	readonly machineSettings?: Readonly<Record<string, unknown>>;
	/** Pixels; 1280 × 1000 by default, so that the rows of three views are on screen. */
	readonly size?: { readonly width: number; readonly height: number };
}

/**
 * Starts VS Code with the extension of the last `npm run package`. Takes about two seconds; a window takes five more.
 * @param options With `asksForTrust` the folder is untrusted until the user trusts it; `extension` is the path of another .vsix.
 */
export async function startVsCode({
	asksForTrust = false,
	extension = packagedExtension(),
} = {}): Promise<VsCode> {
	const dataDir = await mkdtemp(join(tmpdir(), 'agora-ui-'));
	const workspace = join(dataDir, 'workspace');
	await mkdir(workspace);
	await installExtension(extension, dataDir);
	const server = await startServer({ dataDir, asksForTrust });
	const browser = await launchChromium();

	// Some versions of VS Code ask for trust in a modal dialog at startup.
	const trustSettings = asksForTrust ? { 'security.workspace.trust.startupPrompt': 'never' } : {};

	const open = async ({
		language,
		settings,
		machineSettings = {},
		size = { width: 1280, height: 1000 },
	}: WindowOptions = {}) => {
		await writeSettings(dataDir, { ...quietSettings, ...trustSettings, ...settings });
		await writeSettings(dataDir, machineSettings, 'Machine');
		const context = await browser.newContext({
			viewport: size,
			permissions: ['clipboard-read', 'clipboard-write'],
		});
		context.setDefaultTimeout(DEFAULT_TIMEOUT_MS);
		if (language) {
			// VS Code's language packs set the same variable, and the texts of extensions depend only on it.
			await context.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = '${language}'`);
		}
		const page = await context.newPage();
		await page.goto(`${server.url}/?folder=${encodeURIComponent(workspace)}`);
		const workbench = new Workbench(page);
		await workbench.waitUntilReady();
		return workbench;
	};

	const readLog = async () => {
		const logs = join(dataDir, 'data', 'logs');
		const files = (await readdir(logs, { recursive: true })).filter((file) =>
			file.includes('console-for-agora.console-for-agora'),
		);
		const texts = files
			.filter((file) => file.endsWith('.log'))
			.map((file) => readFile(join(logs, file), 'utf8'));
		return (await Promise.all(texts)).join('\n');
	};

	const stop = async () => {
		await browser.close();
		await server.stop();
		await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
	};

	return { dataDir, workspace, open, readLog, stop };
}
