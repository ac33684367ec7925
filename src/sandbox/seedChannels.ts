import type { NewChannel } from './channels';
import type { SandboxProject, SandboxState } from './state';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The projects of the demo that have channels. */
interface DemoProjects {
	readonly classroom: SandboxProject;
	readonly supportDesk: SandboxProject;
	readonly watchParty: SandboxProject;
	readonly townHall: SandboxProject;
	readonly loadTests: SandboxProject;
}

/**
 * The channels of the demo. Its cloud players join them by themselves, except in `class68`, where the player is still connecting,
 * and in `lobby`, which uses the communication profile. A few users come and go.
 *
 * @param now milliseconds since 1970
 */
export function seedChannels(state: SandboxState, projects: DemoProjects, now: number): void {
	const { classroom, supportDesk, watchParty, townHall, loadTests } = projects;
	const add = ({ appId }: SandboxProject, age: number, channel: Omit<NewChannel, 'appId' | 'startedAt'>) =>
		state.channels.add({ ...channel, appId, startedAt: now - age });

	add(classroom, 5 * HOUR + 20 * MINUTE, {
		name: 'class32',
		hosts: [
			{ uid: 5801, platform: 8, ip: '203.0.113.7' },
			{ uid: 5802, platform: 5, ip: '203.0.113.7', joinedAt: now - 3 * HOUR },
		],
		audience: 128,
		visitors: 9,
	});
	add(classroom, 52 * MINUTE, { name: 'class68', hosts: [{ uid: 5833, platform: 7 }], audience: 23 });
	add(classroom, 27 * MINUTE, { name: 'class41', hosts: [{ account: 'teacher-lin' }], audience: 11 });
	add(classroom, 95 * MINUTE, {
		name: 'staff room',
		profile: 'communication',
		users: [{ uid: 5805 }, { uid: 5811 }, { account: 'principal' }],
	});
	add(supportDesk, 14 * MINUTE, { name: 'ticket-4711', profile: 'communication', users: 2 });
	add(supportDesk, 6 * MINUTE, { name: 'ticket-4716', profile: 'communication', users: 3 });
	add(watchParty, 2 * HOUR, { name: 'movie night', audience: 338, visitors: 14 });
	add(watchParty, 25 * MINUTE, { name: 'match day', hosts: [{ uid: 7300, platform: 2 }], audience: 74 });
	add(watchParty, 4 * HOUR, { name: 'lobby', profile: 'communication', users: 6, visitors: 2 });
	add(townHall, 4 * HOUR, {
		name: 'all-hands',
		hosts: [
			{ uid: 900, platform: 5 },
			{ uid: 901, platform: 8 },
		],
		audience: 12_040,
		visitors: 30,
	});
	for (let number = 1; number <= 24; number += 1) {
		add(loadTests, 9 * MINUTE, {
			name: `load-${String(number).padStart(4, '0')}`,
			hosts: 1,
			audience: number % 4,
		});
	}

	state.banRules.add({
		appId: classroom.appId,
		uid: 5897,
		channelName: 'class32',
		createdAt: now - 18 * MINUTE,
	});
	state.banRules.add({
		appId: classroom.appId,
		uid: 5844,
		privileges: ['publish_audio', 'publish_video'],
		seconds: 86_400,
		createdAt: now - 3 * HOUR,
	});
}
