import { deepStrictEqual, match } from 'node:assert/strict';
import { notifyPendingWrites } from '../../src/support/pendingWriteMessages';
import type { FoundWrite } from '../../src/support/pendingWrites';
import { DialogDriver } from './dialogDriver';

describe('what became of writes that the editor was closed during', () => {
	const found = (operation: string, outcome: FoundWrite['outcome'], change?: string): FoundWrite => ({
		entry: { at: 0, account: 'Work', operation, subject: 'lesson_1', outcome: 'pending', change },
		outcome,
	});
	const told = async (...writes: FoundWrite[]) => {
		const dialogs = await DialogDriver.run([], () => notifyPendingWrites(writes));
		deepStrictEqual(dialogs.shown.length, 1);
		return dialogs.text;
	};

	it('is told in words', async () => {
		match(
			await told(found('createPlayer', 'done')),
			/closed before Agora responded\. Create cloud player lesson_1: it exists\nShow History/,
		);
		match(await told(found('deletePlayer', 'notDone')), /Delete cloud player lesson_1: it still exists/);
		match(
			await told(found('updatePlayer', 'unknown', 'isPause true')),
			/Change cloud player lesson_1 \(isPause true\): not known, look or listen in the channel/,
		);
	});

	it('is told in one message, of the first five', async () => {
		const many = Array.from({ length: 7 }, () => found('createPlayer', 'notDone'));
		match(await told(...many), /it does not exist · [\s\S]*and 2 more/);
	});
});
