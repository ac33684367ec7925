import { parseArgs } from 'node:util';
import { startSandbox } from './sandbox';

/** Runs the sandbox as a program (`npm run sandbox`), with demo data and without faults, until SIGINT or SIGTERM. */
async function run(): Promise<void> {
	const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
	const port = Number(values.port);
	if (!Number.isInteger(port) || port < 0 || port > 65535) {
		throw new RangeError('--port must be a number from 0 to 65535');
	}
	const sandbox = await startSandbox({ port, seed: 'demo' });
	process.stdout.write(
		[
			`Sandbox of Agora's APIs   ${sandbox.url}`,
			`Customer ID               ${sandbox.customerId}`,
			`Customer Secret           ${sandbox.customerSecret}`,
			'Ctrl+C stops it.\n',
		].join('\n'),
	);
	const stop = () => void sandbox.stop();
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

run().catch((error: unknown) => {
	process.stderr.write(`The sandbox did not start: ${error instanceof Error ? error.message : 'unknown'}\n`);
	process.exitCode = 1;
});
