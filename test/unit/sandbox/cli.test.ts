import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { basic } from './openSandbox';

/** Bundles the program as the build does. */
async function bundle(): Promise<string> {
	const folder = await mkdtemp(path.join(tmpdir(), 'sandbox-'));
	onTestFinished(() => rm(folder, { recursive: true }));
	const outfile = path.join(folder, 'sandbox.mjs');
	const entry = fileURLToPath(new URL('../../../src/sandbox/cli.ts', import.meta.url));
	const { warnings } = await build({
		entryPoints: [entry],
		outfile,
		bundle: true,
		platform: 'node',
		format: 'esm',
	});
	expect(warnings).toEqual([]);
	return outfile;
}

function run(file: string, ...args: string[]) {
	const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
	onTestFinished(() => {
		child.kill('SIGKILL');
	});
	return child;
}

test.each(['SIGINT', 'SIGTERM'] as const)('prints how to sign in, and ends on %s', async (signal) => {
	const child = run(await bundle(), '--port', '0');
	let printed = '';
	for await (const chunk of child.stdout.setEncoding('utf8')) {
		printed += chunk;
		if (printed.includes('Ctrl+C')) {
			break;
		}
	}
	const url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0] ?? '';
	const customerId = /Customer ID +(\S+)/.exec(printed)?.[1] ?? '';
	const customerSecret = /Customer Secret +(\S+)/.exec(printed)?.[1] ?? '';
	const response = await fetch(`${url}/dev/v1/projects`, {
		headers: { Authorization: basic(customerId, customerSecret) },
	});
	const { projects } = (await response.json()) as { projects: unknown[] };
	expect(projects).toHaveLength(8);
	const exit = once(child, 'exit');
	child.kill(signal);
	expect(await exit).toEqual([0, null]);
});

test('reports an invalid port in one sentence', async () => {
	const child = run(await bundle(), '--port', 'eighty');
	let printed = '';
	child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
		printed += chunk;
	});
	expect(await once(child, 'close')).toEqual([1, null]);
	expect(printed).toBe('The sandbox did not start: --port must be a number from 0 to 65535\n');
});
