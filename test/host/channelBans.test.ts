import { deepStrictEqual, doesNotMatch, match, ok, rejects, strictEqual } from 'node:assert/strict';
import { channelCommands } from '../../src/channels/commands/channelCommands';
import type { ChannelCommandId } from '../../src/ui/commandIds';
import { sessionOn } from '../fixtures/sessions';
import { SimulatedClock } from '../fixtures/simulatedClock';
import { type ChannelContext, openChannelContext } from './context/channelContext';
import { writesOf } from './describeCommand';
import { DialogDriver, type UserAction } from './dialogDriver';

const RULE = '/dev/v1/kicking-rule';
const POST = `POST ${RULE}`;
const IN_CHANNEL: readonly UserAction[] = [
	{ pick: 'Only in channel “class32”' },
	{ pick: 'Join the channel' },
	{ pick: '10 minutes' },
];

describe('kicks and bans', () => {
	let context: ChannelContext;
	beforeEach(async () => {
		context = await openChannelContext();
	});
	afterEach(() => context.close());

	const run = (
		id: ChannelCommandId,
		actions: readonly UserAction[],
		argument?: unknown,
		selection?: readonly unknown[],
	) =>
		DialogDriver.run(actions, async () => {
			const { deps, sessions } = context;
			ok(sessions.current);
			await channelCommands[id]?.(deps, sessions.current, argument, selection);
		});
	const done = ({ problems, unusedActions }: DialogDriver) =>
		deepStrictEqual([problems, unusedActions], [[], 0]);
	const modal = ({ shown }: DialogDriver) => shown.find((dialog) => dialog.modal);
	/** Lets no list show a new rule. The client does not wait between its look-ups. */
	const hideNewRules = () => {
		const clock = new SimulatedClock({ time: Date.now(), skipsSleeps: true });
		context.sessions.replace(sessionOn(context.sandbox, 'account', { clock }));
		context.sandbox.state.behaviour.banListLagSeconds = 600;
	};
	const rulesOf = (uid: number) => context.rules().filter((rule) => rule.uid === uid);

	describe('of several users', () => {
		it('ask once, name all of them, and leave out users with an account', async () => {
			const { userRow } = context;
			const rows = [
				userRow('class32', { uid: 5801 }),
				userRow('class32', { uid: 5802 }),
				userRow('class32', { account: 'teacher-lin' }),
				userRow('class32', { uid: 0 }),
			];
			const dialogs = await run('agora.channel.kickUser', [{ press: 'Kick 2 Users' }], rows[0], rows);
			done(dialogs);
			strictEqual(dialogs.shown.filter((dialog) => dialog.modal).length, 1);
			const text = modal(dialogs)?.text ?? '';
			match(text, /Kick 2 users out of channel “class32” of project “Classroom Live”\?/);
			match(text, /Channel “class32” of project “Classroom Live”: uid 5801, uid 5802/);
			match(text, /Not included, because Agora’s API takes uids only: teacher-lin, uid 0\./);
			deepStrictEqual(writesOf(context.sandbox), [POST, POST]);
			match(dialogs.otherTexts.join('\n'), /2 users kicked/);
		});

		it('of several channels and projects name each place', async () => {
			const { userRow } = context;
			const rows = [
				userRow('class32', { uid: 5801 }),
				userRow('class68', { uid: 5833 }),
				userRow('match day', { uid: 7300 }, 'Watch Party'),
			];
			const actions = [
				{ pick: 'Only in the channel of each user' },
				{ pick: 'Join the channel' },
				{ pick: '1 hour' },
				{ press: 'Ban 3 Users' },
			];
			const dialogs = await run('agora.channel.banUser', actions, rows[0], rows);
			done(dialogs);
			const text = modal(dialogs)?.text ?? '';
			match(text, /Ban 3 users for 1 hour\?/);
			match(text, /Channel “class68” of project “Classroom Live”: uid 5833/);
			match(text, /Channel “match day” of project “Watch Party”: uid 7300/);
			match(dialogs.shown.at(-1)?.text ?? '', /^3 users banned until \d/);
			const { appId } = context.project('Watch Party');
			deepStrictEqual(
				context.sandbox.state.banRules.active(appId).map(({ uid, channelName }) => [uid, channelName]),
				[[7300, 'match day']],
			);
		});

		it('are undone together in the message about them', async () => {
			const rows = [context.userRow('class32', { uid: 5801 }), context.userRow('class32', { uid: 5802 })];
			const actions = [...IN_CHANNEL, { press: 'Ban 2 Users' }, { press: 'Lift 2 Bans' }];
			const dialogs = await run('agora.channel.banUser', actions, rows[0], rows);
			done(dialogs);
			deepStrictEqual(writesOf(context.sandbox), [POST, POST, `DELETE ${RULE}`, `DELETE ${RULE}`]);
			deepStrictEqual([rulesOf(5801), rulesOf(5802)], [[], []]);
			match(dialogs.otherTexts.join('\n'), /2 bans lifted/);
		});

		it('offer no Retry where the outcome of one of them is unknown', async () => {
			const rows = [context.userRow('class32', { uid: 5801 }), context.userRow('class32', { uid: 5802 })];
			hideNewRules();
			context.sandbox.faults.next({ status: 403, message: 'not for this role' }, { method: 'POST' });
			context.sandbox.faults.next('doneBut504', { method: 'POST' });
			const actions = [...IN_CHANNEL, { press: 'Ban 2 Users' }];
			const dialogs = await run('agora.channel.banUser', actions, rows[0], rows);
			done(dialogs);
			const message = dialogs.shown.at(-1);
			match(message?.text ?? '', /1 of 2 users not banned\. Outcome unknown for 1 of 2: /);
			ok(!message?.choices.includes('Retry'));
			deepStrictEqual(writesOf(context.sandbox), [POST, POST]);
		});

		it('disband channels and lift bans', async () => {
			const channels = [context.channelRow('class32'), context.channelRow('class68')];
			const actions = [{ pick: '10 minutes' }, { press: 'Close 2 Channels' }];
			const dialogs = await run('agora.channel.disband', actions, channels[0], channels);
			done(dialogs);
			match(modal(dialogs)?.text ?? '', /Close 2 channels for 10 minutes\?/);
			match(modal(dialogs)?.text ?? '', /Project “Classroom Live”: “class32”, “class68”/);
			const bans = [context.banRow(5897), context.banRow(5844)];
			done(await run('agora.ban.lift', [], bans[0], bans));
			deepStrictEqual(
				context.rules().map(({ uid, channelName }) => [uid, channelName]),
				[
					[undefined, 'class32'],
					[undefined, 'class68'],
				],
			);
		});
	});

	describe('of a user with an account', () => {
		it('explain that only a uid can be banned, and ask for it', async () => {
			const row = context.userRow('class41', { account: 'teacher-lin' });
			const actions = [
				{ press: 'Enter Uid…' },
				{ type: '90001' },
				{ pick: 'Only in channel “class41”' },
				{ pick: 'Join the channel' },
				{ pick: '1 hour' },
				{ press: 'Ban User' },
			];
			const dialogs = await run('agora.channel.banUser', actions, row, [row]);
			done(dialogs);
			match(dialogs.shown[0]?.text ?? '', /by uid only, but teacher-lin joined with an account/);
			strictEqual(rulesOf(90_001)[0]?.channelName, 'class41');
		});

		it('offer to disband the channel', async () => {
			const row = context.userRow('class41', { account: 'teacher-lin' });
			const actions = [{ press: 'Disband Channel…' }, { pick: 'Once' }, { press: 'Disband Channel' }];
			const dialogs = await run('agora.channel.kickUser', actions, row, [row]);
			done(dialogs);
			deepStrictEqual(writesOf(context.sandbox), [POST]);
		});

		it('explain the same where the user is chosen from the palette', async () => {
			const actions = [
				...[{ pick: 'Classroom Live' }, { pick: 'class41' }, { pick: 'teacher-lin' }],
				{ press: 'Enter Uid…' },
			];
			const dialogs = await run('agora.channel.kickUser', actions);
			done(dialogs);
			match(dialogs.shown.at(-1)?.text ?? '', /Kick User · Classroom Live · class41\nThe uid of the user/);
			deepStrictEqual(writesOf(context.sandbox), []);
		});
	});

	it('of a cloud player name it, and offer to delete it instead', async () => {
		const { player } = context.player('class32_101');
		const row = context.userRow('class32', { uid: player.uid ?? 0 });
		const dialogs = await run('agora.channel.kickUser', ['dismiss'], row, [row]);
		match(
			modal(dialogs)?.text ?? '',
			/This user is the cloud player “class32_101”\. Only deleting it ends it/,
		);
		deepStrictEqual(modal(dialogs)?.choices, ['Kick User', 'Delete Player Instead…']);
		deepStrictEqual(writesOf(context.sandbox), []);
	});

	describe('whose response is lost', () => {
		for (const fault of ['doneBut504', 'doneButCut', 'halfBody'] as const) {
			it(`exist exactly once after ${fault}`, async () => {
				context.sandbox.faults.next(fault, { method: 'POST' });
				const row = context.userRow('class32', { uid: 5801 });
				const dialogs = await run('agora.channel.banUser', [...IN_CHANNEL, { press: 'Ban User' }], row);
				done(dialogs);
				strictEqual(rulesOf(5801).length, 1);
				deepStrictEqual(writesOf(context.sandbox), [POST]);
				match(dialogs.shown.at(-1)?.text ?? '', /^uid 5801 cannot join class32 until \d/);
			});
		}

		it('and that no list shows are reported with what to check, without Retry', async () => {
			const row = context.userRow('class32', { uid: 5801 });
			hideNewRules();
			context.sandbox.faults.next('doneBut504', { method: 'POST' });
			const dialogs = await run('agora.channel.banUser', [...IN_CHANNEL, { press: 'Ban User' }], row);
			const message = dialogs.shown.at(-1);
			match(message?.text ?? '', /^Ban uid 5801: The response was lost[\s\S]*Check who is in the channel/);
			ok(!message?.choices.includes('Retry'));
			strictEqual(rulesOf(5801).length, 1);
			deepStrictEqual(writesOf(context.sandbox), [POST]);
		});

		it('are not found for a kick, which leaves no rule', async () => {
			context.sandbox.faults.next('doneBut504', { method: 'POST' });
			const row = context.userRow('class32', { uid: 5801 });
			const dialogs = await run('agora.channel.kickUser', [{ press: 'Kick User' }], row);
			const message = dialogs.shown.at(-1);
			match(message?.text ?? '', /^Kick uid 5801 out of “class32”: The response was lost/);
			ok(!message?.choices.includes('Retry'));
			deepStrictEqual(writesOf(context.sandbox), [POST]);
		});
	});

	it('are sent again with Retry after a refusal', async () => {
		const row = context.userRow('class32', { uid: 5801 });
		const { deps, session, sandbox } = context;
		sandbox.faults.next({ status: 429 }, { method: 'POST', times: Infinity });
		const answers = [...IN_CHANNEL, { press: 'Ban User' }];
		const dialogs = await DialogDriver.run(
			({ choices }) => {
				if (choices.includes('Retry')) {
					sandbox.faults.clear();
					return { press: 'Retry' };
				}
				return answers.shift() ?? 'dismiss';
			},
			async () => channelCommands['agora.channel.banUser']?.(deps, session, row, [row]),
		);
		match(dialogs.text, /Ban uid 5801: Too many calls in a short time \(429\)/);
		match(dialogs.shown.at(-1)?.text ?? '', /^uid 5801 cannot join class32 until \d/);
		strictEqual(rulesOf(5801).length, 1);
	});

	it('send nothing after another account was chosen while they were asked for', async () => {
		const row = context.userRow('class32', { uid: 5801 });
		const { session, sessions, deps } = context;
		await DialogDriver.run(
			({ modal: isModal }) => {
				if (isModal) {
					sessions.replace(sessionOn(context.sandbox, 'other'));
				}
				return { press: 'Kick User' };
			},
			async () => channelCommands['agora.channel.kickUser']?.(deps, session, row, [row]),
		);
		deepStrictEqual(writesOf(context.sandbox), []);
	});

	it('explain why an answer is not valid', async () => {
		const toUid: readonly UserAction[] = [
			{ pick: 'Classroom Live' },
			{ pick: 'Another Channel…' },
			{ type: 'class99' },
			{ pick: 'Another User…' },
		];
		const uid0 = await run('agora.channel.kickUser', [...toUid, { type: '0' }]);
		match(uid0.text, /whole number from 1 to 4294967295/);
		const account = await run('agora.channel.kickUser', [...toUid, { type: 'anna' }]);
		match(account.text, /does not take accounts/);
		const channel = await run('agora.channel.kickUser', [...toUid.slice(0, 2), { type: 'x'.repeat(65) }]);
		match(channel.text, /At most 64 bytes/);
		const toIp = [{ pick: 'Classroom Live' }, { pick: 'An IP Address in Every Channel…' }];
		const ip = await run('agora.channel.banUser', [...toIp, { type: '203.0.113' }]);
		match(ip.text, /Enter an IPv4 address/);
		const row = context.userRow('class32', { uid: 5801 });
		const typed = async (text: string) => {
			const actions = [...IN_CHANNEL.slice(0, 2), { pick: 'Another Duration…' }, { type: text }];
			return (await run('agora.channel.banUser', actions, row)).text;
		};
		match(await typed('10'), /Add a unit: 10 seconds, 10 minutes or 10 hours\?/);
		match(await typed('9 s'), /A ban lasts at least 10 seconds/);
		match(await typed('2 days'), /keeps a ban for 1 day at most/);
		match(await typed('soon'), /Enter a number with a unit, such as 30 minutes/);
		deepStrictEqual(writesOf(context.sandbox), []);
	});

	it('let every answer be changed with Back', async () => {
		const actions: readonly UserAction[] = [
			...[{ pick: 'Watch Party' }, 'back' as const, { pick: 'Classroom Live' }],
			...[{ pick: 'class68' }, 'back' as const, { pick: 'class32' }],
			...[{ pick: 'uid 5801' }, { pick: 'In every channel of the project' }, 'back' as const],
			...IN_CHANNEL,
			{ press: 'Ban User' },
		];
		const dialogs = await run('agora.channel.banUser', actions);
		done(dialogs);
		strictEqual(rulesOf(5801)[0]?.channelName, 'class32');
		match(dialogs.text, /Ban User · Classroom Live · class32 · uid 5801\n/);
	});

	it('can be entered where the lists cannot be read', async () => {
		context.sandbox.faults.next(
			{ status: 403, message: 'no right to list' },
			{ method: 'GET', path: /\/channel\//, times: 9 },
		);
		const dialogs = await run('agora.channel.kickUser', [
			...[{ pick: 'Watch Party' }, { pick: 'Another Channel…' }, { type: 'match day' }],
			...[{ pick: 'Another User…' }, { type: '7300' }, { press: 'Kick User' }],
		]);
		done(dialogs);
		match(dialogs.text, /The channels could not be read\. .*no right to list/);
		deepStrictEqual(writesOf(context.sandbox), [POST]);
	});

	it('of a ban that has ended since are refused with the reason', async () => {
		const row = context.banRow(5897);
		context.deps.store.removeBan(context.classroom.appId, row.rule.id);
		const { deps, session } = context;
		for (const id of ['agora.ban.lift', 'agora.ban.changeDuration'] as const) {
			const command = channelCommands[id];
			ok(command);
			await rejects(command(deps, session, row, [row]), /has ended or was lifted already/);
		}
		deepStrictEqual(writesOf(context.sandbox), []);
	});

	it('show the languages of VS Code’s durations, and no date for today', async () => {
		const row = context.userRow('class32', { uid: 5801 });
		const dialogs = await run('agora.channel.banUser', [...IN_CHANNEL.slice(0, 2), 'dismiss'], row);
		const last = dialogs.shown.at(-1);
		deepStrictEqual(last?.choices, ['10 minutes', '1 hour', '1 day', 'Another Duration…']);
		match(last?.details[0] ?? '', /^until \d{1,2}:\d\d/);
		doesNotMatch(last?.details[0] ?? '', /until .*\d{4}/);
		match(last?.details[2] ?? '', /, the maximum$/);
	});
});
