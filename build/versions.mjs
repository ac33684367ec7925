// @ts-check
// The versions of VS Code that tests run on: the newest, and the oldest that package.json allows.

/**
 * @typedef {object} Version
 * @property {string} vscode
 * @property {string} codeServer version of the npm package `code-server` that contains it
 * @property {number | undefined} node major version of Node that its native parts need; undefined for the project's own Node
 * @property {Readonly<Record<string, string>>} replaced registry versions of dependencies that package.json names by a URL, which closed networks cannot reach
 * @property {readonly string[]} native dependencies with native code to build
 */

/** @type {Readonly<Record<'newest' | 'oldest', Version>>} */
export const versions = {
	newest: {
		vscode: '1.139.1',
		codeServer: '4.139.1',
		node: undefined,
		replaced: {},
		native: ['@vscode/spdlog', '@vscode/native-watchdog'],
	},
	oldest: {
		vscode: '1.105.1',
		codeServer: '4.105.1',
		node: 22,
		replaced: { '@parcel/watcher': '2.5.1' },
		native: ['@vscode/spdlog', 'native-watchdog', '@parcel/watcher'],
	},
};

/**
 * The version that the environment variable VSCODE_VERSION names, or the newest.
 * @returns {Version}
 */
export function chosenVersion() {
	const name = process.env.VSCODE_VERSION ?? 'newest';
	if (name !== 'newest' && name !== 'oldest') {
		throw new Error(`VSCODE_VERSION is "${name}"; it must be newest or oldest.`);
	}
	return versions[name];
}
