import { AgoraClient } from '../../../src/agora/client';
import type { Area, HostPlan } from '../../../src/agora/hosts';
import type { CallControl } from '../../../src/agora/operations';
import { type OperationName, operationOf } from '../../../src/agora/operations';
import { RateLimiter } from '../../../src/agora/rateLimiter';
import { systemClock } from '../../../src/common/clock';
import { SimulatedClock } from '../../fixtures/simulatedClock';
import { CUSTOMER } from './testServer';

/** What must not happen twice, and is sent again only when it is certain that it never arrived. */
export const AT_MOST_ONCE = [
	'createProject',
	'resetCertificate',
	'createPlayer',
	'updatePlayer',
	'createBan',
] as const;

const PARAMS = {
	region: 'na',
	version: 'v2',
	appId: 'the-app-id',
	id: 'the-player-id',
	channelName: 'class32',
	uid: '101',
};

/** One request of the operation, as the calls send theirs, but with nobody who looks up what became of it. */
export async function send(
	client: AgoraClient,
	operation: OperationName,
	control?: CallControl,
): Promise<void> {
	const body = operationOf(operation).method === 'GET' ? {} : { body: { name: 'class32' } };
	await client.send({ operation, params: PARAMS, ...body }, () => undefined, control);
}

/** A name that no resolver knows; every call another one. */
export function unknownHost(): URL {
	return new URL(`http://${Math.random().toString(36).slice(2)}.invalid`);
}

/** `primary` and its neighbours under the own domain; the same under the other one. */
export function planOfHosts(own: readonly [URL, ...URL[]], other?: readonly [URL, ...URL[]]): HostPlan {
	const line = ([primary, ...neighbours]: readonly [URL, ...URL[]]) => ({ primary, neighbours });
	return { own: line(own), other: other && line(other) };
}

export interface TestClient {
	readonly client: AgoraClient;
	/** Its sleeps take no real time. */
	readonly clock: SimulatedClock;
	readonly lines: string[];
}

/** A client as the extension has it, but for its time and chance. */
export function clientOn(
	hosts: HostPlan,
	options: { timeoutMs?: number; random?: number; area?: Area; clock?: SimulatedClock } = {},
): TestClient {
	const { clock = new SimulatedClock({ skipsSleeps: true }) } = options;
	const lines: string[] = [];
	const add = (level: string) => (line: string) => void lines.push(`${level} ${line}`);
	const client = new AgoraClient({
		hosts,
		credentials: CUSTOMER,
		area: options.area,
		log: { debug: add('debug'), info: add('info'), warn: add('warn') },
		timeoutMs: options.timeoutMs ?? 20_000,
		clock,
		rateLimiter: new RateLimiter(systemClock),
		random: () => options.random ?? 0,
	});
	return { client, clock, lines };
}
