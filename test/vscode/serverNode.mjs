// @ts-check
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { npm } from './npm.mjs';
import { root } from './setup.mjs';

/**
 * A Node and its C headers.
 * @typedef {{ executable: string, headers: string }} NodeRuntime
 */

const { platform, arch } = process;
const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
const packageName = `${prefix}-${platform === 'win32' ? 'win' : platform}-${arch}`;
const executableName = join('bin', platform === 'win32' ? 'node.exe' : 'node');

/**
 * The Node that a VS Code server runs on: ours, or another major version from the registry, kept in `cache`.
 * @param {number | undefined} major
 * @param {string} cache
 * @returns {Promise<NodeRuntime>}
 */
export async function serverNode(major, cache) {
	const folder = major === undefined ? ownPackage() : await fetchNode(major, cache);
	return {
		executable: major === undefined ? process.execPath : join(folder, executableName),
		headers: folder,
	};
}

function ownPackage() {
	const fromNode = createRequire(join(root, 'node_modules', 'node', 'package.json'));
	return dirname(fromNode.resolve(`${packageName}/package.json`));
}

/**
 * @param {number} major
 * @param {string} cache
 */
async function fetchNode(major, cache) {
	const folder = join(cache, `node-${major}`);
	if (!existsSync(folder)) {
		await mkdir(cache, { recursive: true });
		const work = await mkdtemp(join(cache, 'fetch-'));
		try {
			const args = ['install', `${packageName}@${major}`, '--prefix', work, '--ignore-scripts', '--no-save'];
			if ((await npm(args, { cwd: work, quiet: true })) !== 0) {
				throw new Error(`Node ${major} could not be fetched; npm's own words are above.`);
			}
			await rename(work, folder);
		} finally {
			await rm(work, { recursive: true, force: true });
		}
	}
	return join(folder, 'node_modules', packageName);
}
