import { describe, expect, it } from 'vitest';
import { UNDO_MS, undoRefusal } from '../../../src/projects/changeEach';

const session = {};
const made = { at: 1_000_000, session };

describe('whether a change may still be undone', () => {
	it('may for five minutes, to the millisecond', () => {
		expect(UNDO_MS).toBe(300_000);
		expect(undoRefusal(made, { at: made.at, session })).toBeUndefined();
		expect(undoRefusal(made, { at: made.at + UNDO_MS, session })).toBeUndefined();
		expect(undoRefusal(made, { at: made.at + UNDO_MS + 1, session })).toBe('tooLate');
	});

	it('may not for another session, though it is of the same account, nor when nobody is signed in', () => {
		expect(undoRefusal(made, { at: made.at, session: {} })).toBe('otherSession');
		expect(undoRefusal(made, { at: made.at, session: undefined })).toBe('otherSession');
	});
});
