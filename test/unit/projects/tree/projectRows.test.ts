import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Project } from '../../../../src/agora/console/projects';
import type { AgoraSession } from '../../../../src/agora/session';
import { ProjectFilter, ProjectRows, type RowSource } from '../../../../src/projects/tree/projectRows';
import { sessionOn, TestSessions } from '../../../fixtures/sessions';

const project: fc.Arbitrary<Project> = fc.record({
	id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
	name: fc.constantFrom('Room 2', 'Room 10', 'room', '教室'),
	appId: fc.constantFrom('', 'f00'),
	appCertificate: fc.constantFrom(undefined, 'one', 'other'),
	enabled: fc.constantFrom(true, false, undefined),
	createdAt: fc.constantFrom(undefined, 1, 2).map((time) => (time ? new Date(time) : undefined)),
	recordingServer: fc.constantFrom(undefined, '192.0.2.1'),
});

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'gone');

interface Known extends Pick<RowSource, 'projects' | 'activeId' | 'pinned'> {
	readonly changing: ReadonlySet<string>;
	readonly hidden: ReadonlySet<string>;
}

const known: fc.Arbitrary<Known> = fc.record({
	projects: fc.uniqueArray(project, { selector: (each) => each.id }),
	activeId: fc.option(id, { nil: undefined }),
	pinned: fc.uniqueArray(id).map((ids) => new Set(ids)),
	changing: fc.uniqueArray(id, { maxLength: 1 }).map((ids) => new Set(ids)),
	hidden: fc.uniqueArray(id, { maxLength: 1 }).map((ids) => new Set(ids)),
});

/** One thing after another, as on a screen: mostly small steps, in which rows keep their places. */
const histories = fc
	.tuple(
		known,
		fc.array(
			fc.tuple(
				fc.constantFrom(...(['projects', 'activeId', 'pinned', 'changing', 'hidden'] as const)),
				known,
			),
		),
	)
	.map(([first, steps]) => {
		const history = [first];
		for (const [part, next] of steps) {
			const last = history.at(-1) ?? first;
			history.push({ ...last, [part]: next[part] });
		}
		return history;
	});

function source({ changing, hidden, ...rest }: Known): RowSource {
	return {
		...rest,
		expected: (each) => (changing.has(each.id) ? { ...each, enabled: !each.enabled } : undefined),
		certificateOf: (each) => (each.appCertificate === undefined ? 'notEnabled' : 'enabled'),
		matches: (each) => !hidden.has(each.id),
	};
}

/** What a person sees of every row, in their order. */
function seen(rows: ProjectRows): [string, string][] {
	return rows.roots.map(({ id, facts: { project, ...marks } }) => [
		id,
		JSON.stringify({ ...project, ...marks, appCertificate: project.appCertificate !== undefined }),
	]);
}

describe('ProjectRows', () => {
	it('refreshes exactly the rows that look different, and all only when rows are added, removed or moved', () => {
		let some = 0;
		fc.assert(
			fc.property(histories, (history) => {
				const rows = new ProjectRows();
				for (const step of history) {
					const before = seen(rows);
					const drawn = rows.update(source(step));
					const after = seen(rows);
					const moved =
						JSON.stringify(before.map(([row]) => row)) !== JSON.stringify(after.map(([row]) => row));
					const changed = after.filter(([, look], index) => look !== before[index]?.[1]).map(([row]) => row);
					expect(drawn === 'all' ? 'all' : drawn.map((node) => node.id)).toEqual(moved ? 'all' : changed);
					some += moved ? 0 : changed.length;
				}
			}),
		);
		expect(some).toBeGreaterThan(20);
	});

	it('keeps the objects of a row and its detail rows as long as its project is stored', () => {
		fc.assert(
			fc.property(known, known, known, (first, second, third) => {
				const rows = new ProjectRows();
				const all = (step: Known) => ({ ...step, hidden: new Set<string>() });
				rows.update(source(all(first)));
				const before = new Map(rows.roots.map((node) => [node.id, { node, details: node.details() }]));
				const kept = first.projects.filter((each) => second.projects.some((other) => other.id === each.id));
				rows.update(source(second));
				rows.update(source(all({ ...third, projects: second.projects })));
				const after = new Map(rows.roots.map((node) => [node.id, node]));
				for (const each of kept) {
					const then = before.get(`project:${each.id}`);
					const now = after.get(`project:${each.id}`);
					expect(now).toBe(then?.node);
					const details = now?.details() ?? [];
					expect(
						then?.details.filter((row) => details.some((other) => other.id === row.id && other !== row)),
					).toEqual([]);
				}
			}),
		);
	});

	it('sorts pinned projects first, then by name with numbers in numeric order', () => {
		const rows = new ProjectRows();
		const named = (id: string, name: string): Project => ({
			id,
			name,
			appId: '',
			appCertificate: undefined,
			enabled: true,
			createdAt: undefined,
			recordingServer: undefined,
		});
		rows.update({
			projects: [
				named('a', 'Room 10'),
				named('b', 'Room 9'),
				named('c', 'Zoo'),
				named('d', 'Yard'),
				named('e', 'Room 9'),
			],
			expected: () => undefined,
			activeId: undefined,
			pinned: new Set(['d', 'c', 'gone']),
			certificateOf: () => 'notEnabled',
			matches: () => true,
		});
		expect(rows.roots.map((node) => node.project.id)).toEqual(['d', 'c', 'b', 'e', 'a']);
	});

	it('shows a project once that is listed twice', () => {
		const rows = new ProjectRows();
		fc.assert(
			fc.property(project, project, (one, other) => {
				const projects = [one, { ...other, id: one.id }];
				rows.update(
					source({
						projects,
						activeId: undefined,
						pinned: new Set(),
						changing: new Set(),
						hidden: new Set(),
					}),
				);
				expect(rows.roots).toHaveLength(1);
			}),
		);
	});
});

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
		'does not find a project by “%s”',
		(text) => {
			filter.set(text, work);
			expect(filter.matcher(classroom)).toBe(false);
		},
	);

	it('fires an event once for texts that differ only in surrounding spaces', () => {
		filter.set('class', work);
		filter.set(' class ', work);
		expect(filter.text).toBe('class');
		expect(changes).toBe(1);
	});

	it('is cleared when the account is switched or signed out, not when its secret is replaced', () => {
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

	it('is not set from an input that was opened for another account', () => {
		sessions.replace(sessionOn(SERVER, 'home'));
		filter.set('class', work);
		expect(filter.text).toBe('');
	});
});
