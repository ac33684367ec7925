import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { channelPages, channelReply, playerPages, projectList } from './replies';

/** The largest page of the lists of players and channels, which bulk reads request. */
const PAGE_SIZE = 500;

/**
 * Starts a server on loopback in its own thread, so that its work and memory are not measured. It has no rate limits and sends
 * prepared texts.
 *
 * @param bundle the running file, which must call `serve` outside the main thread
 */
export async function startServer(bundle: string): Promise<{ url: URL; stop(): Promise<unknown> }> {
	const worker = new Worker(bundle);
	const port = await new Promise<number>((resolve, reject) => {
		worker.once('message', resolve);
		worker.once('error', reject);
	});
	return { url: new URL(`http://127.0.0.1:${port}`), stop: () => worker.terminate() };
}

export { isMainThread };

export function serve(): void {
	const pages = playerPages(PAGE_SIZE);
	const projects = projectList();
	const channels = channelPages(PAGE_SIZE);
	const noChannels = channelReply([]);
	const server = createServer((request, response) => {
		const url = new URL(request.url ?? '/', 'http://127.0.0.1');
		const { pathname, searchParams } = url;
		const text = pathname.endsWith('/players')
			? pages.get(searchParams.get('pageToken') ?? '')
			: pathname.startsWith('/dev/v1/channel/')
				? (channels.get(searchParams.get('page_no') ?? '') ?? noChannels)
				: projects;
		response.writeHead(200, { 'content-type': 'application/json' });
		response.end(text);
	});
	server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port));
}
