import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { commands, window, workspace } from 'vscode';
import { Emitter } from '../../src/common/emitter';
import { playerCommands } from '../../src/players/commands/playerCommands';
import { History, type HistoryEntry } from '../../src/support/history';
import { HistoryDocuments } from '../../src/support/historyDocument';
import { historyText } from '../../src/support/historyText';
import { currentAction, runAction } from '../../src/ui/commands';
import { historyDeps } from '../fixtures/historyDeps';
import { TestMemento } from '../fixtures/memento';
import { openPlayerContext, type PlayerContext } from './context/playerContext';
import { DialogDriver } from './dialogDriver';

const AT = new Date(2026, 10, 26, 14, 3, 7).getTime();

function write(entry: Partial<HistoryEntry>): HistoryEntry {
	return {
		...{
			id: `${entry.at} ${entry.operation} ${entry.subject}`,
			at: AT,
			account: 'Work',
			accountId: 'account',
		},
		...{ operation: 'updatePlayer', change: 'isPause true', appId: 'app', project: 'Class', outcome: 'done' },
		...entry,
	};
}

/** The lines of the actions, without their times. */
function actionLines(...entries: HistoryEntry[]): string[] {
	const lines = historyText(entries).split('\n');
	return lines.flatMap((line) => /^ {2}(?! {4}).*\d:\d\d:\d\d(?: [AP]M)? {2}(.*)/.exec(line)?.slice(1) ?? []);
}

