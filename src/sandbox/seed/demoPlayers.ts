import type { NewPlayer } from '../state/player';
import type { SandboxState } from '../state/state';
import type { DemoProjects } from './demoProjects';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * A dozen players in every state. Those whose state would pass within minutes hold it, so that the demo looks the
 * same for as long as it runs.
 */
export function addDemoPlayers(state: SandboxState, projects: DemoProjects, now: number): void {
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
}
