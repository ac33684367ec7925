import { describe, expect, test } from 'vitest';
import { channelsPath, listPath, openSandbox, RULES_PATH, userPath, usersPath } from './openSandbox';

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

describe('the channels of the demo', () => {
	async function openProjects() {
		const opened = await openDemo();
		const appIdOf = (name: string) =>
			opened.sandbox.state.projects.find((project) => project.name === name)?.appId ?? '';
		const data = async (path: string) => {
			const { json } = await opened.call('GET', path);
			return (json as { data: Readonly<Record<string, unknown>> }).data;
		};
		return { ...opened, data, appIdOf };
	}

	test('are in all projects with players but Staging, and Telehealth Pilot has no permission', async () => {
		const { sandbox, call } = await openProjects();
		const counts: Record<string, unknown> = {};
		for (const { appId, name } of sandbox.state.projects) {
			const { status, json } = await call('GET', channelsPath(appId));
			counts[name] = status === 200 ? (json as { data: { total_size: number } }).data.total_size : status;
		}
		expect(counts).toEqual({
			'Music Lessons 2021': 400,
			'Classroom Live': 4,
			'Support Desk Video': 2,
			'Watch Party': 3,
			'Town Hall Broadcast': 1,
			Staging: 0,
			'Telehealth Pilot': 403,
			'Load Tests': 25,
		});
	});

	test('class32 has its players among the hosts and more than 100 in the audience', async () => {
		const { appIdOf, data } = await openProjects();
		const { mode, broadcasters, audience_total } = await data(
			usersPath(appIdOf('Classroom Live'), 'class32'),
		);
		expect([mode, broadcasters]).toEqual([2, [101, 'teacher101', 5801, 5802]]);
		expect(audience_total).toBeGreaterThan(127);
	});

	test('two hosts of class32 share an address', async () => {
		const { appIdOf, call, data } = await openProjects();
		const appid = appIdOf('Classroom Live');
		await call('POST', RULES_PATH, { appid, ip: '203.0.113.7', privileges: ['join_channel'] });
		const { broadcasters } = await data(usersPath(appid, 'class32'));
		expect(broadcasters).toEqual([101, 'teacher101']);
	});

	test('the player of class68 is not there, and lobby uses the communication profile', async () => {
		const { appIdOf, data } = await openProjects();
		const classroom = appIdOf('Classroom Live');
		expect(await data(usersPath(classroom, 'class68'))).toMatchObject({ mode: 2, broadcasters: [5833] });
		expect(await data(userPath(classroom, 'class68', 422))).toEqual({ in_channel: false });
		expect(await data(usersPath(appIdOf('Watch Party'), 'lobby'))).toMatchObject({ mode: 1 });
	});

	test('all-hands has more of the audience than the list names', async () => {
		const { appIdOf, data } = await openProjects();
		const { audience, audience_total } = await data(usersPath(appIdOf('Town Hall Broadcast'), 'all-hands'));
		expect(audience).toHaveLength(10_000);
		expect(audience_total).toBeGreaterThan(12_000);
	});

	test('Classroom Live has two ban rules', async () => {
		const { appIdOf, call } = await openProjects();
		const { json } = await call('GET', `${RULES_PATH}?appid=${appIdOf('Classroom Live')}`);
		expect(json).toMatchObject({
			rules: [
				{ uid: 5897, cname: 'class32', privileges: ['join_channel'], ts: '2025-06-18T12:42:00.000Z' },
				{ uid: 5844, cname: null, privileges: ['publish_audio', 'publish_video'] },
			],
		});
	});
});