describe('the text of the history', () => {
	it('describes each change with its object and project', () => {
		const texts = (
			[
				['updatePlayer', 'isPause true', 'Paused lesson_1 · Class'],
				['updatePlayer', 'isPause false', 'Resumed lesson_1 · Class'],
				['updatePlayer', 'volume 50', 'Set the volume of lesson_1 to 50 · Class'],
				['updatePlayer', 'seekPosition 3723', 'Moved lesson_1 to position 1:02:03 · Class'],
				['updatePlayer', 'streamUrl', 'Switched the source of lesson_1 · Class'],
				['updatePlayer', 'tempo 1.5', 'Set the speed of lesson_1 to 1.5 · Class'],
				['updatePlayer', 'profile 3, volume 50', 'Changed lesson_1 (profile 3, volume 50) · Class'],
				['createPlayer', undefined, 'Created lesson_1 · Class'],
				['deletePlayer', undefined, 'Deleted lesson_1 · Class'],
			] as const
		).map(([operation, change, text]) => [
			actionLines(write({ operation, change, subject: 'lesson_1' })),
			[text],
		]);
		for (const [actual, expected] of texts) {
			deepStrictEqual(actual, expected);
		}
		const ofProject = { subject: 'Class', appId: undefined };
		deepStrictEqual(
			actionLines(
				write({ ...ofProject, at: AT + 3, operation: 'createProject' }),
				write({ ...ofProject, at: AT + 2, operation: 'setProjectEnabled', change: 'disabled' }),
				write({ ...ofProject, at: AT + 1, operation: 'setCertificateEnabled', change: 'enabled' }),
				write({ ...ofProject, at: AT, operation: 'resetCertificate' }),
			),
			[
				'Created project Class',
				'Disabled Class',
				'Enabled the App Certificate of Class',
				'Reset the App Certificate of Class',
			],
		);
	});

	it('describes bans, kicks and their changes with user, channel and duration', () => {
		const [uid, channelName, ip] = [5897, 'class32', '203.0.113.7'];
		const join = ['join_channel'];
		const texts: [Partial<HistoryEntry>, string][] = [
			[{ ban: { uid, channelName, privileges: join, seconds: 0 } }, 'Kicked uid 5897 out of class32 · Class'],
			[{ ban: { uid, privileges: join, seconds: 0 } }, 'Kicked uid 5897 out of every channel · Class'],
			[{ ban: { channelName, privileges: join, seconds: 0 } }, 'Disbanded class32 · Class'],
			[
				{ ban: { uid, channelName, privileges: join, seconds: 600 } },
				'Banned uid 5897 from class32 for 10 minutes · Class',
			],
			[
				{ ban: { uid, privileges: join, seconds: 5400 } },
				'Banned uid 5897 from every channel for 1 hour 30 minutes · Class',
			],
			[{ ban: { channelName, privileges: join, seconds: 86_400 } }, 'Closed class32 for 1 day · Class'],
			[
				{ ban: { ip, privileges: join, seconds: 60 } },
				'Banned users behind 203.0.113.7 from every channel for 1 minute · Class',
			],
			[
				{ ban: { uid, channelName, privileges: ['publish_audio'], seconds: 60 } },
				'Banned uid 5897 from sending audio in class32 for 1 minute · Class',
			],
			[
				{ ban: { channelName, privileges: ['publish_audio', 'publish_video'], seconds: 60 } },
				'Banned everybody from sending audio and video in class32 for 1 minute · Class',
			],
			[
				{ operation: 'changeBan', ban: { id: 7, uid, channelName, seconds: 3600 } },
				'Changed the ban of uid 5897 in class32 to 1 hour · Class',
			],
			[{ operation: 'liftBan', ban: { id: 7, channelName } }, 'Lifted the ban of class32 · Class'],
			[{ operation: 'liftBan', ban: { id: 7 } }, 'Lifted the ban of rule 7 · Class'],
		];
		for (const [entry, text] of texts) {
			deepStrictEqual(actionLines(write({ operation: 'createBan', change: undefined, ...entry })), [text]);
		}
	});

	it('counts the users and bans of an action', () => {
		const action = { id: 'k', command: 'agora.channel.kick' };
		const kick = (uid: number, channelName: string, outcome: HistoryEntry['outcome'] = 'done') =>
			write({
				...{ operation: 'createBan', change: 'time 0', action, at: AT + uid, outcome },
				subject: `${channelName} · ${uid}`,
				ban: { uid, channelName, privileges: ['join_channel'], seconds: 0 },
			});
		deepStrictEqual(actionLines(kick(1, 'a'), kick(2, 'a')), ['Kicked 2 users out of a · Class']);
		deepStrictEqual(actionLines(kick(1, 'a'), kick(2, 'b')), ['Kicked 2 users · Class']);
		deepStrictEqual(actionLines(kick(1, 'a'), kick(2, 'a', 'unknown')), [
			'Kicked 1 of 2 users out of a · Class — a · 2: outcome unknown',
		]);
		deepStrictEqual(actionLines(kick(1, 'a', 'unknown')), ['Kick uid 1 out of a · Class — outcome unknown']);
		const lift = (id: number) =>
			write({ operation: 'liftBan', change: undefined, action, at: AT + id, ban: { id, uid: 7 } });
		deepStrictEqual(actionLines(lift(1), lift(2)), ['Lifted 2 bans · Class']);
		const close = (channelName: string) =>
			write({
				...{ operation: 'createBan', action, subject: channelName },
				ban: { channelName, privileges: ['join_channel'], seconds: 600 },
			});
		deepStrictEqual(actionLines(close('a'), close('b')), ['Closed 2 channels for 10 minutes · Class']);
	});

	it('has one line for an action, its requests below, and its local day above', () => {
		const action = { id: 'r', command: 'agora.player.restart' };
		const lines = historyText([
			write({ action, operation: 'deletePlayer', subject: 'lesson_1', playerId: 'p1', requestId: 'r-1' }),
			write({ action, at: AT + 1000, operation: 'createPlayer', subject: 'lesson_1', region: 'na' }),
		]).split('\n');
		match(lines[0] ?? '', /^Newest first, in local time \(\S+\)$/);
		strictEqual(lines[2], 'Thursday, November 26, 2026');
		match(lines[3] ?? '', /^ {2}2:03:07 PM {2}Restarted lesson_1 · Class$/);
		match(
			lines[4] ?? '',
			/^ {6}2:03:07 PM {2}Delete lesson_1: done · DELETE deletePlayer · .*p1 · .*r-1 · Work$/,
		);
		match(lines[5] ?? '', /^ {6}2:03:08 PM {2}Create lesson_1: done · POST createPlayer na · /);
		strictEqual(lines.length, 6);
	});

	it('counts the objects of an action, and names what failed with the reason', () => {
		const action = { id: 'p', command: 'agora.player.pause' };
		const error = { kind: 'network', code: 'ECONNREFUSED' };
		const one = write({ action, subject: 'one' });
		const two = write({ action, at: AT + 1, subject: 'two', outcome: 'notDone', error });
		deepStrictEqual(actionLines(one, { ...two, outcome: 'done' }), ['Paused 2 cloud players · Class']);
		deepStrictEqual(actionLines(one, two), [
			'Paused 1 of 2 cloud players · Class — two: failed: the server could not be reached (ECONNREFUSED)',
		]);
		const refused = { kind: 'conflict', status: 409, agoraMessage: 'Name\nis taken' };
		deepStrictEqual(actionLines(write({ subject: 'one', outcome: 'notDone', error: refused })), [
			'Pause one · Class — failed: the name is already in use (409), Agora says: “Name is taken”',
		]);
		deepStrictEqual(
			actionLines(
				write({
					action: { id: 'r', command: 'agora.player.restart' },
					operation: 'deletePlayer',
					subject: 'one',
				}),
			),
			['Restart one · Class — deleted, but not created again'],
		);
		const restart = { id: 'r', command: 'agora.player.restart' };
		deepStrictEqual(
			actionLines(
				write({ action: restart, operation: 'deletePlayer', subject: 'one' }),
				write({
					action: restart,
					operation: 'createPlayer',
					subject: 'one',
					outcome: 'notDone',
					error: refused,
				}),
			),
			[
				'Restart one · Class — deleted, but not created again: the name is already in use (409), Agora says: “Name is taken”',
			],
		);
	});

	it('names the account only where there are several', () => {
		deepStrictEqual(
			actionLines(
				write({ at: AT + 1, subject: 'one' }),
				write({ subject: 'two', account: 'Private', accountId: 'private' }),
			),
			['Paused one · Class · Work', 'Paused two · Class · Private'],
		);
	});
});

