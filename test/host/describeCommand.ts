import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import type { FaultTarget, Sandbox } from '../../src/sandbox/main';
import { DialogDriver, type UserAction } from './person';

/** A room of the extension with a sandbox of its own, in which commands are run. */
export interface Room {
	readonly sandbox: Sandbox;
	close(): Promise<void>;
}

export interface CommandCase<R extends Room> {
	/** The command's id, and what is special about the case. */
	readonly title: string;
	/** Runs the command, from the palette unless the case says otherwise. */
	readonly run: (room: R) => Promise<unknown>;
	/** What a person does at its dialogs, to the end. */
	readonly moves: readonly UserAction[];
	/** What reaches the server besides readings, in order, as `POST /dev/v1/project`; ids stand as `{appId}` and `{id}`. */
	readonly writes: readonly string[];
	/** The call whose refusal the person must hear of; the first write by default. */
	readonly refused?: string;
	/** Where it asks first whether the person is sure. */
	readonly destructive?: boolean;
	/** What else must hold after success. */
	readonly after?: (room: R, person: DialogDriver) => unknown;
}

/**
 * Holds a command to what every command owes a person: it does what it says; left at any step it sends nothing; a
 * refusal is told in the server's words; a server that is gone is told too.
 */
export function describeCommand<R extends Room>(open: () => Promise<R>, test: CommandCase<R>): void {
	const { title, run, moves, writes, refused = writes[0], destructive = false, after } = test;
	describe(title, () => {
		let room: R;
		beforeEach(async () => {
			room = await open();
		});
		afterEach(() => room.close());

		it('does what it says', async () => {
			const person = await DialogDriver.at(moves, () => run(room));
			deepStrictEqual(person.troubles, []);
			strictEqual(person.left, 0, `not asked for: ${JSON.stringify(moves.slice(-person.left))}`);
			deepStrictEqual(writesOf(room.sandbox), writes);
			strictEqual(
				person.seen.some(({ modal }) => modal),
				destructive,
			);
			await after?.(room, person);
		});

		for (const made of moves.keys()) {
			it(`sends nothing when left after ${made} of ${moves.length} steps`, async () => {
				const person = await DialogDriver.at(moves.slice(0, made), () => run(room));
				ok(person.seen.length > made, 'there was nothing to leave');
				deepStrictEqual(writesOf(room.sandbox), []);
			});
		}

		if (refused !== undefined) {
			it('tells of a refusal in the words of the server', async () => {
				room.sandbox.faults.next({ status: 403, message: 'not for this role' }, targetOf(refused));
				const person = await DialogDriver.at(moves, () => run(room));
				match(person.text, /not for this role/);
			});

			it('tells that the server is gone', async () => {
				await room.sandbox.stop();
				const person = await DialogDriver.at(moves, () => run(room));
				// Over a connection that was kept open the request may have left before the end of the server is noticed.
				match(person.text, /could not be reached[\s\S]*Retry|connection|answer was lost/i);
				match(person.text, /Show Log/);
			});
		}
	});
}

/** What reached the server besides readings, in order; ids stand as `{appId}` and `{id}`. */
export function writesOf({ requests }: Sandbox): string[] {
	return requests
		.filter(({ method }) => method !== 'GET')
		.map(({ method, url }) => `${method} ${withoutIds(url.split('?')[0] ?? '')}`);
}

function withoutIds(path: string): string {
	return path.replace(/(?<=\/projects\/)[^/]+/, '{appId}').replace(/(?<=\/players\/)[^/]+/, '{id}');
}

/** Any request of that kind, whatever its ids. */
function targetOf(write: string): FaultTarget {
	const [method = '', path = ''] = write.split(' ');
	const pattern = path.replaceAll(/\{\w+\}/g, '[^/]+');
	return { method, path: new RegExp(`^${pattern}($|\\?)`) };
}
