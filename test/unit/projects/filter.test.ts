import { beforeEach, describe, expect, it } from 'vitest';
import type { Project } from '../../../src/agora/console/projects';
import type { AgoraSession } from '../../../src/agora/session';
import { ProjectFilter } from '../../../src/projects/tree/projectRows';
import { sessionOn, TestSessions } from '../../fixtures/sessions';

const SERVER = { url: 'http://127.0.0.1:1', customerId: 'id', customerSecret: 'secret' };

const classroom: Project = {
	id: '7sdnf3xRH',
	name: 'Übung Classroom 教室',
	appId: '5bd14dcc312684e4edaa3f00cd2b2271',
	appCertificate: 'eeaa24fc6046d90b2271f00cd2b22275',
	enabled: true,
	createdAt: undefined,
	recordingServer: '192.0.2.10',
};

let sessions: TestSessions;
let work: AgoraSession;
let filter: ProjectFilter;
let changes: number;

beforeEach(() => {
	sessions = new TestSessions();
	work = sessionOn(SERVER, 'work');
	sessions.replace(work);
	filter = new ProjectFilter(sessions);
	changes = 0;
	filter.onDidChange(() => {
		changes += 1;
	});
});

describe('ProjectFilter', () => {
	it.each(['classroom', 'CLASS', 'übung', '教室', '312684E4', '5bd14dcc', '7SDN', '  room  ', ''])(
		'finds a project by “%s”',
		(text) => {
			filter.set(text, work);
			expect(filter.matcher(classroom)).toBe(true);
		},
	);

	it.each(['staging', 'eeaa24fc6046', '192.0.2', 'undefined', 'room class'])(
		'does not find it by “%s”: neither by a secret nor by what is not in it',
		(text) => {
			filter.set(text, work);
			expect(filter.matcher(classroom)).toBe(false);
		},
	);

	it('tells of a change once, and not of a text that searches for the same', () => {
		filter.set('class', work);
		filter.set(' class ', work);
		expect(filter.text).toBe('class');
		expect(changes).toBe(1);
	});

	it('is cleared with a switch of the account or signing out, not with a new secret of the same account', () => {
		filter.set('class', work);
		const rotated = sessionOn(SERVER, 'work');
		sessions.replace(rotated);
		expect(filter.text).toBe('class');
		sessions.replace(sessionOn(SERVER, 'home'));
		expect(filter.text).toBe('');
		expect(changes).toBe(2);
		filter.set('class', sessions.current ?? work);
		sessions.replace(undefined);
		expect(filter.text).toBe('');
	});

	it('is not set by an input that was opened for another account', () => {
		sessions.replace(sessionOn(SERVER, 'home'));
		filter.set('class', work);
		expect(filter.text).toBe('');
	});
});
