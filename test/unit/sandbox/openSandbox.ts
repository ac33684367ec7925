import { onTestFinished } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/sandbox';
import { SimulatedClock } from '../../fixtures/simulatedClock';

export interface Answer {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	/** The parsed body; undefined for an empty body. */
	readonly json: unknown;
}

export interface OpenSandbox {
	readonly sandbox: Sandbox;
	readonly clock: SimulatedClock;
	/** Calls with valid credentials, and with JSON where there is a body. */
	call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

/** An empty sandbox that stops when the test ends. Its clock stays at 2025-06-18 12:00 UTC, a Wednesday. */
export async function openSandbox(options: SandboxOptions & { time?: number } = {}): Promise<OpenSandbox> {
	const clock = new SimulatedClock({ time: options.time ?? Date.UTC(2025, 5, 18, 12) });
	const sandbox = await startSandbox({ clock, ...options });
	onTestFinished(() => sandbox.stop());
	return {
		sandbox,
		clock,
		async call(method, path, body, headers) {
			const response = await fetch(sandbox.url + path, {
				method,
				headers: {
					Authorization: basic(sandbox.customerId, sandbox.customerSecret),
					...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
					...headers,
				},
				...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
			});
			const text = await response.text();
			const json: unknown = text === '' ? undefined : JSON.parse(text);
			return { status: response.status, headers: response.headers, text, json };
		},
	};
}

export function basic(customerId: string, customerSecret: string): string {
	return `Basic ${Buffer.from(`${customerId}:${customerSecret}`).toString('base64')}`;
}

/** The path of Create, or of one player where an id is given. */
export function playersPath(appId: string, id?: string, region = 'na'): string {
	return `/${region}/v1/projects/${appId}/cloud-player/players${id === undefined ? '' : `/${id}`}`;
}

/** The path of List. */
export function listPath(appId: string, query = ''): string {
	return `/v1/projects/${appId}/cloud-player/players${query}`;
}

/** The path of the list of channels. */
export function channelsPath(appId: string, query = ''): string {
	return `/dev/v1/channel/${appId}${query}`;
}

/** The path of the users of a channel. */
export function usersPath(appId: string, channelName: string): string {
	return `/dev/v1/channel/user/${appId}/${encodeURIComponent(channelName)}`;
}

/** The path of one user of a channel. */
export function userPath(appId: string, channelName: string, uid: number | string): string {
	return `/dev/v1/channel/user/property/${appId}/${uid}/${encodeURIComponent(channelName)}`;
}

/** The path of the ban rules. */
export const RULES_PATH = '/dev/v1/kicking-rule';
