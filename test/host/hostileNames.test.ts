import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { commands, type MarkdownString, Position, type StatusBarItem, window, workspace } from 'vscode';
import { accountCommands } from '../../src/accounts/commands/accountCommands';
import {
	notifyMissingCredentials,
	notifyRefusedCredentials,
	notifyRemovedElsewhere,
} from '../../src/accounts/credentialMessages';
import { systemClock } from '../../src/common/clock';
import { playerCommands } from '../../src/players/commands/playerCommands';
import { notifyFailedPlayers } from '../../src/players/failedPlayersMessages';
import { playerTooltip } from '../../src/players/tree/playerItems';
import { PlayerGroupNode, PlayerNode } from '../../src/players/tree/playerNodes';
import { projectCommands } from '../../src/projects/commands/projectCommands';
import { AppIdHover, AppIdLinks } from '../../src/projects/editorHints/appIdHints';
import { projectTooltip } from '../../src/projects/tree/projectItems';
import { ProjectNode } from '../../src/projects/tree/projectNodes';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { PlayersStatusItem } from '../../src/statusBar/playersItem';
import { ProjectStatusItem } from '../../src/statusBar/projectItem';
import { ACCOUNT_COMMANDS, PLAYER_COMMANDS, PROJECT_COMMANDS } from '../../src/ui/commandIds';
import { knownMessage } from '../../src/ui/errorText';
import { notifyFailure } from '../../src/ui/notify';
import { openAccountContext } from './context/accountContext';
import { openPlayerContext, type PlayerContext } from './context/playerContext';
import { openProjectContext, type ProjectContext } from './context/projectContext';
import { DialogDriver, type ShownDialog, type UserAction } from './dialogDriver';

/** Everything that VS Code or Markdown would make something of. */
const HOSTILE =
	'[x](command:workbench.action.terminal.new) $(trash) <command:a.b> \\\\](command:c) https://evil.example www.evil.example a@evil.example &#36;';
/** A part of it that is shown as it is. */
const MARK = 'workbench.action.terminal.new';

/** As VS Code finds links in notifications and in the texts of input boxes (`parseLinkedText`). */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)/i;
/** As VS Code finds icons in labels (`renderLabelWithIcons`). */
const ICON = /\$\([a-z0-9~-]+\)/i;

/** The texts in which VS Code would find a link, or an icon that is not one of ours at the beginning. */
function dangerous(texts: readonly string[]): string[] {
	return texts.filter((text) => LINK.test(text) || ICON.test(text.replace(/^\$\([\w~-]+\) /, '')));
}

/** All texts shown; what stands in an input box is no text of ours, and shown as it is. */
function textsOf({ shown, otherTexts }: DialogDriver): string[] {
	const texts = shown.flatMap(({ kind, text, choices, details }) =>
		kind === 'input' ? [text] : [text, ...choices, ...details],
	);
	return [...texts, ...otherTexts];
}

/** Where the links of a Markdown text lead. */
async function linksOf({ value }: MarkdownString): Promise<string[]> {
	const html: string = await commands.executeCommand('markdown.api.render', value);
	return [...html.matchAll(/<(?:a|img)[^>]* (?:href|src)="([^"]*)"/g)].map(([, target = '']) => target);
}

/**
 * Goes on with the first of everything, and types what fits. Retry is pressed once in the same message: every attempt reads the
 * players of a project again, which Agora allows 20 times a minute, so that more of them wait.
 */
function curious(typed: string): (dialog: ShownDialog) => UserAction {
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
			return { type: typed };
		}
		return kind === 'pick' ? { pick: first ?? '' } : { press: first ?? '' };
	};
}

