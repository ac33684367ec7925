// @ts-check
import { existsSync, realpathSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { npm } from './processes.mjs';
import { root } from './setup.mjs';

/**
 * A Node executable and the folder of its C headers.
 * @typedef {{ executable: string, headers: () => Promise<string> }} NodeRuntime
 */

const { platform, arch } = process;
const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
const packageName = `${prefix}-${platform === 'win32' ? 'win' : platform}-${arch}`;
const executableName = join('bin', platform === 'win32' ? 'node.exe' : 'node');

/**
 * The Node that a VS Code server runs on: the current one, or another major version from the registry, stored in `cache`.
 * @param {number | undefined} major
 * @param {string} cache
 * @returns {Promise<NodeRuntime>}
 */
export async function serverNode(major, cache) {
	if (major === undefined) {
		return { executable: process.execPath, headers: () => ownPackage(cache) };
	}
	const folder = await fetchNode(String(major), cache);
	return { executable: join(folder, executableName), headers: async () => folder };
}

/**
 * The package `node` unpacks the headers, but npm may remove them later. Then they are fetched again.
 * @param {string} cache
 */
async function ownPackage(cache) {
	const fromNode = createRequire(realpathSync(join(root, 'node_modules', 'node', 'package.json')));
	try {
		return dirname(fromNode.resolve(`${packageName}/package.json`));
	} catch {
		return await fetchNode(process.versions.node, cache);
	}
}

/**
 * @param {string} version full version or major version
 * @param {string} cache
 */
async function fetchNode(version, cache) {
	const folder = join(cache, `node-${version}`);
	if (!existsSync(folder)) {
		await mkdir(cache, { recursive: true });
		const work = await mkdtemp(join(cache, 'fetch-'));
		try {
			const args = [
				'install',
				`${packageName}@${version}`,
				'--prefix',
				work,
				'--ignore-scripts',
				'--no-save',
			];
			if ((await npm(args, { cwd: work, quiet: true })) !== 0) {
				throw new Error(`Node ${version} could not be fetched; see npm's output above.`);
			}
			await rename(work, folder);
		} finally {
			await rm(work, { recursive: true, force: true });
		}
	}
	return join(folder, 'node_modules', packageName);
}
