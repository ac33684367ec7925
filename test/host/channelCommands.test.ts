import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { env } from 'vscode';
import { channelCommands } from '../../src/channels/commands/channelCommands';
import type { ChannelCommandId } from '../../src/ui/commandIds';
import { type ChannelContext, openChannelContext } from './context/channelContext';
import { type CommandCase, describeCommand } from './describeCommand';
import type { DialogDriver } from './dialogDriver';

type Case = Omit<CommandCase<ChannelContext>, 'title' | 'run'> & {
	readonly id: Exclude<ChannelCommandId, `agora.channels.${string}`>;
	/** The argument; from the palette without one. */
	readonly on?: (context: ChannelContext) => unknown;
	/** Describes the case, after the id. */
	readonly note?: string;
};

const RULE = '/dev/v1/kicking-rule';
const hosts = (context: ChannelContext) =>
	context.sandbox.state.channels.users(context.classroom.appId, 'class32')?.users ?? [];
const isInChannel = (context: ChannelContext, uid: number) => hosts(context).some((user) => user.uid === uid);
const modal = ({ shown }: DialogDriver) => shown.find((dialog) => dialog.modal)?.text ?? '';

const CASES: readonly Case[] = [
	{
		id: 'agora.channel.copyName',
		on: ({ channelRow }) => channelRow('class32'),
		actions: [],
		writes: [],
		after: async () => strictEqual(await env.clipboard.readText(), 'class32'),
	},
	{
		id: 'agora.channel.copyName',
		note: 'from the palette',
		actions: [{ pick: 'Classroom Live' }, { pick: 'staff room' }],
		writes: [],
		after: async () => strictEqual(await env.clipboard.readText(), 'staff room'),
	},
	{
		id: 'agora.channel.createPlayer',
		on: ({ channelRow }) => channelRow('class32'),
		actions: [],
		writes: [],
		after: ({ actions, classroom }) =>
			deepStrictEqual(actions, [{ what: 'player', channel: { project: classroom, channelName: 'class32' } }]),
	},
	{
		id: 'agora.channel.generateToken',
		note: 'from the palette, for a channel that is not listed',
		actions: [{ pick: 'Classroom Live' }, { pick: 'Another Channel…' }, { type: 'class99' }],
		writes: [],
		after: ({ actions, classroom }) =>
			deepStrictEqual(actions, [{ what: 'token', channel: { project: classroom, channelName: 'class99' } }]),
	},
	{
		id: 'agora.channel.generateToken',
		note: 'for a user',
		on: ({ userRow }) => userRow('class32', { uid: 5801 }),
		actions: [],
		writes: [],
		after: ({ actions, classroom }) => {
			const channel = { project: classroom, channelName: 'class32', user: { uid: 5801 } };
			deepStrictEqual(actions, [{ what: 'token', channel }]);
		},
	},
	{
		id: 'agora.channel.kickUser',
		on: ({ userRow }) => userRow('class32', { uid: 5801 }),
		actions: [{ press: 'Kick User' }],
		writes: [`POST ${RULE}`],
		destructive: true,
		after: (context, dialogs) => {
			const { sandbox, rules } = context;
			match(modal(dialogs), /Kick uid 5801 out of channel “class32” of project “Classroom Live”\?/);
			match(modal(dialogs), /Account: account[\s\S]*may join again at once: no ban remains/);
			match(dialogs.otherTexts.join('\n'), /uid 5801 kicked out of “class32”/);
			ok(!isInChannel(context, 5801));
			ok(!rules().some(({ uid }) => uid === 5801));
			const body = { appid: context.classroom.appId, cname: 'class32', uid: 5801, time: 0 };
			deepStrictEqual(JSON.parse(sandbox.requests.find(({ method }) => method === 'POST')?.body ?? ''), {
				...body,
				privileges: ['join_channel'],
			});
		},
	},
	{
		id: 'agora.channel.kickUser',
		note: 'from the palette',
		actions: [{ pick: 'Classroom Live' }, { pick: 'class32' }, { pick: 'uid 5802' }, { press: 'Kick User' }],
		writes: [`POST ${RULE}`],
		destructive: true,
		after: (context) => ok(!isInChannel(context, 5802)),
	},
	{
		id: 'agora.channel.banUser',
		on: ({ userRow }) => userRow('class32', { uid: 5801 }),
		actions: [
			{ pick: 'Only in channel “class32”' },
			{ pick: 'Join the channel' },
			{ pick: '10 minutes' },
			{ press: 'Ban User' },
		],
		writes: [`POST ${RULE}`],
		destructive: true,
		after: (context, dialogs) => {
			const { rules, deps, classroom } = context;
			match(
				modal(dialogs),
				/Ban uid 5801 from channel “class32” of project “Classroom Live” for 10 minutes\?/,
			);
			match(modal(dialogs), /leaves at once and cannot join again before \d/);
			match(dialogs.shown.at(-1)?.text ?? '', /^uid 5801 cannot join class32 until \d/);
			deepStrictEqual(dialogs.shown.at(-1)?.choices, ['Lift Ban']);
			const [rule] = rules().filter(({ uid }) => uid === 5801);
			strictEqual(rule?.channelName, 'class32');
			strictEqual((rule?.expiresAt ?? 0) - (rule?.createdAt ?? 0), 600_000);
			ok(deps.store.bans(classroom.appId).value?.some(({ id }) => id === rule?.id));
			ok(!isInChannel(context, 5801));
		},
	},
	{
		id: 'agora.channel.banUser',
		note: 'from the palette, with a uid and a duration that are not listed, from sending',
		actions: [
			{ pick: 'Classroom Live' },
			{ pick: 'class32' },
			{ pick: 'Another User…' },
			{ type: '77' },
			{ pick: 'Only in channel “class32”' },
			{ pick: 'Send audio and video' },
			{ pick: 'Another Duration…' },
			{ type: '1 h 30 min' },
			{ press: 'Ban User' },
		],
		writes: [`POST ${RULE}`],
		destructive: true,
		after: ({ rules }, dialogs) => {
			match(modal(dialogs), /Ban uid 77 from sending audio and video for 1 hour 30 minutes\?/);
			match(modal(dialogs), /Channel “class32” of project “Classroom Live”: uid 77/);
			const [rule] = rules().filter(({ uid }) => uid === 77);
			deepStrictEqual(rule?.privileges, ['publish_audio', 'publish_video']);
			strictEqual((rule?.expiresAt ?? 0) - (rule?.createdAt ?? 0), 5_400_000);
		},
	},
	{
		id: 'agora.channel.banUser',
		on: ({ channelRow }) => channelRow('class32'),
		note: 'of the row of a channel',
		actions: [
			{ pick: 'uid 5802' },
			{ pick: 'Only in channel “class32”' },
			{ pick: 'Send video' },
			{ pick: '1 hour' },
			{ press: 'Ban User' },
		],
		writes: [`POST ${RULE}`],
		destructive: true,
		after: (context, dialogs) => {
			match(dialogs.shown[0]?.text ?? '', /^Ban User · Classroom Live · class32\n/);
			match(modal(dialogs), /The user may stay, but cannot send video before \d/);
			ok(isInChannel(context, 5802));
			deepStrictEqual(context.rules().find(({ uid }) => uid === 5802)?.privileges, ['publish_video']);
		},
	},
	{
		id: 'agora.channel.banUser',
		note: 'from the palette, in every channel',
		actions: [
			{ pick: 'Classroom Live' },
			{ pick: 'Every Channel of the Project…' },
			{ type: '5801' },
			{ pick: 'Join the channel' },
			{ pick: '1 day' },
			{ press: 'Ban User' },
		],
		writes: [`POST ${RULE}`],
		destructive: true,
		after: ({ rules }, dialogs) => {
			match(modal(dialogs), /from every channel of project “Classroom Live” for 1 day\?/);
			const [rule] = rules().filter(({ uid }) => uid === 5801);
			strictEqual(rule?.channelName, undefined);
			strictEqual((rule?.expiresAt ?? 0) - (rule?.createdAt ?? 0), 86_400_000);
		},
	},
	{
		id: 'agora.channel.banUser',
		note: 'from the palette, by IP address',
		actions: [
			{ pick: 'Classroom Live' },
			{ pick: 'An IP Address in Every Channel…' },
			{ type: '203.0.113.9' },
			{ pick: 'Join the channel' },
			{ pick: '1 hour' },
			{ press: 'Ban IP Address' },
		],
		writes: [`POST ${RULE}`],
		destructive: true,
		after: ({ rules }, dialogs) => {
			match(modal(dialogs), /Ban IP address 203\.0\.113\.9 from every channel of project “Classroom Live”/);
			match(modal(dialogs), /Everybody behind this address[\s\S]*this may hit users who did nothing/);
			const [rule] = rules().filter(({ ip }) => ip === '203.0.113.9');
			deepStrictEqual([rule?.uid, rule?.channelName], [undefined, undefined]);
		},
	},
	{
		id: 'agora.channel.disband',
		on: ({ channelRow }) => channelRow('class32'),
		actions: [{ pick: 'Once' }, { press: 'Disband Channel' }],
		writes: [`POST ${RULE}`],
		destructive: true,
		after: (context, dialogs) => {
			match(modal(dialogs), /Disband channel “class32” of project “Classroom Live”\?/);
			match(modal(dialogs), /Users when last read: \d+\. Everybody leaves at once, and may join again/);
			match(modal(dialogs), /Cloud players among them: class32_101, class32_teacher101/);
			deepStrictEqual(hosts(context), []);
			strictEqual(context.rules().length, 2);
		},
	},
	{
		id: 'agora.channel.disband',
		note: 'from the palette, for an hour',
		actions: [
			{ pick: 'Classroom Live' },
			{ pick: 'class32' },
			{ pick: '1 hour' },
			{ press: 'Close Channel' },
		],
		writes: [`POST ${RULE}`],
		destructive: true,
		after: ({ rules }, dialogs) => {
			match(modal(dialogs), /Close channel “class32” of project “Classroom Live” for 1 hour\?/);
			match(modal(dialogs), /nobody can join before \d/);
			match(dialogs.shown.at(-1)?.text ?? '', /^Nobody can join class32 until \d/);
			ok(rules().some(({ uid, channelName }) => uid === undefined && channelName === 'class32'));
		},
	},
	{
		id: 'agora.ban.changeDuration',
		on: ({ banRow }) => banRow(5897),
		actions: [{ pick: '10 minutes' }],
		writes: [`PUT ${RULE}`],
		after: ({ rules, deps, classroom }, dialogs) => {
			match(dialogs.shown[0]?.text ?? '', /^Change Ban Duration · Classroom Live · uid 5897 cannot join/);
			match(dialogs.otherTexts.join('\n'), /uid 5897 cannot join class32 until \d/);
			const rule = rules().find(({ uid }) => uid === 5897);
			strictEqual((rule?.expiresAt ?? 0) - (rule?.updatedAt ?? 0), 600_000);
			const stored = deps.store.bans(classroom.appId).value?.find(({ id }) => id === rule?.id);
			strictEqual(stored?.expiresAt?.getTime(), rule?.expiresAt);
		},
	},
	{
		id: 'agora.ban.changeDuration',
		note: 'from the palette',
		actions: [
			{ pick: 'Classroom Live' },
			{ pick: 'uid 5844 cannot send audio and video in any channel' },
			{ pick: 'Another Duration…' },
			{ type: '45 s' },
		],
		writes: [`PUT ${RULE}`],
	},
	{
		id: 'agora.ban.lift',
		on: ({ banRow }) => banRow(5897),
		actions: [],
		writes: [`DELETE ${RULE}`],
		after: ({ rules, deps, classroom }, dialogs) => {
			match(dialogs.otherTexts.join('\n'), /Ban lifted/);
			deepStrictEqual(
				rules().map(({ uid }) => uid),
				[5844],
			);
			deepStrictEqual(
				deps.store.bans(classroom.appId).value?.map(({ uid }) => uid),
				[5844],
			);
		},
	},
	{
		id: 'agora.ban.lift',
		note: 'from the palette',
		actions: [{ pick: 'Classroom Live' }, { pick: 'uid 5897 cannot join class32' }],
		writes: [`DELETE ${RULE}`],
	},
];

for (const { id, on, note, ...test } of CASES) {
	const title = `${id} ${note ?? (on ? 'of a row' : '')}`;
	const run = (context: ChannelContext) => {
		const command = channelCommands[id];
		ok(command, `no command ${id}`);
		return command(context.deps, context.session, on?.(context), undefined);
	};
	describeCommand(openChannelContext, { title, run, ...test });
}
