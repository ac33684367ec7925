import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { env, extensions } from 'vscode';
import { playerCommands } from '../../src/players/commands/playerCommands';
import { projectCommands } from '../../src/projects/commands/projectCommands';
import type { PlayerCommandId, ProjectCommandId } from '../../src/ui/commandIds';
import { writesOf } from './describeCommand';
import { Person } from './person';
import { openPlayerRoom, type PlayerRoom } from './room/playerRoom';
import { openProjectRoom, type ProjectRoom } from './room/projectRoom';

const SECRET = 'a-secret-of-somebody-else';
const ANSWERS = { confirm: true, confirmed: true, force: true, typed: 'Watch Party', verb: 'Delete Player' };

/** Those that destroy something, cannot be undone, or give a secret away. */
const PROJECT_IDS: readonly ProjectCommandId[] = [
	'agora.project.create',
	'agora.project.disable',
	'agora.project.setRecordingServer',
	'agora.project.writeEnv',
	'agora.certificate.disable',
	'agora.certificate.reset',
	'agora.certificate.copy',
	'agora.token.generate',
];
const PLAYER_IDS: readonly PlayerCommandId[] = [
	'agora.player.create',
	'agora.player.delete',
	'agora.player.restart',
	'agora.player.pause',
	'agora.player.switchSource',
	'agora.player.setSpeed',
];

/** What might be passed to get a thing done without a question; the first names a project as a link may. */
function projectArguments(room: ProjectRoom): unknown[] {
	const project = room.project('Watch Party');
	const { id, appId } = project;
	return [
		{ projectId: id, ...ANSWERS, appCertificate: SECRET, customerSecret: SECRET },
		// A row in everything but its class.
		{ id: `project:${id}`, project: { ...project, appCertificate: SECRET }, ...ANSWERS },
		[id, appId, ANSWERS],
		SECRET,
		null,
	];
}

function playerArguments(room: PlayerRoom): unknown[] {
	const target = room.player('movie-night');
	const { appId, projectName, shown, player } = target;
	return [
		{ appId, projectName, shown, player, isPaused: false, ...ANSWERS, token: SECRET },
		{ id: `player:${player.id}`, parent: { project: { appId } }, shown, ...ANSWERS },
		player.id,
		SECRET,
		null,
	];
}

describe('called by another extension', () => {
	for (const id of PROJECT_IDS) {
		it(`${id} asks a person, and neither takes nor gives a secret`, async () => {
			const room = await openProjectRoom();
			try {
				await env.clipboard.writeText('mine');
				for (const argument of projectArguments(room)) {
					let given: unknown = 'nothing yet';
					const person = await Person.at([], async () => {
						given = await projectCommands[id](room.parts, room.session, argument, [argument]);
					});
					ok(person.seen.length > 0, `${JSON.stringify(argument)} was an answer to everything`);
					ok(!person.text.includes(SECRET));
					strictEqual(given, undefined);
				}
				deepStrictEqual(writesOf(room.sandbox), []);
				strictEqual(await env.clipboard.readText(), 'mine');
			} finally {
				await room.close();
			}
		});
	}

	for (const id of PLAYER_IDS) {
		it(`${id} takes an imitated row for none, and asks a person`, async () => {
			const room = await openPlayerRoom();
			try {
				for (const argument of playerArguments(room)) {
					let given: unknown = 'nothing yet';
					const person = await Person.at([], async () => {
						given = await playerCommands[id](room.parts, room.session, argument, [argument]);
					});
					ok(person.seen.length > 0, `${JSON.stringify(argument)} was an answer to everything`);
					ok(!person.text.includes(SECRET));
					strictEqual(given, undefined);
				}
				deepStrictEqual(writesOf(room.sandbox), []);
			} finally {
				await room.close();
			}
		});
	}

	it('the extension gives nothing of itself', async () => {
		const extension = extensions.getExtension('console-for-agora.console-for-agora');
		ok(extension, 'the extension is not installed');
		await extension.activate();
		strictEqual(extension.exports, undefined);
	});
});
