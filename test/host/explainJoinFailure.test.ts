import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { commands, env, Selection, window, workspace } from 'vscode';
import type { ChannelUser } from '../../src/agora/session';
import { buildRtcToken } from '../../src/agora/token/buildToken';
import { explainJoinFailure } from '../../src/channels/explain/explainJoinFailure';
import { BanNode, ChannelUserNode } from '../../src/channels/tree/channelNodes';
import { type JoinContext, openJoinContext } from './context/joinContext';
import { DialogDriver, type UserAction } from './dialogDriver';

const OTHER_APP = '0123456789abcdef0123456789abcdef';
const ICONS = /^\$\((error|warning)\) /;

interface Attempt {
	readonly project?: string;
	readonly channel?: string;
	readonly user?: string;
	readonly token?: string;
}

describe('agora.channel.explainJoinFailure', () => {
	let context: JoinContext;
	beforeEach(async () => {
		context = await openJoinContext();
	});
	afterEach(async () => {
		await context.close();
		await commands.executeCommand('workbench.action.closeAllEditors');
	});

	const run = async (actions: readonly UserAction[], argument?: unknown) => {
		const dialogs = await DialogDriver.run(actions, () => explainJoinFailure(context.deps, argument));
		deepStrictEqual([dialogs.problems, dialogs.unusedActions], [[], 0]);
		return dialogs;
	};
	const answers = ({
		project = 'Watch Party',
		channel = 'class32',
		user = '101',
		token = '',
	}: Attempt): UserAction[] => [{ pick: project }, { type: channel }, { type: user }, { type: token }];
	const explain = (attempt: Attempt, ...then: UserAction[]) => run([...answers(attempt), ...then]);
	const result = (dialogs: DialogDriver) => dialogs.shown.at(-1);
	/** The causes that are shown, without their icons. */
	const causes = (dialogs: DialogDriver) =>
		result(dialogs)
			?.choices.filter((choice) => ICONS.test(choice))
			.map((choice) => choice.replace(ICONS, ''));

	const sandboxProject = (name: string) => {
		const project = context.sandbox.state.projects.find((each) => each.name === name);
		ok(project, name);
		return project;
	};
	const appIdOf = (name: string) => sandboxProject(name).appId;

	function mint(
		change: Partial<{
			appId: string;
			appCertificate: string;
			channelName: string;
			user: ChannelUser;
			lifetimeSeconds: number;
		}> = {},
	): string {
		const { appId, appCertificate } = sandboxProject('Watch Party');
		const rest = { channelName: 'class32', user: { uid: 101 }, lifetimeSeconds: 600 };
		return buildRtcToken({ appId, appCertificate, ...rest, ...change });
	}

	describe('names the cause', () => {
		it('of an App ID that belongs to none of the account’s projects', async () => {
			const dialogs = await run([
				...[
					{ pick: 'Enter an App ID…' },
					{ type: OTHER_APP },
					{ type: 'class32' },
					{ type: '101' },
					{ type: '' },
				],
				{ pick: 'The App ID belongs to none' },
			]);
			match(dialogs.text, /The App ID belongs to none of the account’s projects[\s\S]*Account: account/);
			deepStrictEqual(context.ran, [{ id: 'agora.account.switch', args: [] }]);
		});

		it('of a disabled project, and enables it', async () => {
			const project = context.deps.choice.projects.find(({ enabled }) => enabled === false);
			ok(project);
			const dialogs = await explain({ project: project.name }, { pick: 'The project is disabled' });
			ok(causes(dialogs)?.includes('The project is disabled'));
			deepStrictEqual(context.ran, [{ id: 'agora.project.enable', args: [{ projectId: project.id }] }]);
		});

		const tokenCases: [string, (good: string) => string, string, string?][] = [
			['a malformed token', (good) => good.slice(0, -9), 'The token is malformed'],
			['a token of another App ID', () => mint({ appId: OTHER_APP }), 'The token is for another App ID'],
			[
				'a token of another channel',
				() => mint({ channelName: 'class33' }),
				'The token is for another channel',
			],
			['a token of another user', () => mint({ user: { uid: 102 } }), 'The token is for another user'],
			[
				'a token that was signed with an earlier certificate',
				() => mint({ appCertificate: 'f'.repeat(32) }),
				'The token was signed with another App Certificate',
			],
		];
		for (const [title, tokenOf, label] of tokenCases) {
			it(`of ${title}, and generates one`, async () => {
				const token = tokenOf(mint());
				const dialogs = await explain({ token }, { pick: label });
				deepStrictEqual(causes(dialogs), [label]);
				ok(!dialogs.text.includes(token));
				const [command] = context.ran;
				strictEqual(command?.id, 'agora.channel.generateToken');
				const [row] = command.args;
				ok(row instanceof ChannelUserNode);
				deepStrictEqual(
					[row.project.name, row.channelName, row.user],
					['Watch Party', 'class32', { uid: 101 }],
				);
			});
		}

		it('of an expired token, and of one that is not valid yet', async () => {
			const token = mint();
			const at = (seconds: number) => {
				const now = Date.now() + seconds * 1000;
				const { client } = context.session;
				// Agora's time decides, not that of this machine.
				Reflect.set(client, 'serverTime', () => now);
			};
			at(601);
			deepStrictEqual(causes(await explain({ token })), ['The token has expired']);
			at(-60);
			deepStrictEqual(causes(await explain({ token })), ['The token is not valid yet']);
		});

		it('of a token that is missing, or not needed', async () => {
			const missing = await explain({});
			deepStrictEqual(causes(missing), ['No token is given, but the App Certificate is enabled']);
			const { appId } = sandboxProject('Staging');
			const token = mint({ appId, appCertificate: 'f'.repeat(32) });
			const unneeded = await explain({ project: 'Staging', token }, { pick: 'A token is given' });
			deepStrictEqual(causes(unneeded), ['A token is given, but the App Certificate is not enabled']);
			deepStrictEqual(context.ran[0]?.id, 'agora.certificate.enable');
		});

		it('of a ban, and lifts it', async () => {
			const appId = appIdOf('Watch Party');
			const rule = context.sandbox.state.banRules.add({
				appId,
				uid: 101,
				channelName: 'class32',
				seconds: 600,
			});
			const dialogs = await explain({ token: mint() }, { pick: 'A ban keeps the user out' });
			deepStrictEqual(causes(dialogs), ['A ban keeps the user out']);
			match(dialogs.text, /uid 101 cannot join class32 · 10 minutes left · SDK: banned by server \(3\)/);
			const [command] = context.ran;
			strictEqual(command?.id, 'agora.ban.lift');
			const [row] = command.args;
			ok(row instanceof BanNode);
			strictEqual(row.rule.id, rule.id);
		});

		it('of a channel that is closed, and of an address that may be banned', async () => {
			const appId = appIdOf('Watch Party');
			context.sandbox.state.banRules.add({ appId, channelName: 'class32' });
			context.sandbox.state.banRules.add({ appId, ip: '203.0.113.9' });
			const dialogs = await explain({ token: mint() });
			deepStrictEqual(causes(dialogs), [
				'A ban keeps everybody out of the channel',
				'A ban of an IP address may keep the user out',
			]);
			match(dialogs.text, /Possible causes[\s\S]*the user’s address is not known here/);
		});

		it('of a user that is in the channel already, and kicks', async () => {
			context.sandbox.state.channels.join(appIdOf('Watch Party'), 'class32', { uid: 101 });
			const dialogs = await explain({ token: mint() }, { pick: 'The user is already in the channel' });
			match(
				dialogs.text,
				/A second join as the same user replaces the first\. In the channel since .+ as host/,
			);
			const [command] = context.ran;
			strictEqual(command?.id, 'agora.channel.kickUser');
			const [row] = command.args;
			ok(row instanceof ChannelUserNode);
			deepStrictEqual([row.channelName, row.user], ['class32', { uid: 101 }]);
		});

		it('of a cloud player in a channel of the communication profile, and shows the player', async () => {
			const { appId } = sandboxProject('Watch Party');
			const token = mint({ channelName: 'lobby', user: { account: 'trailers' } });
			const player = context.player('trailers');
			const dialogs = await run([{ type: token }, { pick: 'The channel uses the communication profile' }], {
				appId,
				playerId: player.player.id,
			});
			match(dialogs.text, /\$\(error\) The channel uses the communication profile/);
			match(dialogs.text, /Cloud players need live broadcasting/);
			deepStrictEqual(context.ran, [
				{ id: 'agora.player.show', args: [{ appId, playerId: player.player.id }] },
			]);
		});

		it('of the communication profile as a possible one for other users', async () => {
			const dialogs = await explain({ channel: 'lobby', token: mint({ channelName: 'lobby' }) });
			deepStrictEqual(causes(dialogs), ['The channel uses the communication profile']);
			match(dialogs.text, /\$\(warning\) The channel uses/);
		});

		it('of several faults in the order of the checks', async () => {
			const appId = appIdOf('Watch Party');
			context.sandbox.state.banRules.add({ appId, uid: 102 });
			const dialogs = await explain({ channel: 'zoë', user: '102', token: mint() });
			deepStrictEqual(causes(dialogs), [
				'The channel name is not allowed',
				'The token is for another channel',
				'The token is for another user',
				'A ban keeps the user out',
			]);
		});
	});

	it('says what was checked, and what else it can be, where it finds no cause', async () => {
		const dialogs = await explain({ token: mint() });
		deepStrictEqual(causes(dialogs), []);
		match(result(dialogs)?.text ?? '', /Watch Party · class32 · uid 101\nNo cause found\./);
		match(dialogs.text, /SDK error 109 or 110[\s\S]*SDK error 17[\s\S]*Checked, nothing wrong/);
		match(dialogs.text, /expires in .+ · matches: App ID, channel, user, signature/);
		match(dialogs.text, /none found; Agora’s list may leave some out/);
	});

	it('says what could not be checked without a network', async () => {
		await context.sandbox.stop();
		const dialogs = await explain({ token: mint({ user: { uid: 102 } }) });
		deepStrictEqual(causes(dialogs), ['The token is for another user']);
		match(dialogs.text, /Not checked\n[\s\S]*Bans, Presence, Channel profile[\s\S]*could not be reached/);
	});

	it('says what could not be checked without permission', async () => {
		sandboxProject('Watch Party').channelManagement = 'forbidden';
		const dialogs = await explain({ token: mint() });
		deepStrictEqual(causes(dialogs), []);
		match(dialogs.text, /Bans, Presence, Channel profile[\s\S]*not allowed to do this \(403\)/);
	});

	it('says what could not be checked for an account of the Chinese mainland', async () => {
		context.sessions.replace({ ...context.session, area: 'mainland' });
		const dialogs = await explain({ project: 'Staging', token: mint({ appId: appIdOf('Staging') }) });
		match(dialogs.text, /App Certificate[\s\S]*no App Certificates of accounts in the Chinese mainland/);
	});

	it('works signed out, and offers to sign in', async () => {
		const token = mint({ user: { uid: 102 } });
		context.sessions.replace(undefined);
		const appId = appIdOf('Watch Party');
		const dialogs = await run([
			...[
				{ pick: 'Enter an App ID…' },
				{ type: appId },
				{ type: 'class32' },
				{ type: '101' },
				{ type: token },
			],
			{ pick: 'App ID, Project, App Certificate, Bans, Presence, Channel profile' },
		]);
		deepStrictEqual(causes(dialogs), ['The token is for another user']);
		deepStrictEqual(context.ran, [{ id: 'agora.account.signIn', args: [] }]);
	});

	it('takes everything from the selected text when the user agrees', async () => {
		const document = await workspace.openTextDocument({ content: `const token = '${mint()}';` });
		const editor = await window.showTextDocument(document);
		const { end } = document.lineAt(0).range;
		editor.selection = new Selection(0, 0, 0, end.character);
		const dialogs = await run([
			...[{ pick: 'Use the Selected Text' }, { type: 'class33' }, { type: '101' }],
			'back',
			'dismiss',
		]);
		match(dialogs.text, /Use the Selected Text\n[\s\S]*Watch Party · class32 · 101 · with a token/);
		deepStrictEqual(dialogs.shown[1]?.details, ['class32']);
		match(dialogs.text, /SDK error 110 · It is for “class32”, not for “class33”/);
		match(result(dialogs)?.text ?? '', /RTC token/, 'Back leads to the last question');
	});

	it('reads the clipboard only when the user chooses it', async () => {
		await env.clipboard.writeText(JSON.stringify({ channel: 'class33', uid: 7, token: mint() }));
		const ignored = await run([]);
		ok(!ignored.text.includes('class33'));
		const dialogs = await run([{ pick: 'Use the Clipboard' }, { type: 'class33' }, { type: '7' }]);
		deepStrictEqual(dialogs.shown[1]?.details, ['class33']);
		deepStrictEqual(causes(dialogs), ['The token is for another channel', 'The token is for another user']);
	});

	it('asks for the project where a text contains no App ID, and again where it contains nothing', async () => {
		await env.clipboard.writeText('nothing');
		const nothing = await run([{ pick: 'Use the Clipboard' }, { pick: 'Watch Party' }, 'dismiss']);
		match(nothing.text, /The clipboard contains no token/);
		await env.clipboard.writeText('join channel=class33 uid=7');
		const channel = await run([{ pick: 'Use the Clipboard' }, { pick: 'Watch Party' }, 'dismiss']);
		match(channel.text, /The text contains no App ID/);
		deepStrictEqual(channel.shown.at(-1)?.details, ['class33']);
	});

	it('takes project, channel and user from rows', async () => {
		const project = context.project('Watch Party');
		const ofChannel = await run(['dismiss'], context.channelRow('class32', project.name));
		match(
			result(ofChannel)?.text ?? '',
			/^Explain Join Failure · Watch Party · class32\nUser who cannot join/,
		);
		const ofUser = await run(['back', 'dismiss'], context.userRow('class32', { uid: 7 }, project.name));
		match(ofUser.shown[0]?.text ?? '', /RTC token/);
		deepStrictEqual(ofUser.shown[1]?.details, ['7']);
		const ofProject = await run(['dismiss'], { projectId: project.id });
		match(result(ofProject)?.text ?? '', /Watch Party\nChannel that the user cannot join/);
		const unknown = await run(['dismiss'], { appId: project.appId, playerId: 'none' });
		match(result(unknown)?.text ?? '', /^Explain Join Failure\nWhich project/);
	});

	it('proposes the last answers of the project, without the token', async () => {
		await explain({ token: mint() });
		const dialogs = await run([{ pick: 'Watch Party' }, { type: 'class32' }, { type: '101' }, 'dismiss']);
		deepStrictEqual(
			dialogs.shown.slice(1).map(({ details }) => details),
			[['class32'], ['101'], ['']],
		);
	});

	it('copies a row without a way out', async () => {
		await explain({ token: mint() }, { pick: 'SDK error 17' });
		match(await env.clipboard.readText(), /^SDK error 17: The app joins a channel/);
	});

	it('changes nothing at Agora', async () => {
		await explain({ token: mint() });
		deepStrictEqual(
			context.sandbox.requests.filter(({ method }) => method !== 'GET'),
			[],
		);
	});
});
