import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Project } from '../../../../src/agora/console/projects';
import { ProjectRows, type RowSource } from '../../../../src/projects/tree/projectRows';

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
	it('draws anew exactly the rows that look different, and all only when rows come, go or move', () => {
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

	it('keeps the object of a row and of the rows under it as long as its project is known', () => {
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

	it('puts pinned projects first, then goes by name, with numbers as a person counts', () => {
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

	it('shows a project once that a list names twice', () => {
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