/** What the input boxes of a command take; the name of the project or something useless by default. */
const TYPED: Readonly<Record<string, string>> = {
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

/** Runs a command to its end, to a refusal in hostile words, and with something useless typed; gives all texts shown. */
async function walk(
	sandbox: Sandbox,
	typed: string,
	run: () => Promise<unknown>,
): Promise<{ texts: string[]; drivers: DialogDriver[] }> {
	const drivers: DialogDriver[] = [];
	const told = async () => {
		try {
			await run();
		} catch (error) {
			await notifyFailure('Not carried out', error);
		}
	};
	drivers.push(await DialogDriver.run(curious('?'), told));
	for (const method of ['POST', 'PATCH', 'DELETE']) {
		sandbox.faults.next({ status: 403, message: HOSTILE }, { method });
	}
	drivers.push(await DialogDriver.run(curious(typed), told));
	drivers.push(await DialogDriver.run(curious(typed), told));
	return { texts: drivers.flatMap(textsOf), drivers };
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
			// Opens a dialog of the system, or changes files.
			if (id === 'agora.project.writeEnv') {
				continue;
			}
			it(`are text in ${id}`, async () => {
				const project = context.deps.store.projects.find(({ appCertificate }) => appCertificate);
				ok(project);
				for (const argument of [undefined, { projectId: project.id }]) {
					const { texts } = await walk(context.sandbox, TYPED[id] ?? project.name, () =>
						projectCommands[id](context.deps, context.session, argument, undefined),
					);
					deepStrictEqual(dangerous(texts), []);
				}
			}).timeout(60_000);
		}

		it('are seen whole in the question before a reset, which takes the real name', async () => {
			const project = context.project(hostile('Watch Party'));
			const actions = [{ press: 'Reset App Certificate' }, { type: project.name }];
			const dialogs = await DialogDriver.run(actions, () =>
				projectCommands['agora.certificate.reset'](
					context.deps,
					context.session,
					{ projectId: project.id },
					undefined,
				),
			);
			deepStrictEqual([dialogs.problems, dialogs.unusedActions], [[], 0]);
			const asked = dialogs.shown.find(({ kind }) => kind === 'input')?.text ?? '';
			ok(asked.replaceAll('\u200B', '').includes(project.name));
			strictEqual(context.sandbox.requests.filter(({ url }) => url.includes('reset_signkey')).length, 1);
			deepStrictEqual(dangerous(textsOf(dialogs)), []);
		});

		it('are in the messages that were looked at', async () => {
			const { texts } = await walk(context.sandbox, '?', () =>
				projectCommands['agora.project.disable'](context.deps, context.session, undefined, undefined),
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
				const lines = () => [{ label: hostile('player'), stateWord: HOSTILE, ageMs: 5000 }];
				const count = () => ({ all: 1, running: 1, failed: 0, perhapsPaused: 0, staleMs: undefined });
				const summary = { onDidChange: sessions.onDidChange, count, lines };
				new ProjectStatusItem({ sessions, projects, active, accountLabel, clock }).dispose();
				new PlayersStatusItem({ summary }).dispose();
				match(knownMessage(loadable, 5000) ?? '', new RegExp(MARK));
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
				const foreign = (await linksOf(tooltip)).filter((target) => !target.startsWith('command:agora.'));
				deepStrictEqual(foreign, []);
			}
			// VS Code makes a trusted Markdown link of it.
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
			await context.deps.reader.refresh();
		});
		afterEach(() => context.close());

		for (const id of PLAYER_COMMANDS) {
			it(`are text in ${id}`, async () => {
				const target = context.player(hostile('movie'));
				for (const argument of [undefined, target]) {
					const { texts } = await walk(context.sandbox, TYPED[id] ?? 'rtmp://live.example.com/live/new', () =>
						playerCommands[id](context.deps, context.session, argument, undefined),
					);
					deepStrictEqual(dangerous(texts), []);
				}
			}).timeout(60_000);
		}

		it('are text in the message about lost players and in tooltips', async () => {
			const { appId, player, shown } = context.player(hostile('movie'));
			const lost = { appId, id: player.id, label: hostile('movie'), shown, how: 'failed', at: 0 } as const;
			const nothing = async () => {};
			const projectName = () => hostile('Watch Party');
			const actions = { restart: nothing, show: nothing, projectName };
			const dialogs = await DialogDriver.run([], async () => {
				await notifyFailedPlayers([lost], actions);
				await notifyFailedPlayers([lost, { ...lost, how: 'gone' }], actions);
			});
			strictEqual(textsOf(dialogs).filter((text) => text.includes(MARK)).length, 2);
			deepStrictEqual(dangerous(textsOf(dialogs)), []);

			const project = context.deps.projects.projects.find((each) => each.appId === appId);
			ok(project);
			const listed = { project, shown: { ...shown, player: { ...player, status: HOSTILE } } };
			const known = { value: undefined, readAt: undefined, error: undefined, loading: false };
			const group = { kind: 'project', project, known } as const;
			const node = new PlayerNode(new PlayerGroupNode({ id: 'group', group, players: [listed] }), listed);
			deepStrictEqual(
				await linksOf(playerTooltip(node, { wallTime: (time) => time }, { details: () => [HOSTILE] })),
				[],
			);
		});
	});

	it('of accounts are text in every command and message about accounts', async () => {
		const context = await openAccountContext();
		try {
			const { accounts, sessions } = context.deps;
			const changes = await context.deps.changes();
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
					accountCommands['agora.account.manage'](context.deps, undefined),
				);
				ok(textsOf(dialogs).some((text) => text.includes(MARK)));
				deepStrictEqual(dangerous(textsOf(dialogs)), []);
			}
			const { url, customerId, customerSecret } = context.sandbox;
			context.sandbox.faults.next({ status: 403, message: HOSTILE }, { path: '/dev/v1/projects' });
			const refused = [{ pick: 'Local' }, { type: url }, { type: customerId }, { type: customerSecret }];
			const signIn = await DialogDriver.run(refused, () =>
				accountCommands['agora.account.signIn'](context.deps, undefined),
			);
			ok(textsOf(signIn).some((text) => /Agora says/.test(text) && text.includes(MARK)));
			deepStrictEqual(dangerous(textsOf(signIn)), []);
			// A curious person would sign in to Agora's own servers.
			for (const id of ACCOUNT_COMMANDS.filter((each) => each !== 'agora.account.signIn')) {
				const { texts } = await walk(context.sandbox, '?', () =>
					accountCommands[id](context.deps, undefined),
				);
				deepStrictEqual(dangerous(texts), []);
			}
		} finally {
			await context.close();
		}
	}).timeout(60_000);
});