describe('the documents of the history', () => {
	let documents: HistoryDocuments;
	let entries: HistoryEntry[];
	const changed = new Emitter<void>();

	beforeEach(() => {
		entries = [write({ subject: 'lesson_1' }), write({ at: AT + 1, subject: 'lesson_2' })];
		const history = {
			onDidChange: changed.event,
			get entries() {
				return entries;
			},
		};
		documents = new HistoryDocuments(history);
	});
	afterEach(async () => {
		documents.dispose();
		await commands.executeCommand('workbench.action.closeAllEditors');
	});

	it('show all changes, or those of the picked object, and follow new ones', async () => {
		const dialogs = await DialogDriver.run([{ pick: 'lesson_2' }], () => documents.filter());
		deepStrictEqual(dialogs.problems, []);
		match(
			dialogs.text,
			/All Changes\nProjects\n.*Class\nCloud Players\n.*lesson_2\n.*lesson_1\n2 changes · .*\nClass · 1 change · /,
		);
		const document = window.activeTextEditor?.document;
		ok(document);
		match(document.uri.path, /History of lesson_2\.log$/);
		match(await documents.provideTextDocumentContent(document.uri), /Paused lesson_2/);
		ok(!(await documents.provideTextDocumentContent(document.uri)).includes('lesson_1'));
		entries = [...entries, write({ at: AT + 2, subject: 'lesson_2', change: 'isPause false' })];
		changed.fire();
		match(await documents.provideTextDocumentContent(document.uri), /Resumed lesson_2/);
	});

	it('ignore an address that is not one of theirs', async () => {
		const { uri } = await workspace.openTextDocument({ content: '' });
		const text = await documents.provideTextDocumentContent(uri.with({ query: '{"not":"an object' }));
		match(text, /lesson_1/);
	});
});

describe('an action', () => {
	it('is the same for everything that one use of a command awaits, and another for the next', async () => {
		const seen: (string | undefined)[] = [];
		const run = async () => {
			seen.push(currentAction()?.id);
			await setTimeout(1);
			seen.push(currentAction()?.id);
			strictEqual(currentAction()?.command, 'agora.player.pause');
		};
		await Promise.all([runAction('agora.player.pause', run), runAction('agora.player.pause', run)]);
		strictEqual(currentAction(), undefined);
		strictEqual(new Set(seen).size, 2);
		ok(!seen.includes(undefined));
		deepStrictEqual(seen.slice(0, 2), seen.slice(2));
	});
});

describe('the history of a restart', () => {
	let context: PlayerContext;
	beforeEach(async () => {
		context = await openPlayerContext();
	});
	afterEach(() => context.close());

	it('is one line for all players and their requests', async () => {
		const { deps, session, sandbox } = context;
		const projectOf = (appId: string) => sandbox.state.projects.find((project) => project.appId === appId);
		const playerName = (appId: string, id: string) => deps.store.player(appId, id)?.player.name;
		const sessions = { current: session, onDidChange: new Emitter<void>().event };
		const history = new History(
			new TestMemento(),
			historyDeps(sessions, { projectOf, playerName, currentAction }),
		);
		const targets = [context.player('class32_101'), context.player('class32_teacher101')];
		await DialogDriver.run([{ press: 'Restart 2 Players' }], () =>
			runAction('agora.player.restart', () =>
				playerCommands['agora.player.restart'](deps, session, targets[0], targets),
			),
		);
		// At least a deletion and a creation of each; a player is searched for in several regions.
		ok(history.entries.length >= 4);
		deepStrictEqual(actionLines(...history.entries), ['Restarted 2 cloud players · Classroom Live']);
		history.dispose();
	});
});
