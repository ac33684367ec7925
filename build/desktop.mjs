// @ts-check
import { existsSync } from 'node:fs';
import { downloadAndUnzipVSCode, SilentReporter } from '@vscode/test-electron';
import { cache } from './fetch.mjs';
import { chosenVersion } from './versions.mjs';

const DOWNLOAD_PATIENCE = 5_000;

/**
 * The executable of a desktop VS Code, or undefined where the VS Code server has to do:
 * 1. the one that VSCODE_EXECUTABLE names;
 * 2. none without a display to show it on, or when VSCODE_SERVER is set;
 * 3. a downloaded one, where its download server can be reached.
 * @returns {Promise<string | undefined>}
 */
export async function findDesktop() {
	const named = process.env.VSCODE_EXECUTABLE;
	if (named) {
		if (!existsSync(named)) {
			throw new Error(`There is no VS Code at ${named}, which VSCODE_EXECUTABLE names.`);
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
			timeout: DOWNLOAD_PATIENCE,
		});
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		console.info(`The desktop VS Code cannot be downloaded (${reason}); the VS Code server takes its place.`);
		return undefined;
	}
}

/** Whether windows can be shown here. */
export function hasDisplay() {
	return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
