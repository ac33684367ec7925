import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { commands, type MarkdownString, Position, type StatusBarItem, window, workspace } from 'vscode';
import { accountCommands } from '../../src/accounts/commands/accountCommands';
import {
	notifyMissingCredentials,
	notifyRefusedCredentials,
	notifyRemovedElsewhere,
} from '../../src/accounts/commands/credentials';
import { channelCommands } from '../../src/channels/commands/channelCommands';
import { systemClock } from '../../src/common/clock';
import { playerCommands } from '../../src/players/commands/playerCommands';
import { notifyFailedPlayers } from '../../src/players/failedPlayersMessages';
import { groupHover, playerHover } from '../../src/players/tree/playerHovers';
import { PlayerGroupNode, PlayerNode } from '../../src/players/tree/playerNodes';
import { projectCommands } from '../../src/projects/commands/projectCommands';
import { AppIdHover, AppIdLinks } from '../../src/projects/editorHints/appIdHints';
import { projectTooltip } from '../../src/projects/tree/projectItems';
import { ProjectNode } from '../../src/projects/tree/projectNodes';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { PlayersStatusItem } from '../../src/statusBar/playersItem';
import { ProjectStatusItem } from '../../src/statusBar/projectItem';
import {
	ACCOUNT_COMMANDS,
	CHANNEL_COMMANDS,
	PLAYER_COMMANDS,
	PROJECT_COMMANDS,
} from '../../src/ui/commandIds';
import { refreshErrorMessage } from '../../src/ui/errorText';
import { notifyFailure } from '../../src/ui/notify';
import { openAccountContext } from './context/accountContext';
import { type ChannelContext, openChannelContext } from './context/channelContext';
import { openPlayerContext, type PlayerContext } from './context/playerContext';
import { openProjectContext, type ProjectContext } from './context/projectContext';
import { DialogDriver, type ShownDialog, type UserAction } from './dialogDriver';

/** Syntax that VS Code or Markdown renders as links, icons or HTML. */
const HOSTILE =
	'[x](command:workbench.action.terminal.new) $(trash) <command:a.b> \\\\](command:c) https://evil.example www.evil.example a@evil.example &#36;';
/** The part that is always shown unchanged. */
const MARK = 'workbench.action.terminal.new';

/** The links that VS Code finds in notifications and in the texts of input boxes (`parseLinkedText`). */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)/i;
/** The icons that VS Code finds in labels (`renderLabelWithIcons`). */
const ICON = /\$\([a-z0-9~-]+\)/i;

/** The texts in which VS Code would render a link, or an icon after the first position. */
function dangerous(texts: readonly string[]): string[] {
	return texts.filter((text) => LINK.test(text) || ICON.test(text.replace(/^\$\([\w~-]+\) /, '')));
}

/** All shown texts except the values of input boxes, which VS Code shows unchanged. */
function textsOf({ shown, otherTexts }: DialogDriver): string[] {
	const texts = shown.flatMap(({ kind, text, choices, details }) =>
		kind === 'input' ? [text] : [text, ...choices, ...details],
	);
	return [...texts, ...otherTexts];
}

/** The targets of the links and images of a Markdown text. */
async function linksOf({ value }: MarkdownString): Promise<string[]> {
	const html: string = await commands.executeCommand('markdown.api.render', value);
	return [...html.matchAll(/<(?:a|img)[^>]* (?:href|src)="([^"]*)"/g)].map(([, target = '']) => target);
}

/**
 * Chooses the first item or button of each dialog and types a text into inputs. Dismisses a message that is shown again: every
 * Retry reads the players of a project, which Agora allows 20 times a minute.
 */
function chooseFirst(input: string): (dialog: ShownDialog) => UserAction {
	let steps = 0;
	const messages = new Set<string>();
	return ({ kind, text, choices }) => {
		steps += 1;
		const [first] = choices.filter((choice) => choice !== '');
		const isRepeated = kind === 'message' && messages.has(text);
		if (steps > 12 || isRepeated || (kind !== 'input' && first === undefined) || kind === 'save') {
			return 'dismiss';
		}
		if (kind === 'message') {
			messages.add(text);
		}
		if (kind === 'input') {
			return { type: input };
		}
		return kind === 'pick' ? { pick: first ?? '' } : { press: first ?? '' };
	};
}

/** Valid values for the input boxes of a command. */
const VALID_INPUTS: Readonly<Record<string, string>> = {
	'agora.project.setRecordingServer': '10.12.1.6:8080',
	'agora.player.seek': '1:30',
	'agora.player.setVolume': '40',
	'agora.player.switchSource': 'https://media.example.com/other.mp4',
	'agora.player.setSpeed': '2',
};

const hostile = (name: string): string => `${name} ${HOSTILE}`;

