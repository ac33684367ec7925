import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { findSecret } from '../../../src/agora/notifications/signature';
import { Receiver } from './notifications/receiver';
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

/** Starts the program and returns what it prints. */
async function started(child: ReturnType<typeof run>) {
	let printed = '';
	for await (const chunk of child.stdout.setEncoding('utf8')) {
		printed += chunk;
		if (printed.includes('Ctrl+C')) {
			break;
		}
	}
	const value = (name: string) => new RegExp(`${name} +(\\S+)`).exec(printed)?.[1] ?? '';
	const headers = {
		Authorization: basic(value('Customer ID'), value('Customer Secret')),
		'Content-Type': 'application/json',
	};
	const url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0] ?? '';
	const response = await fetch(`${url}/dev/v1/projects`, { headers });
	const { projects } = (await response.json()) as { projects: { name: string; vendor_key: string }[] };
	return { url, headers, projects, notificationSecret: value('Notification Secret') };
}

test.each(['SIGINT', 'SIGTERM'] as const)('prints how to sign in, and ends on %s', async (signal) => {
	const child = run(await bundle(), '--port', '0');
	const { projects } = await started(child);
	expect(projects).toHaveLength(8);
	const exit = once(child, 'exit');
	child.kill(signal);
	expect(await exit).toEqual([0, null]);
});

test.each([
	['an invalid port', '--port', 'eighty', '--port must be a number from 0 to 65535'],
	[
		'a receiver on another machine',
		'--notify',
		'http://example.com/',
		'a receiver of notifications must be an http address of this machine',
	],
])('reports %s in one sentence', async (_, option, value, reason) => {
	const child = run(await bundle(), option, value);
	let printed = '';
	child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
		printed += chunk;
	});
	expect(await once(child, 'close')).toEqual([1, null]);
	expect(printed).toBe(`The sandbox did not start: ${reason}\n`);
});

test('sends notifications to a receiver, signed with the printed secret', async () => {
	await using receiver = await Receiver.start();
	const child = run(await bundle(), '--notify', receiver.url);
	const { url, headers, projects, notificationSecret } = await started(child);
	const appid = projects.find(({ name }) => name === 'Classroom Live')?.vendor_key;
	const kick = { appid, cname: 'class32', uid: 5801, time: 0, privileges: ['join_channel'] };
	await fetch(`${url}/dev/v1/kicking-rule`, { method: 'POST', headers, body: JSON.stringify(kick) });
	const { headers: signed, text } = await receiver.first(({ payload }) => payload.uid === 5801);
	const sha256 = String(signed['agora-signature-v2']);
	expect(findSecret(Buffer.from(text), { sha256 }, [notificationSecret])).toBe(notificationSecret);
});
