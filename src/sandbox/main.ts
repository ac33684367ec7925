import { parseArgs } from 'node:util';
import { startSandbox } from './sandbox';

export type { Behaviour } from './behaviour';
export type { SandboxClock } from './clock';
export type { Fault, Faults, FaultTarget } from './faults';
export type { RecordedRequest } from './recordedRequests';
export { type Sandbox, type SandboxOptions, startSandbox } from './sandbox';
export type { NewPlayer, SandboxPlayer } from './state/player';
export type { NewProject, SandboxProject } from './state/project';
export type { SandboxState } from './state/state';

/** Runs alone, with demo data and without faults, until SIGINT or SIGTERM. */
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

// Inside the extension this file is required, and as an ES module there is no `require`.
if (typeof require !== 'undefined' && require.main === module) {
	run().catch((error: unknown) => {
		process.stderr.write(
			`The sandbox did not start: ${error instanceof Error ? error.message : 'unknown'}\n`,
		);
		process.exitCode = 1;
	});
}
