import { expect, test } from 'vitest';
import { listPath, openSandbox } from './openSandbox';

interface ListedPlayer {
	readonly status?: string;
	readonly streamUrl?: string;
}

async function openDemo() {
	const opened = await openSandbox({ seed: 'demo' });
	return {
		...opened,
		async listed(): Promise<ListedPlayer[]> {
			const all: ListedPlayer[] = [];
			for (const { appId, enabled, mediaPull } of opened.sandbox.state.projects) {
				if (enabled && mediaPull === 'enabled') {
					const { json } = await opened.call('GET', listPath(appId));
					all.push(...(json as { players: ListedPlayer[] }).players);
				}
			}
			return all;
		},
	};
}

test('the demo has eight projects, one disabled and two without certificate', async () => {
	const { call } = await openDemo();
	const { json } = await call('GET', '/dev/v1/projects');
	const { projects } = json as {
		projects: {
			id: string;
			name: string;
			vendor_key: string;
			sign_key: string;
			status: number;
			created: number;
		}[];
	};
	expect(projects).toHaveLength(8);
	expect(projects.filter(({ status }) => status === 0)).toHaveLength(1);
	expect(projects.filter(({ sign_key }) => sign_key === '')).toHaveLength(2);
	for (const key of ['id', 'name', 'vendor_key', 'created'] as const) {
		expect(new Set(projects.map((project) => project[key])).size).toBe(8);
	}
	for (const { id, vendor_key, sign_key } of projects) {
		expect(id).toMatch(/^[\w-]{9}$/);
		expect(vendor_key).toMatch(/^[0-9a-f]{32}$/);
		expect(sign_key).toMatch(/^([0-9a-f]{32})?$/);
	}
});

test('the demo has twelve players in every state, and shows the same ones a day later', async () => {
	const { clock, listed } = await openDemo();
	const players = await listed();
	expect(players).toHaveLength(12);
	const words = new Set(players.map(({ status }) => status));
	expect(words).toEqual(new Set(['running', 'connecting', 'failed', 'idle', 'recovering', undefined]));
	expect(players.filter(({ streamUrl }) => streamUrl === undefined)).toHaveLength(1);
	clock.skip(86_400_000);
	expect(await listed()).toEqual(players);
});

test('the demo has the same ids in every run', async () => {
	const [one, other] = [(await openDemo()).sandbox, (await openDemo()).sandbox];
	expect(one.state.projects).toEqual(other.state.projects);
	expect(one.state.players).toEqual(other.state.players);
});
