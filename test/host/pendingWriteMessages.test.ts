import { deepStrictEqual, match } from 'node:assert/strict';
import { notifyPendingWrites } from '../../src/support/pendingWriteMessages';
import type { FoundWrite } from '../../src/support/pendingWrites';
import { DialogDriver } from './dialogDriver';

describe('the message about writes that were pending when the window closed', () => {
	const found = (operation: string, outcome: FoundWrite['outcome'], change?: string): FoundWrite => ({
		entry: {
			...{ id: 'w', at: 0, account: 'Work', accountId: 'account' },
			...{ operation, subject: 'lesson_1', outcome: 'pending', change },
		},
		outcome,
	});
	const messageFor = async (...writes: FoundWrite[]) => {
		const dialogs = await DialogDriver.run([], () => notifyPendingWrites(writes));
		deepStrictEqual(dialogs.shown.length, 1);
		return dialogs.text;
	};

	it('describes the outcome of each write', async () => {
		match(
			await messageFor(found('createPlayer', 'done')),
			/closed before Agora responded\. Create lesson_1: it exists\nShow History/,
		);
		match(await messageFor(found('deletePlayer', 'notDone')), /Delete lesson_1: it still exists/);
		match(
			await messageFor(found('updatePlayer', 'unknown', 'isPause true')),
			/Pause lesson_1: unknown, check in the channel/,
		);
	});

	it('describes the outcome of bans, and what to check', async () => {
		const ban = (operation: string, outcome: FoundWrite['outcome'], seconds?: number): FoundWrite => {
			const { entry } = found(operation, outcome);
			const privileges = ['join_channel'];
			return { entry: { ...entry, ban: { uid: 7, channelName: 'class32', privileges, seconds } }, outcome };
		};
		match(
			await messageFor(ban('createBan', 'done', 600)),
			/Ban uid 7 from class32 for 10 minutes: the ban exists/,
		);
		match(
			await messageFor(ban('createBan', 'unknown', 600)),
			/for 10 minutes: unknown, check the bans before you repeat it/,
		);
		match(
			await messageFor(ban('createBan', 'unknown', 0)),
			/Kick uid 7 out of class32: unknown, check who is in the channel/,
		);
		match(
			await messageFor(ban('liftBan', 'notDone')),
			/Lift the ban of uid 7 in class32: the ban still exists/,
		);
		match(
			await messageFor(ban('changeBan', 'done', 60)),
			/Change the ban of uid 7 in class32 to 1 minute: done/,
		);
	});

	it('lists the first five writes and counts the others', async () => {
		const many = Array.from({ length: 7 }, () => found('createPlayer', 'notDone'));
		match(await messageFor(...many), /it does not exist · [\s\S]*and 2 more/);
	});
});
