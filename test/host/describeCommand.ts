import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import type { FaultTarget } from '../../src/sandbox/faults';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { DialogDriver, type UserAction } from './dialogDriver';

/** A room of the extension with a sandbox of its own, in which commands are run. */
export interface SandboxContext {
	readonly sandbox: Sandbox;
	close(): Promise<void>;
}

export interface CommandCase<R extends SandboxContext> {
	/** The command's id, and what is special about the case. */
	readonly title: string;
	/** Runs the command, from the palette unless the case says otherwise. */
	readonly run: (context: R) => Promise<unknown>;
	/** What a person does at its dialogs, to the end. */
	readonly actions: readonly UserAction[];
	/** What reaches the server besides readings, in order, as `POST /dev/v1/project`; ids stand as `{appId}` and `{id}`. */
	readonly writes: readonly string[];
	/** The call whose refusal the person must hear of; the first write by default. */
	readonly refusedWrite?: string;
	/** Where it asks first whether the person is sure. */
	readonly destructive?: boolean;
	/** What else must hold after success. */
	readonly after?: (context: R, dialogs: DialogDriver) => unknown;
}

/**
 * Holds a command to what every command owes a person: it does what it says; left at any step it sends nothing; a
 * refusal is told in the server's words; a server that is gone is told too.
 */
export function describeCommand<R extends SandboxContext>(
	open: () => Promise<R>,
	test: CommandCase<R>,
): void {
	const { title, run, actions, writes, refusedWrite = writes[0], destructive = false, after } = test;
	describe(title, () => {
		let context: R;
		beforeEach(async () => {
			context = await open();
		});
		afterEach(() => context.close());

		it('does what it says', async () => {
			const dialogs = await DialogDriver.run(actions, () => run(context));
			deepStrictEqual(dialogs.problems, []);
			strictEqual(
				dialogs.unusedActions,
				0,
				`not asked for: ${JSON.stringify(actions.slice(-dialogs.unusedActions))}`,
			);
			deepStrictEqual(writesOf(context.sandbox), writes);
			strictEqual(
				dialogs.shown.some(({ modal }) => modal),
				destructive,
			);
			await after?.(context, dialogs);
		});

		for (const made of actions.keys()) {
			it(`sends nothing when left after ${made} of ${actions.length} steps`, async () => {
				const dialogs = await DialogDriver.run(actions.slice(0, made), () => run(context));
				ok(dialogs.shown.length > made, 'there was nothing to leave');
				deepStrictEqual(writesOf(context.sandbox), []);
			});
		}

		if (refusedWrite !== undefined) {
			it('tells of a refusal in the words of the server', async () => {
				context.sandbox.faults.next({ status: 403, message: 'not for this role' }, targetOf(refusedWrite));
				const dialogs = await DialogDriver.run(actions, () => run(context));
				match(dialogs.text, /not for this role/);
			});

			it('tells that the server is gone', async () => {
				await context.sandbox.stop();
				const dialogs = await DialogDriver.run(actions, () => run(context));
				// Over a connection that was kept open the request may have left before the end of the server is noticed.
				match(dialogs.text, /could not be reached[\s\S]*Retry|connection|answer was lost/i);
				match(dialogs.text, /Show Log/);
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
