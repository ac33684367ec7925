import { deepStrictEqual, match, notStrictEqual, ok, strictEqual } from 'node:assert/strict';
import type { Account } from '../../src/accounts/accountList';
import { accountCommands } from '../../src/accounts/commands/accountCommands';
import { replaceSecret } from '../../src/accounts/commands/credentialSteps';
import { tellMissingCredentials } from '../../src/accounts/credentialMessages';
import type { Sandbox } from '../../src/sandbox/sandbox';
import type { AccountCommandId } from '../../src/ui/commandIds';
import { type AccountContext, openAccountContext } from './context/accountContext';
import { DialogDriver, type UserAction } from './dialogDriver';

interface Case {
	readonly id: AccountCommandId;
	readonly what: string;
	/** Depends on the room's server, which has another address each time. */
	readonly actions: (context: AccountContext) => readonly UserAction[];
	/** The labels that are stored afterwards, and the one in use. */
	readonly labels: readonly string[];
	readonly current: string | undefined;
	readonly destructive?: boolean;
	/** The server that the pair is checked with before it is stored. */
	readonly checkedWith?: (context: AccountContext) => Sandbox;
}

const CASES: readonly Case[] = [
	{
		id: 'agora.account.signIn',
		what: 'stores a checked account and uses it',
		actions: ({ otherSandbox }) => [...signingInTo(otherSandbox), { type: 'Third' }],
		labels: ['Second', 'First', 'Third'],
		current: 'Third',
		checkedWith: ({ otherSandbox }) => otherSandbox,
	},
	{
		id: 'agora.account.switch',
		what: 'uses another account',
		actions: () => [{ pick: 'Second' }],
		labels: ['Second', 'First'],
		current: 'Second',
	},
	{
		id: 'agora.account.manage',
		what: 'renames an account',
		actions: () => [{ pick: 'First' }, { pick: 'Rename…' }, { type: 'My Team' }],
		labels: ['Second', 'My Team'],
		current: 'My Team',
	},
	{
		id: 'agora.account.manage',
		what: 'removes an account that is not in use',
		actions: () => [{ pick: 'Second' }, { pick: 'Remove…' }, { press: 'Remove Account' }],
		labels: ['First'],
		current: 'First',
		destructive: true,
	},
	{
		id: 'agora.account.manage',
		what: 'signs out of the account in use when that is removed',
		actions: () => [{ pick: 'First' }, { pick: 'Remove…' }, { press: 'Remove Account' }],
		labels: ['Second'],
		current: undefined,
		destructive: true,
	},
	{
		id: 'agora.account.signOut',
		what: 'forgets the account in use',
		actions: () => [{ press: 'Sign Out' }],
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
	let context: AccountContext;
	beforeEach(async () => {
		context = await openAccountContext();
	});
	afterEach(() => context.close());

	const labels = () => context.deps.accounts.stored.map(({ label }) => label);
	const run = (id: AccountCommandId) => accountCommands[id](context.deps, undefined);

	for (const { id, what, actions, labels: expected, current, destructive = false, checkedWith } of CASES) {
		describe(`${id} ${what}`, () => {
			it('to the end', async () => {
				const dialogs = await DialogDriver.run(actions(context), () => run(id));
				deepStrictEqual(dialogs.problems, []);
				strictEqual(dialogs.unusedActions, 0);
				deepStrictEqual(labels(), expected);
				strictEqual(context.deps.sessions.current?.accountLabel, current);
				strictEqual(
					dialogs.shown.some(({ modal }) => modal),
					destructive,
				);
			});

			it('and changes nothing when left at any step', async () => {
				const all = actions(context);
				const before = await context.snapshot();
				for (const made of all.keys()) {
					const dialogs = await DialogDriver.run(all.slice(0, made), () => run(id));
					ok(dialogs.shown.length > made, 'there was nothing to leave');
					strictEqual(await context.snapshot(), before, `after ${made} of ${all.length} steps`);
				}
			});

			if (checkedWith) {
				it('and stores nothing that the server refuses, or that could not be checked', async () => {
					const before = await context.snapshot();
					const all = actions(context);
					for (const [status, words] of [
						[401, /401/],
						[403, /403/],
					] as const) {
						checkedWith(context).faults.next({ status }, { path: '/dev/v1/projects' });
						match((await DialogDriver.run(all, () => run(id))).text, words);
					}
					await checkedWith(context).stop();
					match((await DialogDriver.run(all, () => run(id))).text, /could not be reached/);
					strictEqual(await context.snapshot(), before);
				});
			}
		});
	}

	describe('agora.account.signIn with a Customer ID that is stored already', () => {
		it('says so, and gives that account the new secret, in the session that is there', async () => {
			const session = context.deps.sessions.current;
			context.sandbox.rotateSecret();
			const dialogs = await DialogDriver.run(signingInTo(context.sandbox), () => run('agora.account.signIn'));
			deepStrictEqual([dialogs.problems, dialogs.unusedActions], [[], 0]);
			match(dialogs.text, /already stored as “First”/);
			strictEqual(context.deps.sessions.current, session);
			ok(session?.client.credentials.are(context.sandbox));
			deepStrictEqual(await context.deps.accounts.credentials('1'), {
				customerId: context.sandbox.customerId,
				customerSecret: context.sandbox.customerSecret,
			});
		});

		it('switches to that account, and lets what was typed be corrected before', async () => {
			await DialogDriver.run([{ pick: 'Second' }], () => run('agora.account.switch'));
			const all = signingInTo(context.sandbox);
			const corrected = [...all.slice(0, 3), 'back', { type: 'mistyped' }, 'back', ...all.slice(2)] as const;
			const dialogs = await DialogDriver.run(corrected, () => run('agora.account.signIn'));
			deepStrictEqual([dialogs.problems, dialogs.unusedActions, labels()], [[], 0, ['Second', 'First']]);
			strictEqual(context.deps.sessions.current?.accountLabel, 'First');
		});
	});

	it('agora.account.signIn adds an account anew that another window removed while the secret was asked for', async () => {
		const all = signingInTo(context.sandbox);
		const { accounts, sessions } = context.deps;
		const credentials = accounts.credentials.bind(accounts);
		// The Customer ID is looked up before the secret is asked for.
		accounts.credentials = async (id) => {
			const found = await credentials(id);
			if (id === '1') {
				await context.removeInOtherWindow(id);
			}
			return found;
		};
		const dialogs = await DialogDriver.run(all, () => run('agora.account.signIn'));
		deepStrictEqual([dialogs.problems, dialogs.unusedActions], [[], 0]);
		strictEqual(sessions.current?.accountLabel, 'First');
		notStrictEqual(sessions.current?.accountId, '1');
		strictEqual(await credentials('1'), undefined);
	});

	it('agora.account.signIn leaves a stored account as it was where the server refuses the secret', async () => {
		const before = await context.snapshot();
		const { url, customerId } = context.sandbox;
		const actions = signingInTo({ url, customerId, customerSecret: 'wrong' });
		match((await DialogDriver.run(actions, () => run('agora.account.signIn'))).text, /401/);
		strictEqual(await context.snapshot(), before);
	});

	it('an account whose credentials are gone is signed in to from the message, as the account it was', async () => {
		const { accounts, sessions } = context.deps;
		const first = accounts.stored.find(({ label }) => label === 'First');
		ok(first);
		sessions.replace({ state: 'signedOut' });
		await context.deleteSecret(first.id);
		const { customerId, customerSecret } = context.sandbox;
		const actions = [{ press: 'Enter Credentials' }, { type: customerId }, { type: customerSecret }];
		const dialogs = await DialogDriver.run(actions, () => tellMissingCredentials(accounts, first));
		deepStrictEqual([dialogs.problems, dialogs.unusedActions, labels()], [[], 0, ['Second', 'First']]);
		strictEqual(sessions.current?.accountId, first.id);
		ok(sessions.current?.client.credentials.are(context.sandbox));
		sessions.replace({ state: 'signedOut' });
		const again = await DialogDriver.run(actions.slice(0, 1), () => tellMissingCredentials(accounts, first));
		strictEqual(again.shown.length, 1, 'asks for what another window has stored meanwhile');
		ok(sessions.current?.client.credentials.are(context.sandbox));
	});

	describe('agora.account.manage sets the primary domain', () => {
		const agora: Account = { id: '3', label: 'Team', area: 'mainland' };
		const actions = (domain: string): readonly UserAction[] => [
			{ pick: 'Team' },
			{ pick: 'Choose Primary Domain…' },
			{ pick: domain },
		];
		const host = () => context.deps.sessions.current?.client.host.url.host;
		beforeEach(async () => {
			await context.deps.accounts.addAndSignIn(agora, context.sandbox);
		});

		it('of the account in use, in its session, and back to automatic', async () => {
			const session = context.deps.sessions.current;
			strictEqual(host(), 'api.sd-rtn.com');
			const dialogs = await DialogDriver.run(actions('api.agora.io'), () => run('agora.account.manage'));
			deepStrictEqual([dialogs.problems, dialogs.unusedActions], [[], 0]);
			strictEqual(context.deps.sessions.current, session);
			strictEqual(host(), 'api.agora.io');
			const list = await DialogDriver.run([], () => run('agora.account.manage'));
			match(list.text, /api\.agora\.io \(chosen\) · used by this window/);
			await DialogDriver.run(actions('Automatic'), () => run('agora.account.manage'));
			strictEqual(host(), 'api.sd-rtn.com');
			deepStrictEqual(context.deps.accounts.stored.at(-1), agora);
		});

		it('and changes nothing when left at any step', async () => {
			const before = await context.snapshot();
			const all = actions('api.agora.io');
			for (const made of all.keys()) {
				await DialogDriver.run(all.slice(0, made), () => run('agora.account.manage'));
				strictEqual(await context.snapshot(), before);
			}
		});

		it('but not of a server on this machine, which has one only', async () => {
			const dialogs = await DialogDriver.run([{ pick: 'First' }], () => run('agora.account.manage'));
			ok(!dialogs.text.includes('Choose Primary Domain…'));
		});
	});

	describe('agora.account.manage replaces a secret', () => {
		it('with a checked one, in the session that is there', async () => {
			const session = context.deps.sessions.current;
			const before = await context.snapshot();
			context.sandbox.rotateSecret();
			const { customerId, customerSecret } = context.sandbox;
			const actions = [...REPLACE, { type: customerId }, { type: customerSecret }];
			const dialogs = await DialogDriver.run(actions, () => run('agora.account.manage'));
			deepStrictEqual(dialogs.problems, []);
			strictEqual(dialogs.unusedActions, 0);
			notStrictEqual(await context.snapshot(), before);
			strictEqual(context.deps.sessions.current, session);
			ok(session?.client.credentials.are({ customerId, customerSecret }));
		});

		it('and says that nothing was stored where another window removed the account meanwhile', async () => {
			const { accounts } = context.deps;
			const changes = await context.deps.changes();
			const first = accounts.stored.find(({ label }) => label === 'First');
			ok(first);
			await context.removeInOtherWindow(first.id);
			const { customerId, customerSecret } = context.sandbox;
			const actions = [{ type: customerId }, { type: customerSecret }];
			const dialogs = await DialogDriver.run(actions, () => replaceSecret(accounts, changes, first));
			deepStrictEqual([dialogs.problems, dialogs.unusedActions], [[], 0]);
			match(dialogs.text, /The secret was not stored: First was removed/);
			strictEqual(await accounts.credentials(first.id), undefined);
		});

		it('and keeps the old one when left at any step, refused, or not checked', async () => {
			const before = await context.snapshot();
			const { customerId } = context.sandbox;
			const all = [...REPLACE, { type: customerId }, { type: 'wrong' }];
			for (const made of all.keys()) {
				await DialogDriver.run(all.slice(0, made), () => run('agora.account.manage'));
			}
			match((await DialogDriver.run(all, () => run('agora.account.manage'))).text, /401/);
			await context.sandbox.stop();
			match((await DialogDriver.run(all, () => run('agora.account.manage'))).text, /could not be reached/);
			strictEqual(await context.snapshot(), before);
		});
	});
});
