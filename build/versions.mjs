// @ts-check
// The VS Codes that tests run on: the newest, and the oldest that package.json promises to work in.

/**
 * @typedef {object} Version
 * @property {string} vscode
 * @property {string} codeServer of the npm package `code-server`, which ships it
 * @property {number | undefined} node the major version of Node that its native parts are made for; undefined for our own
 * @property {Readonly<Record<string, string>>} replaced dependencies that package.json names by an address a closed network cannot reach
 * @property {readonly string[]} native dependencies to build
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
 * The one that VSCODE_VERSION names, `newest` where it names none.
 * @returns {Version}
 */
export function chosenVersion() {
	const name = process.env.VSCODE_VERSION ?? 'newest';
	if (name !== 'newest' && name !== 'oldest') {
		throw new Error(`VSCODE_VERSION is "${name}"; it may be newest or oldest.`);
	}
	return versions[name];
}
