import { deepStrictEqual, match, notStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { Account } from '../../src/accounts/accountList';
import { accountCommands } from '../../src/accounts/commands/accountCommands';
import { notifyMissingCredentials, replaceSecret } from '../../src/accounts/commands/credentials';
import type { Sandbox } from '../../src/sandbox/sandbox';
import type { AccountCommandId } from '../../src/ui/commandIds';
import { type AccountContext, openAccountContext } from './context/accountContext';
import { DialogDriver, type UserAction } from './dialogDriver';

interface Case {
	readonly id: AccountCommandId;
	readonly behavior: string;
	/** The address of the sandbox differs each time. */
	readonly actions: (context: AccountContext) => readonly UserAction[];
	/** The labels that are stored afterwards. */
	readonly labels: readonly string[];
	/** The label of the account that the window uses afterwards. */
	readonly current: string | undefined;
	readonly destructive?: boolean;
	/** The server that checks the credentials before they are stored. */
	readonly checkedWith?: (context: AccountContext) => Sandbox;
}

const CASES: readonly Case[] = [
	{
		id: 'agora.account.signIn',
		behavior: 'stores a verified account and uses it',
		actions: ({ otherSandbox }) => [...signInActions(otherSandbox), { type: 'Third' }],
		labels: ['Second', 'First', 'Third'],
		current: 'Third',
		checkedWith: ({ otherSandbox }) => otherSandbox,
	},
	{
		id: 'agora.account.switch',
		behavior: 'uses another account',
		actions: () => [{ pick: 'Second' }],
		labels: ['Second', 'First'],
		current: 'Second',
	},
	{
		id: 'agora.account.manage',
		behavior: 'renames an account',
		actions: () => [{ pick: 'First' }, { pick: 'Rename…' }, { type: 'My Team' }],
		labels: ['Second', 'My Team'],
		current: 'My Team',
	},
	{
		id: 'agora.account.manage',
		behavior: 'removes an account that is not the current one',
		actions: () => [{ pick: 'Second' }, { pick: 'Remove…' }, { press: 'Remove Account' }],
		labels: ['First'],
		current: 'First',
		destructive: true,
	},
	{
		id: 'agora.account.manage',
		behavior: 'signs out of the current account when it is removed',
		actions: () => [{ pick: 'First' }, { pick: 'Remove…' }, { press: 'Remove Account' }],
		labels: ['Second'],
		current: undefined,
		destructive: true,
	},
	{
		id: 'agora.account.signOut',
		behavior: 'deletes the current account',
		actions: () => [{ press: 'Sign Out' }],
		labels: ['Second'],
		current: undefined,
		destructive: true,
	},
];

/** The actions of Sign In up to the secret. */
function signInActions({
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
	const run = (id: AccountCommandId) => accountCommands(context.deps)[id]();

	for (const {
		id,
		behavior,
		actions,
		labels: expected,
		current,
		destructive = false,
		checkedWith,
	} of CASES) {
		describe(`${id} ${behavior}`, () => {
			it('completes all steps', async () => {
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

			it('changes nothing when it is dismissed at any step', async () => {
				const all = actions(context);
				const before = await context.snapshot();
				for (const count of all.keys()) {
					const dialogs = await DialogDriver.run(all.slice(0, count), () => run(id));
					ok(dialogs.shown.length > count, 'there was nothing to dismiss');
					strictEqual(await context.snapshot(), before, `after ${count} of ${all.length} steps`);
				}
			});

			if (checkedWith) {
				it('stores nothing that the server refuses or cannot verify', async () => {
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

	describe('with the sandbox', () => {
		const start = () => run('agora.sandbox.start');
		const current = () => context.deps.sessions.current?.accountLabel;

		it('says once what to try next, and offers the walkthrough', async () => {
			const first = await DialogDriver.run([{ press: 'Open Walkthrough' }], start);
			match(first.text, /its project “Classroom Live”[\s\S]*pausing a cloud player[\s\S]*Show Usage/);
			// The command ends while the message is shown.
			await setImmediate();
			deepStrictEqual(context.opened, ['walkthrough']);
			strictEqual(current(), 'Sandbox');
			const second = await DialogDriver.run([], start);
			deepStrictEqual(second.shown, []);
		});

		it('is signed out of only after a question that names what is lost', async () => {
			await DialogDriver.run([], start);
			const dismissed = await DialogDriver.run([], () => run('agora.account.signOut'));
			match(
				dismissed.text,
				/Sign out of Sandbox\?[\s\S]*cloud players and all changes to them are discarded/,
			);
			ok(dismissed.shown.every(({ modal }) => modal));
			strictEqual(current(), 'Sandbox');
			const dialogs = await DialogDriver.run([{ press: 'Sign Out' }], () => run('agora.account.signOut'));
			deepStrictEqual(dialogs.problems, []);
			strictEqual(current(), 'First');
			deepStrictEqual(labels(), ['Second', 'First']);
		});

		it('is listed in Manage Accounts, where it can be stopped', async () => {
			await DialogDriver.run([], start);
			const actions: readonly UserAction[] = [
				{ pick: 'Sandbox' },
				{ pick: 'Stop the Sandbox…' },
				{ press: 'Stop the Sandbox' },
			];
			const dialogs = await DialogDriver.run(actions, () => run('agora.account.manage'));
			deepStrictEqual([dialogs.problems, dialogs.unusedActions], [[], 0]);
			deepStrictEqual(dialogs.shown[1]?.choices, ['$(debug-stop) Stop the Sandbox…']);
			strictEqual(current(), 'First');
			const after = await DialogDriver.run([], () => run('agora.account.manage'));
			ok(!after.text.includes('Sandbox'));
		});

		it('is listed in Switch Account while it runs', async () => {
			await DialogDriver.run([], start);
			await DialogDriver.run([{ pick: 'Second' }], () => run('agora.account.switch'));
			strictEqual(current(), 'Second');
			await DialogDriver.run([{ pick: 'Sandbox' }], () => run('agora.account.switch'));
			strictEqual(current(), 'Sandbox');
		});
	});

	describe('agora.account.signIn with a stored Customer ID', () => {
		it('replaces the secret of the stored account in the current session', async () => {
			const session = context.deps.sessions.current;
			context.sandbox.rotateSecret();
			const dialogs = await DialogDriver.run(signInActions(context.sandbox), () =>
				run('agora.account.signIn'),
			);
			deepStrictEqual([dialogs.problems, dialogs.unusedActions], [[], 0]);
			match(dialogs.text, /already stored as “First”/);
			strictEqual(context.deps.sessions.current, session);
			ok(session?.client.credentials.equals(context.sandbox));
			deepStrictEqual(await context.deps.accounts.credentials('1'), {
				customerId: context.sandbox.customerId,
				customerSecret: context.sandbox.customerSecret,
			});
		});

		it('switches to the stored account after the user goes back and corrects an answer', async () => {
			await DialogDriver.run([{ pick: 'Second' }], () => run('agora.account.switch'));
			const all = signInActions(context.sandbox);
			const corrected = [...all.slice(0, 3), 'back', { type: 'mistyped' }, 'back', ...all.slice(2)] as const;
			const dialogs = await DialogDriver.run(corrected, () => run('agora.account.signIn'));
			deepStrictEqual([dialogs.problems, dialogs.unusedActions, labels()], [[], 0, ['Second', 'First']]);
			strictEqual(context.deps.sessions.current?.accountLabel, 'First');
		});
	});

	it('agora.account.signIn adds a new account when another window removes the stored one at the last step', async () => {
		const all = signInActions(context.sandbox);
		const { accounts, sessions } = context.deps;
		const credentials = accounts.credentials.bind(accounts);
		// The command looks the Customer ID up before it asks for the secret.
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

	it('agora.account.signIn keeps a stored account unchanged when the server refuses the secret', async () => {
		const before = await context.snapshot();
		const { url, customerId } = context.sandbox;
		const actions = signInActions({ url, customerId, customerSecret: 'wrong' });
		match((await DialogDriver.run(actions, () => run('agora.account.signIn'))).text, /401/);
		strictEqual(await context.snapshot(), before);
	});

	it('signs in to the same account from the message about missing credentials', async () => {
		const { accounts, sessions } = context.deps;
		const first = accounts.stored.find(({ label }) => label === 'First');
		ok(first);
		sessions.replace({ state: 'signedOut' });
		await context.deleteSecret(first.id);
		const { customerId, customerSecret } = context.sandbox;
		const actions = [{ press: 'Enter Credentials' }, { type: customerId }, { type: customerSecret }];
		const dialogs = await DialogDriver.run(actions, () => notifyMissingCredentials(accounts, first));
		deepStrictEqual([dialogs.problems, dialogs.unusedActions, labels()], [[], 0, ['Second', 'First']]);
		strictEqual(sessions.current?.accountId, first.id);
		ok(sessions.current?.client.credentials.equals(context.sandbox));
		sessions.replace({ state: 'signedOut' });
		const again = await DialogDriver.run(actions.slice(0, 1), () =>
			notifyMissingCredentials(accounts, first),
		);
		strictEqual(again.shown.length, 1, 'asks for credentials that another window has stored');
		ok(sessions.current?.client.credentials.equals(context.sandbox));
	});

	describe('agora.account.manage, Choose Primary Domain', () => {
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

		it('changes the host of the current session, and back to automatic', async () => {
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

		it('changes nothing when it is dismissed at any step', async () => {
			const before = await context.snapshot();
			const all = actions('api.agora.io');
			for (const count of all.keys()) {
				const dialogs = await DialogDriver.run(all.slice(0, count), () => run('agora.account.manage'));
				ok(dialogs.shown.length > count, 'there was nothing to dismiss');
				strictEqual(await context.snapshot(), before);
			}
		});

		it('is not offered for a server on this machine', async () => {
			const dialogs = await DialogDriver.run([{ pick: 'First' }], () => run('agora.account.manage'));
			ok(!dialogs.text.includes('Choose Primary Domain…'));
		});
	});

	describe('agora.account.manage, Replace Secret', () => {
		it('stores a verified secret and keeps the session', async () => {
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
			ok(session?.client.credentials.equals({ customerId, customerSecret }));
		});

		it('reports that nothing was stored when another window removed the account', async () => {
			const { accounts } = context.deps;
			const changes = context.deps.changes;
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

		it('keeps the old secret when it is dismissed, refused or not verified', async () => {
			const before = await context.snapshot();
			const { customerId } = context.sandbox;
			const all = [...REPLACE, { type: customerId }, { type: 'wrong' }];
			for (const count of all.keys()) {
				const dialogs = await DialogDriver.run(all.slice(0, count), () => run('agora.account.manage'));
				ok(dialogs.shown.length > count, 'there was nothing to dismiss');
			}
			match((await DialogDriver.run(all, () => run('agora.account.manage'))).text, /401/);
			await context.sandbox.stop();
			match((await DialogDriver.run(all, () => run('agora.account.manage'))).text, /could not be reached/);
			strictEqual(await context.snapshot(), before);
		});
	});
});
