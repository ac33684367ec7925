import { doesNotMatch, match, strictEqual } from 'node:assert/strict';
import { basisText } from '../../src/players/playerText';
import { playerGroupItem } from '../../src/players/tree/playerItems';
import { PlayerGroupNode } from '../../src/players/tree/playerNodes';
import { Readings } from '../../src/players/tree/readings';
import { countedText } from '../../src/statusBar/playersItem';
import { durationText, elapsedText, relativeTime } from '../../src/ui/text';
import { SimulatedClock } from '../fixtures/simulatedClock';
import { openProjectContext } from './context/projectContext';

const YEAR = 365.25 * 86_400_000;

describe('texts of ages and durations', () => {
	it('are written out, rounded down, and left out below a minute', () => {
		strictEqual(relativeTime(0, 10 * YEAR), '10 years ago');
		strictEqual(elapsedText(59_999), '');
		strictEqual(elapsedText(-5000), '');
		strictEqual(elapsedText(119_999), '1 minute');
		strictEqual(elapsedText(60 * 60_000), '1 hour');
		strictEqual(elapsedText(47 * 3_600_000), '1 day');
		strictEqual(elapsedText(400 * 86_400_000), '400 days');
		strictEqual(relativeTime(0, 60_000), '1 minute ago');
	});

	it('have a singular form', () => {
		strictEqual(durationText(1.2, 'minute'), '1 minute');
		strictEqual(durationText(2, 'minute'), '2 minutes');
		const basis = { minutes: 1, waitedMinutes: 1, resolution: undefined };
		const text = basisText({ ...basis, amount: 1, unpriced: [], currency: 'USD' });
		match(text, /^1 minute since it was created/);
		match(text, /Time spent waiting, billed as audio: 1 minute\./);
	});

	it('appear in the status bar only when the numbers are overdue', () => {
		const count = { all: 3, running: 2, perhapsPaused: 0, failed: 1, gone: 0, stuck: 0 };
		strictEqual(countedText({ ...count, staleMs: undefined }), '2 running · 1 failed');
		strictEqual(
			countedText({ ...count, gone: 1, stuck: 2, staleMs: undefined }),
			'2 running · 1 failed · 1 gone · 2 stuck connecting',
		);
		strictEqual(countedText({ ...count, staleMs: 3 * 3_600_000 }), '2 running · 1 failed, read 3 hours ago');
	});

	it('appear in a row only when its reading is overdue', async () => {
		const context = await openProjectContext();
		try {
			const project = context.project('Watch Party');
			const rowAfter = (age: number) => {
				const loadable = { value: undefined, loadedAt: 0, error: undefined, loading: false };
				const node = new PlayerGroupNode({
					id: 'group',
					group: { kind: 'project', project },
					players: [],
				});
				const clock = new SimulatedClock({ time: age });
				const readings = new Readings({ loadable: () => loadable }, clock, () => 20_000);
				return String(playerGroupItem(node, readings).description);
			};
			doesNotMatch(rowAfter(60_000), /read/);
			match(rowAfter(60_001), /read 1 minute ago/);
		} finally {
			await context.close();
		}
	});
});
