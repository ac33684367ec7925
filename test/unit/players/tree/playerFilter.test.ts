import { beforeEach, describe, expect, it } from 'vitest';
import type { AgoraSession } from '../../../../src/agora/session';
import { seenFirst } from '../../../../src/players/store/playerConditions';
import { PlayerFilter } from '../../../../src/players/tree/channelFilter';
import { sessionOn, TestSessions } from '../../../fixtures/sessions';
import { player } from '../polling/listedPlayers';

const SERVER = { url: 'http://127.0.0.1:1', customerId: 'id', customerSecret: 'secret' };

let sessions: TestSessions;
let filter: PlayerFilter;
let session: AgoraSession;
let changes: number;

beforeEach(() => {
	sessions = new TestSessions();
	session = sessionOn(SERVER);
	sessions.replace(session);
	filter = new PlayerFilter(sessions);
	changes = 0;
	filter.onDidChange(() => {
		changes += 1;
	});
});

function shows(channelName: string | undefined): boolean | undefined {
	return filter.matches?.(seenFirst({ ...player('a'), channelName }, 0, false));
}

describe('PlayerFilter', () => {
	it('finds channels by a part of their name, in capitals or not', () => {
		expect(filter.matches).toBeUndefined();
		filter.set('Math', session);
		expect([shows('math-1'), shows('MATHS'), shows('music'), shows(undefined)]).toEqual([
			true,
			true,
			false,
			false,
		]);
		filter.clear();
		expect(filter.matches).toBeUndefined();
		filter.clear();
		expect(changes).toBe(2);
	});

	it('is kept by the same account and not by another, nor set by a session that is over', () => {
		filter.set('math', session);
		sessions.replace(sessionOn(SERVER));
		expect(filter.text).toBe('math');
		filter.set('late', session);
		expect(filter.text).toBe('math');
		sessions.replace(sessionOn(SERVER, 'another'));
		expect(filter.text).toBe('');
	});
});
