import { deepStrictEqual, match, notStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { accountCommands } from '../../src/accounts/commands/accountCommands';
import type { AccountCommandId } from '../../src/ui/commandIds';
import { type Move, Person } from './person';
import { type AccountRoom, openAccountRoom } from './room/accountRoom';

interface Case {
	readonly id: AccountCommandId;
	readonly what: string;
	/** Depends on the room's server, which has another address each time. */
	readonly moves: (room: AccountRoom) => readonly Move[];
	/** The labels that are stored afterwards, and the one in use. */
	readonly labels: readonly string[];
	readonly current: string | undefined;
	readonly destructive?: boolean;
	/** Where the pair is checked with the server before it is stored. */
	readonly checked?: boolean;
}

const CASES: readonly Case[] = [
	{
		id: 'agora.account.signIn',
		what: 'stores a checked account and uses it',
		moves: ({ sandbox }) => [
			{ pick: 'Local Server…' },
			{ type: sandbox.url },
			{ type: sandbox.customerId },
			{ type: sandbox.customerSecret },
			{ type: 'Third' },
		],
		labels: ['Second', 'First', 'Third'],
		current: 'Third',
		checked: true,
	},
	{
		id: 'agora.account.switch',
		what: 'uses another account',
		moves: () => [{ pick: 'Second' }],
		labels: ['Second', 'First'],
		current: 'Second',
	},
	{
		id: 'agora.account.manage',
		what: 'renames an account',
		moves: () => [{ pick: 'First' }, { pick: 'Rename…' }, { type: 'My Team' }],
		labels: ['Second', 'My Team'],
		current: 'My Team',
	},
	{
		id: 'agora.account.manage',
		what: 'removes an account that is not in use',
		moves: () => [{ pick: 'Second' }, { pick: 'Remove…' }, { press: 'Remove Account' }],
		labels: ['First'],
		current: 'First',
		destructive: true,
	},
	{
		id: 'agora.account.manage',
		what: 'signs out of the account in use when that is removed',
		moves: () => [{ pick: 'First' }, { pick: 'Remove…' }, { press: 'Remove Account' }],
		labels: ['Second'],
		current: undefined,
		destructive: true,
	},
	{
		id: 'agora.account.signOut',
		what: 'forgets the account in use',
		moves: () => [{ press: 'Sign Out' }],
		labels: ['Second'],
		current: undefined,
		destructive: true,
	},
];

const REPLACE: readonly Move[] = [{ pick: 'First' }, { pick: 'Replace Secret…' }];

describe('account commands', () => {
	let room: AccountRoom;
	beforeEach(async () => {
		room = await openAccountRoom();
	});
	afterEach(() => room.close());

	const labels = () => room.parts.accounts.stored.map(({ label }) => label);
	const run = (id: AccountCommandId) => accountCommands[id](room.parts, undefined);

	for (const { id, what, moves, labels: expected, current, destructive = false, checked } of CASES) {
		describe(`${id} ${what}`, () => {
			it('to the end', async () => {
				const person = await Person.at(moves(room), () => run(id));
				deepStrictEqual(person.troubles, []);
				strictEqual(person.left, 0);
				deepStrictEqual(labels(), expected);
				strictEqual(room.parts.sessions.current?.accountLabel, current);
				strictEqual(
					person.seen.some(({ modal }) => modal),
					destructive,
				);
			});

			it('and changes nothing when left at any step', async () => {
				const all = moves(room);
				const before = await room.stored();
				for (const made of all.keys()) {
					const person = await Person.at(all.slice(0, made), () => run(id));
					ok(person.seen.length > made, 'there was nothing to leave');
					strictEqual(await room.stored(), before, `after ${made} of ${all.length} steps`);
				}
			});

			if (checked) {
				it('and stores nothing that the server refuses, or that could not be checked', async () => {
					const before = await room.stored();
					const all = moves(room);
					for (const [status, words] of [
						[401, /401/],
						[403, /403/],
					] as const) {
						room.sandbox.faults.next({ status }, { path: '/dev/v1/projects' });
						match((await Person.at(all, () => run(id))).text, words);
					}
					await room.sandbox.stop();
					match((await Person.at(all, () => run(id))).text, /could not be reached/);
					strictEqual(await room.stored(), before);
				});
			}
		});
	}

	describe('agora.account.manage replaces a secret', () => {
		it('with a checked one, in the session that is there', async () => {
			const session = room.parts.sessions.current;
			const before = await room.stored();
			room.sandbox.rotateSecret();
			const { customerId, customerSecret } = room.sandbox;
			const moves = [...REPLACE, { type: customerId }, { type: customerSecret }];
			const person = await Person.at(moves, () => run('agora.account.manage'));
			deepStrictEqual(person.troubles, []);
			strictEqual(person.left, 0);
			notStrictEqual(await room.stored(), before);
			strictEqual(room.parts.sessions.current, session);
			ok(session?.client.credentials.are({ customerId, customerSecret }));
		});

		it('and keeps the old one when left at any step, refused, or not checked', async () => {
			const before = await room.stored();
			const { customerId } = room.sandbox;
			const all = [...REPLACE, { type: customerId }, { type: 'wrong' }];
			for (const made of all.keys()) {
				await Person.at(all.slice(0, made), () => run('agora.account.manage'));
			}
			match((await Person.at(all, () => run('agora.account.manage'))).text, /401/);
			await room.sandbox.stop();
			match((await Person.at(all, () => run('agora.account.manage'))).text, /could not be reached/);
			strictEqual(await room.stored(), before);
		});
	});
});
