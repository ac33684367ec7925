// @ts-check
import { existsSync } from 'node:fs';
import { downloadAndUnzipVSCode, SilentReporter } from '@vscode/test-electron';
import { cache } from './fetch.mjs';
import { chosenVersion } from './versions.mjs';

const DOWNLOAD_TIMEOUT_MS = 5_000;

/**
 * The executable of a desktop VS Code, or undefined if the VS Code server is to be used:
 * 1. the executable that VSCODE_EXECUTABLE names;
 * 2. undefined without a display, or if VSCODE_SERVER is set;
 * 3. a downloaded VS Code, if the download server can be reached.
 * @returns {Promise<string | undefined>}
 */
export async function findDesktop() {
	const named = process.env.VSCODE_EXECUTABLE;
	if (named) {
		if (!existsSync(named)) {
			throw new Error(`VSCODE_EXECUTABLE names ${named}, which does not exist.`);
		}
		return named;
	}
	if (process.env.VSCODE_SERVER || !hasDisplay()) {
		return undefined;
	}
	try {
		return await downloadAndUnzipVSCode({
			version: chosenVersion().vscode,
			cachePath: cache,
			reporter: new SilentReporter(),
			timeout: DOWNLOAD_TIMEOUT_MS,
		});
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		console.info(`The desktop VS Code cannot be downloaded (${reason}); the VS Code server is used instead.`);
		return undefined;
	}
}

/** Whether this machine can show windows. */
export function hasDisplay() {
	return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
