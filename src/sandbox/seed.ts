import type { NewPlayer } from './player';
import { seedChannels } from './seedChannels';
import type { SandboxState } from './state';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * The account of a team: eight projects, more than 400 days of usage, a dozen players in every state, and their channels. Players
 * whose state would change within minutes hold it, so that the demo always looks the same.
 *
 * @param now milliseconds since 1970
 */
export function seedDemo(state: SandboxState, now: number): void {
	const projects = addProjects(state);
	const { classroom, watchParty, townHall, staging, loadTests } = projects;
	const add = (appId: string, age: number, player: Omit<NewPlayer, 'appId' | 'createdAt'>) =>
		state.addPlayer({ ...player, appId, createdAt: now - age });

	add(classroom.appId, 5 * HOUR + 12 * MINUTE, {
		region: 'eu',
		name: 'class32_101',
		channelName: 'class32',
		uid: 101,
		streamUrl: 'rtmp://live.example.com/live/class32/101',
	});
	add(classroom.appId, 2 * HOUR + 3 * MINUTE, {
		region: 'eu',
		name: 'class32_teacher101',
		channelName: 'class32',
		account: 'teacher101',
		streamUrl: 'https://media.example.com/lessons/fractions-5400s.mp4',
		repeatTime: -1,
	});
	add(classroom.appId, 48 * MINUTE, {
		region: 'ap',
		name: 'class68_422',
		channelName: 'class68',
		uid: 422,
		streamUrl: 'rtmp://live.example.com/live/class68/422',
		heldStatus: 'connecting',
	});
	add(classroom.appId, 31 * MINUTE, {
		region: 'eu',
		name: 'class70_103',
		channelName: 'class70',
		uid: 103,
		streamUrl: 'rtmp://unreachable.example.com/live/class70/103',
		heldStatus: 'failed',
	});
	add(watchParty.appId, 26 * HOUR, {
		region: 'na',
		name: 'movie-night',
		channelName: 'movie night',
		uid: 7001,
		streamUrl: 'https://media.example.com/films/feature-6300s.mp4',
		repeatTime: -1,
	});
	add(watchParty.appId, 3 * HOUR, {
		region: 'na',
		name: 'trailers',
		channelName: 'lobby',
		account: 'trailers',
		streamUrl: 'https://media.example.com/trailers/index.m3u8',
	});
	add(watchParty.appId, 20 * MINUTE, {
		region: 'ap',
		channelName: 'match day',
		uid: 7002,
		streamUrl: 'https://viewer:kick-off-1530@sports.example.net/match/stream.flv',
	});
	add(watchParty.appId, 14 * MINUTE, {
		region: 'na',
		name: 'late-show',
		channelName: 'late show',
		uid: 7003,
		streamUrl: 'https://media.example.com/shows/late-missing.mp4',
		heldStatus: 'failed',
	});
	add(townHall.appId, 4 * HOUR, {
		region: 'na',
		name: 'stage-camera',
		channelName: 'all-hands',
		account: 'stage',
		streamUrl: 'rtmp://encoder.example.org/stage/main',
	});
	add(townHall.appId, 4 * MINUTE, {
		region: 'na',
		name: 'opening-clip',
		channelName: 'all-hands',
		account: 'clip',
		streamUrl: 'https://media.example.org/townhall/opening-90s.mp4',
		heldStatus: 'idle',
	});
	add(staging.appId, 75 * MINUTE, {
		region: 'cn',
		name: 'staging_1',
		channelName: 'smoke',
		uid: 1,
		streamUrl: 'rtmp://staging.example.net/live/1',
		heldStatus: 'recovering',
	});
	add(loadTests.appId, 9 * MINUTE, {
		region: 'eu',
		name: 'load_0001',
		channelName: 'load',
		uid: 50_001,
		streamUrl: 'rtmp://load.example.net/live/0001',
		partial: true,
	});
	seedChannels(state, projects, now);
}

/** Two have no certificate, one is disabled, and one may use neither Media Pull nor channel management. Returns those with players or channels. */
function addProjects(state: SandboxState) {
	state.addProject({
		id: 'Qm3x-T9wA',
		name: 'Music Lessons 2021',
		enabled: false,
		createdAt: Date.UTC(2021, 2, 9, 8, 12, 44),
		recordingServer: '10.12.1.5:8080',
		traffic: { audioSecondsPerDay: 41_000, rhythm: 'evening', endedAt: Date.UTC(2024, 5, 30) },
	});
	const classroom = state.addProject({
		id: '7sdnf3xRH',
		name: 'Classroom Live',
		createdAt: Date.UTC(2022, 7, 22, 6, 30, 5),
		traffic: { audioSecondsPerDay: 1_260_000, rhythm: 'office' },
	});
	const supportDesk = state.addProject({
		id: 'b0Kc2_LdE',
		name: 'Support Desk Video',
		createdAt: Date.UTC(2022, 10, 3, 14, 1, 37),
		traffic: { audioSecondsPerDay: 318_000, rhythm: 'office' },
	});
	const watchParty = state.addProject({
		id: 'Wp84rYzu1',
		name: 'Watch Party',
		createdAt: Date.UTC(2023, 4, 17, 19, 45, 12),
		traffic: { audioSecondsPerDay: 842_000, rhythm: 'evening' },
	});
	const townHall = state.addProject({
		id: 'tH6vN-q0s',
		name: 'Town Hall Broadcast',
		createdAt: Date.UTC(2023, 9, 2, 9, 0, 0),
		traffic: { audioSecondsPerDay: 96_000, rhythm: 'office' },
	});
	const staging = state.addProject({
		id: 'sTg_19fXo',
		name: 'Staging',
		certificateEnabled: false,
		createdAt: Date.UTC(2024, 0, 15, 11, 22, 33),
		traffic: { audioSecondsPerDay: 22_000, rhythm: 'office' },
	});
	state.addProject({
		id: 'Jd5hE2mVb',
		name: 'Telehealth Pilot',
		mediaPull: 'notEnabled',
		channelManagement: 'forbidden',
		createdAt: Date.UTC(2024, 2, 4, 16, 8, 51),
		traffic: { audioSecondsPerDay: 154_000, rhythm: 'office' },
	});
	const loadTests = state.addProject({
		id: 'Lt-77cPgk',
		name: 'Load Tests',
		certificateEnabled: false,
		createdAt: Date.UTC(2024, 6, 29, 7, 55, 18),
		traffic: { audioSecondsPerDay: 63_000, rhythm: 'office' },
	});
	return { classroom, supportDesk, watchParty, townHall, staging, loadTests };
}
