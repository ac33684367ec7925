import { deepStrictEqual, match, notStrictEqual, ok, strictEqual } from 'node:assert/strict';
import type { Account } from '../../src/accounts/accountList';
import { accountCommands } from '../../src/accounts/commands/accountCommands';
import { replaceSecret } from '../../src/accounts/commands/credentialSteps';
import { tellMissingCredentials } from '../../src/accounts/credentialMessages';
import type { Sandbox } from '../../src/sandbox/main';
import type { AccountCommandId } from '../../src/ui/commandIds';
import { DialogDriver, type UserAction } from './person';
import { type AccountRoom, openAccountRoom } from './room/accountRoom';

interface Case {
	readonly id: AccountCommandId;
	readonly what: string;
	/** Depends on the room's server, which has another address each time. */
	readonly moves: (room: AccountRoom) => readonly UserAction[];
	/** The labels that are stored afterwards, and the one in use. */
	readonly labels: readonly string[];
	readonly current: string | undefined;
	readonly destructive?: boolean;
	/** The server that the pair is checked with before it is stored. */
	readonly checkedWith?: (room: AccountRoom) => Sandbox;
}

const CASES: readonly Case[] = [
	{
		id: 'agora.account.signIn',
		what: 'stores a checked account and uses it',
		moves: ({ elsewhere }) => [...signingInTo(elsewhere), { type: 'Third' }],
		labels: ['Second', 'First', 'Third'],
		current: 'Third',
		checkedWith: ({ elsewhere }) => elsewhere,
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

/** The steps of Sign In up to the secret. */
function signingInTo({
	url,
	customerId,
	customerSecret,
}: Pick<Sandbox, 'url' | 'customerId' | 'customerSecret'>): readonly UserAction[] {
	return [{ pick: 'Local Server…' }, { type: url }, { type: customerId }, { type: customerSecret }];
}

const REPLACE: readonly UserAction[] = [{ pick: 'First' }, { pick: 'Replace Secret…' }];

describe('account commands', () => {
	let room: AccountRoom;
	beforeEach(async () => {
		room = await openAccountRoom();
	});
	afterEach(() => room.close());

	const labels = () => room.parts.accounts.stored.map(({ label }) => label);
	const run = (id: AccountCommandId) => accountCommands[id](room.parts, undefined);

	for (const { id, what, moves, labels: expected, current, destructive = false, checkedWith } of CASES) {
		describe(`${id} ${what}`, () => {
			it('to the end', async () => {
				const person = await DialogDriver.at(moves(room), () => run(id));
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
					const person = await DialogDriver.at(all.slice(0, made), () => run(id));
					ok(person.seen.length > made, 'there was nothing to leave');
					strictEqual(await room.stored(), before, `after ${made} of ${all.length} steps`);
				}
			});

			if (checkedWith) {
				it('and stores nothing that the server refuses, or that could not be checked', async () => {
					const before = await room.stored();
					const all = moves(room);
					for (const [status, words] of [
						[401, /401/],
						[403, /403/],
					] as const) {
						checkedWith(room).faults.next({ status }, { path: '/dev/v1/projects' });
						match((await DialogDriver.at(all, () => run(id))).text, words);
					}
					await checkedWith(room).stop();
					match((await DialogDriver.at(all, () => run(id))).text, /could not be reached/);
					strictEqual(await room.stored(), before);
				});
			}
		});
	}

	describe('agora.account.signIn with a Customer ID that is stored already', () => {
		it('says so, and gives that account the new secret, in the session that is there', async () => {
			const session = room.parts.sessions.current;
			room.sandbox.rotateSecret();
			const person = await DialogDriver.at(signingInTo(room.sandbox), () => run('agora.account.signIn'));
			deepStrictEqual([person.troubles, person.left], [[], 0]);
			match(person.text, /already stored as “First”/);
			strictEqual(room.parts.sessions.current, session);
			ok(session?.client.credentials.are(room.sandbox));
			deepStrictEqual(await room.parts.accounts.credentials('1'), {
				customerId: room.sandbox.customerId,
				customerSecret: room.sandbox.customerSecret,
			});
		});

		it('switches to that account, and lets what was typed be corrected before', async () => {
			await DialogDriver.at([{ pick: 'Second' }], () => run('agora.account.switch'));
			const all = signingInTo(room.sandbox);
			const corrected = [...all.slice(0, 3), 'back', { type: 'mistyped' }, 'back', ...all.slice(2)] as const;
			const person = await DialogDriver.at(corrected, () => run('agora.account.signIn'));
			deepStrictEqual([person.troubles, person.left, labels()], [[], 0, ['Second', 'First']]);
			strictEqual(room.parts.sessions.current?.accountLabel, 'First');
		});
	});

	it('agora.account.signIn adds an account anew that another window removed while the secret was asked for', async () => {
		const all = signingInTo(room.sandbox);
		const { accounts, sessions } = room.parts;
		const credentials = accounts.credentials.bind(accounts);
		// The Customer ID is looked up before the secret is asked for.
		accounts.credentials = async (id) => {
			const found = await credentials(id);
			if (id === '1') {
				await room.removeElsewhere(id);
			}
			return found;
		};
		const person = await DialogDriver.at(all, () => run('agora.account.signIn'));
		deepStrictEqual([person.troubles, person.left], [[], 0]);
		strictEqual(sessions.current?.accountLabel, 'First');
		notStrictEqual(sessions.current?.accountId, '1');
		strictEqual(await credentials('1'), undefined);
	});

	it('agora.account.signIn leaves a stored account as it was where the server refuses the secret', async () => {
		const before = await room.stored();
		const { url, customerId } = room.sandbox;
		const moves = signingInTo({ url, customerId, customerSecret: 'wrong' });
		match((await DialogDriver.at(moves, () => run('agora.account.signIn'))).text, /401/);
		strictEqual(await room.stored(), before);
	});

	it('an account whose credentials are gone is signed in to from the message, as the account it was', async () => {
		const { accounts, sessions } = room.parts;
		const first = accounts.stored.find(({ label }) => label === 'First');
		ok(first);
		sessions.replace({ state: 'signedOut' });
		await room.forgetSecret(first.id);
		const { customerId, customerSecret } = room.sandbox;
		const moves = [{ press: 'Enter Credentials' }, { type: customerId }, { type: customerSecret }];
		const person = await DialogDriver.at(moves, () => tellMissingCredentials(accounts, first));
		deepStrictEqual([person.troubles, person.left, labels()], [[], 0, ['Second', 'First']]);
		strictEqual(sessions.current?.accountId, first.id);
		ok(sessions.current?.client.credentials.are(room.sandbox));
		sessions.replace({ state: 'signedOut' });
		const again = await DialogDriver.at(moves.slice(0, 1), () => tellMissingCredentials(accounts, first));
		strictEqual(again.seen.length, 1, 'asks for what another window has stored meanwhile');
		ok(sessions.current?.client.credentials.are(room.sandbox));
	});

	describe('agora.account.manage sets the primary domain', () => {
		const agora: Account = { id: '3', label: 'Team', area: 'mainland' };
		const moves = (domain: string): readonly UserAction[] => [
			{ pick: 'Team' },
			{ pick: 'Choose Primary Domain…' },
			{ pick: domain },
		];
		const host = () => room.parts.sessions.current?.client.host.url.host;
		beforeEach(async () => {
			await room.parts.accounts.addAndSignIn(agora, room.sandbox);
		});

		it('of the account in use, in its session, and back to automatic', async () => {
			const session = room.parts.sessions.current;
			strictEqual(host(), 'api.sd-rtn.com');
			const person = await DialogDriver.at(moves('api.agora.io'), () => run('agora.account.manage'));
			deepStrictEqual([person.troubles, person.left], [[], 0]);
			strictEqual(room.parts.sessions.current, session);
			strictEqual(host(), 'api.agora.io');
			const list = await DialogDriver.at([], () => run('agora.account.manage'));
			match(list.text, /api\.agora\.io \(chosen\) · used by this window/);
			await DialogDriver.at(moves('Automatic'), () => run('agora.account.manage'));
			strictEqual(host(), 'api.sd-rtn.com');
			deepStrictEqual(room.parts.accounts.stored.at(-1), agora);
		});

		it('and changes nothing when left at any step', async () => {
			const before = await room.stored();
			const all = moves('api.agora.io');
			for (const made of all.keys()) {
				await DialogDriver.at(all.slice(0, made), () => run('agora.account.manage'));
				strictEqual(await room.stored(), before);
			}
		});

		it('but not of a server on this machine, which has one only', async () => {
			const person = await DialogDriver.at([{ pick: 'First' }], () => run('agora.account.manage'));
			ok(!person.text.includes('Choose Primary Domain…'));
		});
	});

	describe('agora.account.manage replaces a secret', () => {
		it('with a checked one, in the session that is there', async () => {
			const session = room.parts.sessions.current;
			const before = await room.stored();
			room.sandbox.rotateSecret();
			const { customerId, customerSecret } = room.sandbox;
			const moves = [...REPLACE, { type: customerId }, { type: customerSecret }];
			const person = await DialogDriver.at(moves, () => run('agora.account.manage'));
			deepStrictEqual(person.troubles, []);
			strictEqual(person.left, 0);
			notStrictEqual(await room.stored(), before);
			strictEqual(room.parts.sessions.current, session);
			ok(session?.client.credentials.are({ customerId, customerSecret }));
		});

		it('and says that nothing was stored where another window removed the account meanwhile', async () => {
			const { accounts } = room.parts;
			const changes = await room.parts.changes();
			const first = accounts.stored.find(({ label }) => label === 'First');
			ok(first);
			await room.removeElsewhere(first.id);
			const { customerId, customerSecret } = room.sandbox;
			const moves = [{ type: customerId }, { type: customerSecret }];
			const person = await DialogDriver.at(moves, () => replaceSecret(accounts, changes, first));
			deepStrictEqual([person.troubles, person.left], [[], 0]);
			match(person.text, /The secret was not stored: First was removed/);
			strictEqual(await accounts.credentials(first.id), undefined);
		});

		it('and keeps the old one when left at any step, refused, or not checked', async () => {
			const before = await room.stored();
			const { customerId } = room.sandbox;
			const all = [...REPLACE, { type: customerId }, { type: 'wrong' }];
			for (const made of all.keys()) {
				await DialogDriver.at(all.slice(0, made), () => run('agora.account.manage'));
			}
			match((await DialogDriver.at(all, () => run('agora.account.manage'))).text, /401/);
			await room.sandbox.stop();
			match((await DialogDriver.at(all, () => run('agora.account.manage'))).text, /could not be reached/);
			strictEqual(await room.stored(), before);
		});
	});
});
