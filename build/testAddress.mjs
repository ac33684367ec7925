// @ts-check
/**
 * Where a server started with `testDriver` runs a test bundle in a fresh extension host.
 * @param {string} server its address
 * @param {{ workspace: string, extension: string, tests: string }} paths the folder to open, that of the extension
 * under test, or of several, and the bundle
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
