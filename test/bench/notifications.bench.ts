// A burst of 10,000 notifications to the listener, which also verifies and reads them, compared with a bare HTTP server that only
// receives and answers them. The sender runs in its own thread.
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { readNotification } from '../../src/agora/notifications/event';
import { findSecret, signNotification } from '../../src/agora/notifications/signature';
import { NotificationListener } from '../../src/notifications/listener';
import { median } from './budgets/row';

const COUNT = 10_000;
const CONNECTIONS = 100;
const ROUNDS = 9;
const SECRETS = ['of another project', 'of another product', 'the secret'];

interface Burst {
	/** From the first request to the last answer, in milliseconds. */
	readonly lastAnswerMs: number;
	/** The longest time from a request to its answer, in milliseconds. */
	readonly slowestMs: number;
	readonly refused: number;
}

interface Round extends Burst {
	/** How long the thread of the server was busy, in milliseconds. */
	readonly busyMs: number;
	/** Of the heap, above the one before. */
	readonly peakMb: number;
}

interface Contender {
	readonly name: string;
	/** @returns the port, and a function that stops it and returns how many notifications were received. */
	start(): Promise<{ readonly port: number; stop(): Promise<number> }>;
}

const listener: Contender = {
	name: 'listener, verified and read',
	async start() {
		const opened = new NotificationListener();
		let read = 0;
		opened.onDidReceive(({ body, signatures }) => {
			const isSigned = findSecret(body, signatures, SECRETS) !== undefined;
			read += isSigned && 'event' in readNotification(body) ? 1 : 0;
		});
		const port = await opened.start(0);
		return {
			port,
			stop: async () => {
				await opened.stop();
				return read;
			},
		};
	},
};

const bare: Contender = {
	name: 'bare server, received only',
	async start() {
		let received = 0;
		const server = createServer((incoming, response) => {
			const chunks: Buffer[] = [];
			incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
			incoming.on('end', () => {
				received += Buffer.concat(chunks).length > 0 ? 1 : 0;
				response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"success":true}');
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return {
			port: (server.address() as AddressInfo).port,
			stop: async () => {
				server.closeAllConnections();
				await new Promise((resolve) => server.close(resolve));
				return received;
			},
		};
	},
};

async function measure(contender: Contender): Promise<Round> {
	const { port, stop } = await contender.start();
	globalThis.gc?.();
	const before = process.memoryUsage().heapUsed;
	let peak = before;
	const sampler = setInterval(() => {
		peak = Math.max(peak, process.memoryUsage().heapUsed);
	}, 5);
	const worker = new Worker(__filename, { workerData: port });
	// Sends its result; the burst begins when it is told to.
	await new Promise((resolve) => worker.once('message', resolve));
	const start = performance.eventLoopUtilization();
	const burst = new Promise<Burst>((resolve) => worker.once('message', resolve));
	worker.postMessage('start');
	const figures = await burst;
	const received = await stop();
	const busyMs = performance.eventLoopUtilization(start).active;
	clearInterval(sampler);
	await worker.terminate();
	if (received !== COUNT || figures.refused > 0) {
		throw new Error(`${contender.name} received ${received} and refused ${figures.refused}`);
	}
	return { ...figures, busyMs, peakMb: (peak - before) / 1e6 };
}

async function run(): Promise<void> {
	const rounds = new Map<Contender, Round[]>([
		[listener, []],
		[bare, []],
	]);
	for (let round = -1; round < ROUNDS; round += 1) {
		for (const contender of round % 2 === 0 ? [listener, bare] : [bare, listener]) {
			const figures = await measure(contender);
			if (round >= 0) {
				rounds.get(contender)?.push(figures);
			}
		}
	}
	console.info(`\n${COUNT} notifications in a burst over ${CONNECTIONS} connections (median of ${ROUNDS})`);
	for (const [{ name }, all] of rounds) {
		const columns = [
			`last answer ${median(all.map(({ lastAnswerMs }) => lastAnswerMs)).toFixed(0)} ms`,
			`slowest ${median(all.map(({ slowestMs }) => slowestMs)).toFixed(0)} ms`,
			`busy ${median(all.map(({ busyMs }) => busyMs)).toFixed(0)} ms`,
			`peak heap ${median(all.map(({ peakMb }) => peakMb)).toFixed(1)} MB`,
		];
		console.info(`  ${name.padEnd(28)}${columns.map((column) => column.padStart(20)).join('')}`);
	}
}

/** Sends all notifications at once, as fast as the connections allow. */
async function send(port: number): Promise<Burst> {
	const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
	const requests = Array.from({ length: COUNT }, (_, index) => {
		const body = Buffer.from(
			JSON.stringify({
				noticeId: `2000001428:${index}:4`,
				productId: 4,
				eventType: 4,
				notifyMs: 1611566412672,
				payload: {
					player: { channelName: 'class32', id: '2a784467d647bb87b60b719f6fa56317', status: 'running' },
					lts: 1575508645000,
					fields: 'player.name,player.channelName,player.id,player.status',
				},
			}),
		);
		const { sha1, sha256 } = signNotification(body, 'the secret');
		const signatures = { 'Agora-Signature': sha1, 'Agora-Signature-V2': sha256 };
		return {
			body,
			headers: { 'Content-Type': 'application/json', 'Content-Length': body.length, ...signatures },
		};
	});
	let refused = 0;
	let slowestMs = 0;
	const start = performance.now();
	await Promise.all(
		requests.map(
			({ body, headers }) =>
				new Promise<void>((resolve, reject) => {
					let sentAt = 0;
					const sent = request({ host: '127.0.0.1', port, method: 'POST', headers, agent });
					sent.on('socket', () => {
						sentAt = performance.now();
					});
					sent.on('error', reject);
					sent.on('response', (response) => {
						slowestMs = Math.max(slowestMs, performance.now() - sentAt);
						refused += response.statusCode === 200 ? 0 : 1;
						response.resume().on('end', resolve);
					});
					sent.end(body);
				}),
		),
	);
	const lastAnswerMs = performance.now() - start;
	agent.destroy();
	return { lastAnswerMs, slowestMs, refused };
}

if (isMainThread) {
	void run();
} else {
	parentPort?.once('message', () => {
		void send(Number(workerData)).then((burst) => parentPort?.postMessage(burst));
	});
	parentPort?.postMessage('ready');
}