function rename(sandbox: Sandbox): void {
	for (const project of sandbox.state.projects) {
		project.name = hostile(project.name);
	}
}

/** Runs a command with invalid input, with a refusal in a hostile message, and to its end; returns all shown texts. */
async function textsOfAllPaths(
	sandbox: Sandbox,
	input: string,
	run: () => Promise<unknown>,
): Promise<string[]> {
	const drivers: DialogDriver[] = [];
	const runAndReport = async () => {
		try {
			await run();
		} catch (error) {
			await notifyFailure('Not carried out', error);
		}
	};
	drivers.push(await DialogDriver.run(chooseFirst('?'), runAndReport));
	for (const method of ['POST', 'PATCH', 'DELETE']) {
		sandbox.faults.next({ status: 403, message: HOSTILE }, { method });
	}
	drivers.push(await DialogDriver.run(chooseFirst(input), runAndReport));
	drivers.push(await DialogDriver.run(chooseFirst(input), runAndReport));
	return drivers.flatMap(textsOf);
}

describe('hostile names', () => {
	afterEach(() => commands.executeCommand('workbench.action.closeAllEditors'));

	describe('of projects', () => {
		let context: ProjectContext;
		beforeEach(async () => {
			context = await openProjectContext();
			rename(context.sandbox);
			Reflect.set(context.session, 'accountLabel', hostile('Work'));
			await context.reader.refresh();
		});
		afterEach(() => context.close());

		for (const id of PROJECT_COMMANDS) {
			// The command changes files.
			if (id === 'agora.project.writeEnv') {
				continue;
			}
			it(`are text in ${id}`, async () => {
				const project = context.deps.store.projects.find(({ appCertificate }) => appCertificate);
				ok(project);
				for (const argument of [undefined, { projectId: project.id }]) {
					const texts = await textsOfAllPaths(context.sandbox, VALID_INPUTS[id] ?? project.name, () =>
						projectCommands[id](context.deps, context.session, argument),
					);
					deepStrictEqual(dangerous(texts), []);
				}
			}).timeout(60_000);
		}

		it('are shown completely in the question before a reset, which accepts the real name', async () => {
			const project = context.project(hostile('Watch Party'));
			const actions = [{ press: 'Reset App Certificate' }, { type: project.name }];
			const dialogs = await DialogDriver.run(actions, () =>
				projectCommands['agora.certificate.reset'](context.deps, context.session, { projectId: project.id }),
			);
			deepStrictEqual([dialogs.problems, dialogs.unusedActions], [[], 0]);
			const asked = dialogs.shown.find(({ kind }) => kind === 'input')?.text ?? '';
			ok(asked.replaceAll('\u200B', '').includes(project.name));
			strictEqual(context.sandbox.requests.filter(({ url }) => url.includes('reset_signkey')).length, 1);
			deepStrictEqual(dangerous(textsOf(dialogs)), []);
		});

		it('appear in the messages of the tests above', async () => {
			const texts = await textsOfAllPaths(context.sandbox, '?', () =>
				projectCommands['agora.project.disable'](context.deps, context.session, undefined),
			);
			ok(texts.filter((text) => text.includes(MARK)).length > 5);
		});

		it('are text in tooltips, in the status bar and in editors', async () => {
			const { deps, sessions, session } = context;
			const project = context.project(hostile('Watch Party'));
			const items: StatusBarItem[] = [];
			const create: unknown = Reflect.get(window, 'createStatusBarItem');
			ok(typeof create === 'function');
			Reflect.set(window, 'createStatusBarItem', (...all: unknown[]) => {
				const item: StatusBarItem = Reflect.apply(create, window, all);
				items.push(item);
				return item;
			});
			try {
				const current = project;
				const how = { foundIn: hostile('.env') };
				const active = { current, how, onDidChange: deps.active.onDidChange };
				const loadable = { ...deps.store.loadable, error: new Error(HOSTILE) };
				const projects = { loadable, onDidChange: deps.store.onDidChange };
				const accountLabel = () => hostile('Work');
				const clock = systemClock;
				const lines = () => [{ label: hostile('player'), state: HOSTILE }];
				const counts = { all: 1, running: 1, failed: 0, gone: 0, stuck: 0, perhapsPaused: 0 };
				const count = () => ({ ...counts, staleMs: undefined });
				const summary = { onDidChange: sessions.onDidChange, count, lines };
				new ProjectStatusItem({ sessions, projects, active, accountLabel, clock }).dispose();
				new PlayersStatusItem({ summary }).dispose();
				match(refreshErrorMessage(loadable, 5000) ?? '', new RegExp(MARK));
			} finally {
				Reflect.set(window, 'createStatusBarItem', create);
			}
			strictEqual(items.length, 2);
			deepStrictEqual(dangerous(items.map(({ text }) => text)), []);
			const document = await workspace.openTextDocument({ content: project.appId });
			const byAppId = new Map([[project.appId, project]]);
			const hover = new AppIdHover(byAppId, session).provideHover(document, new Position(0, 5));
			const [link] = new AppIdLinks(byAppId).provideDocumentLinks(document);
			const facts = {
				project,
				changing: false,
				active: false,
				pinned: false,
				certificate: 'enabled',
			} as const;
			const tooltips = [
				...items.map(({ tooltip }) => tooltip),
				...(hover?.contents ?? []),
				projectTooltip(new ProjectNode(facts)),
			].filter(
				(tooltip): tooltip is MarkdownString => typeof tooltip === 'object' && 'appendText' in tooltip,
			);
			strictEqual(tooltips.length, 4);
			for (const tooltip of tooltips) {
				match(tooltip.value.replaceAll(/\\|\u200B/g, ''), new RegExp(MARK));
				const otherTargets = (await linksOf(tooltip)).filter(
					(target) => !target.startsWith('command:agora.'),
				);
				deepStrictEqual(otherTargets, []);
			}
			// VS Code renders the tooltip of a link as trusted Markdown.
			match(link?.tooltip ?? '', new RegExp(MARK));
			ok(!/(?<!\\)(\\\\)*[[\]]|https:\/\/|www\.|<[a-z]/.test(link?.tooltip ?? ''));
		});
	});

	describe('of players and channels', () => {
		let context: PlayerContext;
		beforeEach(async () => {
			context = await openPlayerContext();
			const { appId } = context.player('movie-night');
			rename(context.sandbox);
			context.sandbox.state.addPlayer({
				appId,
				name: hostile('movie'),
				channelName: hostile('channel'),
				account: hostile('host'),
				streamUrl: 'https://media.example.com/film.mp4',
				region: 'na',
				heldStatus: 'running',
				createdAt: Date.now() - 3_600_000,
			});
			Reflect.set(context.session, 'accountLabel', hostile('Work'));
			await context.deps.live.refresh();
		});
		afterEach(() => context.close());

		for (const id of PLAYER_COMMANDS) {
			it(`are text in ${id}`, async () => {
				const target = context.player(hostile('movie'));
				for (const argument of [undefined, target]) {
					const texts = await textsOfAllPaths(
						context.sandbox,
						VALID_INPUTS[id] ?? 'rtmp://live.example.com/live/new',
						() => playerCommands[id](context.deps, context.session, argument, undefined),
					);
					deepStrictEqual(dangerous(texts), []);
				}
			}).timeout(60_000);
		}

		it('are text in the message about failed players and in tooltips', async () => {
			const { appId, player, shown } = context.player(hostile('movie'));
			const failedPlayer = {
				appId,
				id: player.id,
				label: hostile('movie'),
				shown,
				outcome: 'failed',
				at: 0,
			} as const;
			const projects = context.deps.projects.projects.map((each) => ({ ...each, name: hostile(each.name) }));
			const deps = { projects: { projects }, view: context.deps.view, restart: async () => {} };
			const dialogs = await DialogDriver.run([], async () => {
				await notifyFailedPlayers([failedPlayer], deps);
				await notifyFailedPlayers([failedPlayer, { ...failedPlayer, outcome: 'gone' }], deps);
			});
			strictEqual(textsOf(dialogs).filter((text) => text.includes(MARK)).length, 2);
			deepStrictEqual(dangerous(textsOf(dialogs)), []);

			const project = context.deps.projects.projects.find((each) => each.appId === appId);
			ok(project);
			// Ids are server data, too, and stand in the arguments of links.
			const id = `a)](command:b) [c](command:d) ${HOSTILE}`;
			const named = { ...project, id, appId: id, name: HOSTILE };
			for (const condition of ['failed', 'other', 'gone'] as const) {
				const listed = {
					project: named,
					shown: { ...shown, condition, player: { ...player, id, status: HOSTILE } },
				};
				const readings = {
					of: () => ({ value: undefined, loadedAt: undefined, error: undefined, loading: false }),
					problem: () => HOSTILE,
					lastRead: () => '',
				};
				for (const kind of ['project', 'channel', 'status'] as const) {
					const group = { kind, project: named, channelName: HOSTILE, condition, status: HOSTILE };
					const row = new PlayerGroupNode({ id: 'group', group, players: [listed] });
					const hovers = [
						playerHover(new PlayerNode(row, listed), context.origins, readings),
						groupHover(row, context.origins, readings),
					];
					for (const hover of hovers) {
						match(hover.value.replaceAll(/\\|\u200B/g, ''), new RegExp(MARK));
						for (const link of await linksOf(hover)) {
							match(link, /^command:agora\.(player|players|project|usage)\.\w+(\?[\w%.-]*)?$/);
							ok(typeof hover.isTrusted === 'object');
							const [command = ''] = link.slice('command:'.length).split('?');
							ok(hover.isTrusted.enabledCommands.includes(command), command);
						}
					}
				}
			}
		});
	});

	describe('of channels, their users and bans', () => {
		let context: ChannelContext;
		beforeEach(async () => {
			context = await openChannelContext();
			const { sandbox, classroom, deps } = context;
			const { appId } = classroom;
			sandbox.state.channels.add({
				...{ appId, name: hostile('channel'), startedAt: Date.now() - 60_000, audience: 300 },
				hosts: [{ uid: 71 }, { account: hostile('host') }],
			});
			sandbox.state.banRules.add({ appId, uid: 72, channelName: hostile('channel'), seconds: 30 });
			sandbox.state.addPlayer({
				...{ appId, name: hostile('movie'), channelName: hostile('channel'), uid: 71, region: 'na' },
				...{ streamUrl: 'https://media.example.com/film.mp4', heldStatus: 'running' },
				createdAt: Date.now() - 3_600_000,
			});
			Reflect.set(context.session, 'accountLabel', hostile('Work'));
			Reflect.set(classroom, 'name', hostile('Classroom'));
			await deps.reader.readChannels(classroom);
			await deps.reader.readUsers(classroom, hostile('channel'));
			await deps.reader.readBans(classroom);
			await context.playerDeps.live.refresh();
		});
		afterEach(() => context.close());

		for (const id of CHANNEL_COMMANDS) {
			it(`are text in ${id}`, async () => {
				const { deps, session, channelRow, userRow, banRow } = context;
				const rows = [
					undefined,
					channelRow(hostile('channel')),
					userRow(hostile('channel'), { uid: 71 }),
					userRow(hostile('channel'), { account: hostile('host') }),
					banRow(72),
				];
				for (const argument of rows) {
					const texts = await textsOfAllPaths(context.sandbox, '77', async () =>
						channelCommands[id]?.(deps, session, argument, [argument]),
					);
					deepStrictEqual(dangerous(texts), []);
				}
			}).timeout(60_000);
		}

		it('appear in the questions of the tests above', async () => {
			const { deps, session, userRow } = context;
			const row = userRow(hostile('channel'), { uid: 71 });
			const dialogs = await DialogDriver.run([], async () =>
				channelCommands['agora.channel.kickUser']?.(deps, session, row, [row]),
			);
			const [question] = dialogs.shown;
			strictEqual(question?.text.split(MARK).length, 5);
			deepStrictEqual(dangerous(textsOf(dialogs)), []);
		});
	});

	it('of accounts are text in every command and message about accounts', async () => {
		const context = await openAccountContext();
		try {
			const { accounts, sessions } = context.deps;
			const changes = context.deps.changes;
			for (const account of accounts.stored) {
				await changes.rename(account, hostile(account.label));
			}
			const [first] = accounts.stored;
			ok(first && sessions.current);
			const session = sessions.current;
			const messages = await DialogDriver.run([], async () => {
				await notifyMissingCredentials(accounts, first);
				await notifyRemovedElsewhere(first.label);
				await notifyRefusedCredentials(accounts, changes, session);
			});
			strictEqual(textsOf(messages).filter((text) => text.includes(MARK)).length, 3);
			deepStrictEqual(dangerous(textsOf(messages)), []);
			for (const action of ['Rename…', 'Replace Secret…', 'Remove…']) {
				const dialogs = await DialogDriver.run([{ pick: 'First' }, { pick: action }], () =>
					accountCommands(context.deps)['agora.account.manage'](),
				);
				ok(textsOf(dialogs).some((text) => text.includes(MARK)));
				deepStrictEqual(dangerous(textsOf(dialogs)), []);
			}
			const { url, customerId, customerSecret } = context.sandbox;
			context.sandbox.faults.next({ status: 403, message: HOSTILE }, { path: '/dev/v1/projects' });
			const refused = [{ pick: 'Local' }, { type: url }, { type: customerId }, { type: customerSecret }];
			const signIn = await DialogDriver.run(refused, () =>
				accountCommands(context.deps)['agora.account.signIn'](),
			);
			ok(textsOf(signIn).some((text) => /Agora says/.test(text) && text.includes(MARK)));
			deepStrictEqual(dangerous(textsOf(signIn)), []);
			// Choosing the first item would sign in to Agora's own servers.
			for (const id of ACCOUNT_COMMANDS.filter((each) => each !== 'agora.account.signIn')) {
				const texts = await textsOfAllPaths(context.sandbox, '?', () => accountCommands(context.deps)[id]());
				deepStrictEqual(dangerous(texts), []);
			}
		} finally {
			await context.close();
		}
	}).timeout(60_000);
});
