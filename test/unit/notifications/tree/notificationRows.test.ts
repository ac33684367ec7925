import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReceivedNotifications } from '../../../../src/notifications/receivedNotifications';
import {
	NotificationNode,
	NotificationRows,
	ROWS_AT_ONCE,
} from '../../../../src/notifications/tree/notificationNodes';
import { requestOf, statusNotice } from '../received';

function open() {
	const received = new ReceivedNotifications({ verify: () => ({ state: 'unchecked', appId: undefined }) });
	const rows = new NotificationRows();
	const add = (noticeId: string) => received.add(requestOf(statusNotice(noticeId)));
	return { received, rows, add };
}

describe('the rows of notifications', () => {
	it('report only the rows that changed, unless rows were added', () => {
		const { received, rows, add } = open();
		add('a');
		add('b');
		expect(rows.update(received.all)).toBe('all');
		expect(rows.update(received.all)).toEqual([]);
		add('a');
		expect(rows.update(received.all)).toEqual([rows.rows[1]]);
	});

	it('show more on request, and fewer again after they were cleared', () => {
		const { received, rows, add } = open();
		for (let number = 0; number < ROWS_AT_ONCE + 5; number += 1) {
			add(String(number));
		}
		rows.update(received.all);
		expect(rows.rows).toHaveLength(ROWS_AT_ONCE + 1);
		expect(rows.rows.at(-1)).toMatchObject({ id: 'more', hidden: 5 });
		rows.showMore();
		expect(rows.update(received.all)).toBe('all');
		expect(rows.rows).toHaveLength(ROWS_AT_ONCE + 5);
		received.clear();
		rows.update(received.all);
		for (let number = 0; number < ROWS_AT_ONCE + 5; number += 1) {
			add(String(number));
		}
		rows.update(received.all);
		expect(rows.rows).toHaveLength(ROWS_AT_ONCE + 1);
	});

	it('are those of the notifications in their order, and stay the same objects', () => {
		const step = fc.oneof(
			fc.constantFrom('clear', 'update'),
			fc.nat(20).map((number) => `notice ${number}`),
		);
		fc.assert(
			fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
				const { received, rows, add } = open();
				const seen = new Map<string, unknown>();
				for (const each of steps) {
					if (each === 'clear') {
						received.clear();
						rows.update(received.all);
						seen.clear();
					} else if (each === 'update') {
						rows.update(received.all);
						for (const row of rows.rows) {
							expect(seen.get(row.id) ?? row).toBe(row);
							seen.set(row.id, row);
						}
					} else {
						add(each);
					}
				}
				rows.update(received.all);
				const shown = rows.rows.flatMap((row) => (row instanceof NotificationNode ? [row.notification] : []));
				expect(shown).toEqual(received.all);
			}),
		);
	});
});
