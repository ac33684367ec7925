// @ts-check
/**
 * Where a server started with `testDriver` runs a test bundle in a fresh extension host.
 * @param {string} server its address
 * @param {{ workspace: string, extensions: readonly string[], tests: string }} paths the folder to open, those of the
 * extensions under test, and the bundle
 */
export function testAddress(server, { workspace, extensions, tests }) {
	const remote = (/** @type {string} */ path) => `vscode-remote://${new URL(server).host}${path}`;
	const address = new URL(server);
	address.searchParams.set('folder', workspace);
	address.searchParams.set(
		'payload',
		JSON.stringify([
			...extensions.map((path) => ['extensionDevelopmentPath', remote(path)]),
			['extensionTestsPath', remote(tests)],
			['skipWelcome', 'true'],
		]),
	);
	return address.href;
}
