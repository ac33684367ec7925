import { afterAll, describe, expect, test } from 'vitest';
import { OPERATIONS } from '../../../../src/agora/operations';
import { type Cell, FAULTS, runCell, SILENT } from './cell';
import { ROWS, type Row } from './expectations';
import { SUBJECTS } from './subjects';

let cells = 0;
afterAll(() => {
	process.stdout.write(`fault matrix: ${cells} cells\n`);
});

const silent = ({ fault }: Row): boolean => SILENT.includes(fault);
const titled = (row: Row) => ({ ...row, title: `${row.fault}, ${row.extent}` });

test('combines every operation with every fault', () => {
	expect(new Set(SUBJECTS.map(({ operation }) => operation))).toEqual(new Set(Object.keys(OPERATIONS)));
	expect(new Set(ROWS.map(({ fault }) => fault))).toEqual(new Set(Object.keys(FAULTS)));
	expect(ROWS.flatMap(({ expected }) => Object.values(expected))).not.toContain('');
});

// Those wait, so that they may as well wait together.
describe('an unresponsive host', () => {
	test.concurrent.each(ROWS.filter(silent).map(titled))('$title', { timeout: 60_000 }, async (row) => {
		const all = await Promise.all(SUBJECTS.map((subject) => runCell(subject, row.fault, row.extent)));
		compare(row, all);
	});
});

describe('a fault with a response', () => {
	test.each(ROWS.filter((row) => !silent(row)).map(titled))('$title', async (row) => {
		const all: Cell[] = [];
		for (const subject of SUBJECTS) {
			all.push(await runCell(subject, row.fault, row.extent));
		}
		compare(row, all);
	});
});

function compare({ expected }: Row, all: readonly Cell[]): void {
	const wanted = SUBJECTS.map(({ title, group }) => `${title}: ${expected[group]}`);
	expect(all.map(({ observed }, index) => `${SUBJECTS[index]?.title}: ${observed}`)).toEqual(wanted);
	expect(all.map(({ leaked }) => leaked)).toEqual(SUBJECTS.map(() => []));
	cells += all.length;
}
