// @ts-check
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** User settings that keep a fresh VS Code from showing or doing anything of its own. */
export const quietSettings = {
	'chat.disableAIFeatures': true,
	'extensions.ignoreRecommendations': true,
	// In a browser it would save what is typed after a second; on the desktop it does not.
	'files.autoSave': 'off',
	'git.enabled': false,
	'update.showReleaseNotes': false,
	'workbench.secondarySideBar.defaultVisibility': 'hidden',
	'workbench.startupEditor': 'none',
	'workbench.tips.enabled': false,
};

/**
 * Replaces the user settings of a server's data folder. A running workbench notices.
 * @param {string} dataDir
 * @param {Readonly<Record<string, unknown>>} settings
 */
export async function writeSettings(dataDir, settings) {
	const folder = join(dataDir, 'data', 'User');
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, 'settings.json'), JSON.stringify(settings, undefined, '\t'));
}
