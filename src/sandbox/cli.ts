import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type Sandbox, startSandbox } from './sandbox';

/** Runs the sandbox as a program (`npm run sandbox`), with demo data and without faults, until SIGINT or SIGTERM. */
async function run(): Promise<void> {
	const { values } = parseArgs({
		options: { port: { type: 'string', default: '0' }, notify: { type: 'string' } },
	});
	const port = Number(values.port);
	if (!Number.isInteger(port) || port < 0 || port > 65535) {
		throw new RangeError('--port must be a number from 0 to 65535');
	}
	const sandbox = await startSandbox({ port, seed: 'demo' });
	const lines = [
		`Sandbox of Agora's APIs   ${sandbox.url}`,
		`Customer ID               ${sandbox.customerId}`,
		`Customer Secret           ${sandbox.customerSecret}`,
	];
	if (values.notify !== undefined) {
		lines.push(`Notification Secret       ${await notify(sandbox, values.notify)}`);
	}
	process.stdout.write([...lines, 'Ctrl+C stops it.\n'].join('\n'));
	const stop = () => void sandbox.stop();
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

/** Registers a receiver of the notifications of both products, and returns their secret. */
async function notify({ notifications, stop }: Sandbox, url: string): Promise<string> {
	const secret = randomBytes(16).toString('hex');
	try {
		for (const product of ['mediaPull', 'channels'] as const) {
			notifications.register({ url, product, secret });
		}
	} catch (error) {
		await stop();
		throw error;
	}
	return secret;
}

run().catch((error: unknown) => {
	process.stderr.write(`The sandbox did not start: ${error instanceof Error ? error.message : 'unknown'}\n`);
	process.exitCode = 1;
});
