import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import type { FaultTarget } from '../../src/sandbox/faults';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { DialogDriver, type UserAction } from './dialogDriver';

/** The path of the players of a project, in the form of `writesOf`. */
export const PLAYERS_PATH = '/v1/projects/{appId}/cloud-player/players';

/** A sandbox with the objects that commands need. */
export interface SandboxContext {
	readonly sandbox: Sandbox;
	close(): Promise<void>;
}

export interface CommandCase<C extends SandboxContext> {
	/** The command's id, and what is special about the case. */
	readonly title: string;
	/** Runs the command, without an argument unless the case needs one. */
	readonly run: (context: C) => Promise<unknown>;
	/** All actions of the user, in order. */
	readonly actions: readonly UserAction[];
	/** The requests other than GET, in order, such as `POST /dev/v1/project`; ids are replaced by `{appId}` and `{id}`. */
	readonly writes: readonly string[];
	/** The write whose refusal must be shown; the first by default. */
	readonly refusedWrite?: string;
	/** Whether the command asks for confirmation in a modal dialog. */
	readonly destructive?: boolean;
	/** Additional assertions after success. */
	readonly after?: (context: C, dialogs: DialogDriver) => unknown;
}

/**
 * Tests what every command guarantees: it sends the expected requests; dismissed at any step it sends nothing; it shows the
 * server's message of a refusal; it reports a server that is down.
 */
export function describeCommand<C extends SandboxContext>(
	open: () => Promise<C>,
	test: CommandCase<C>,
): void {
	const { title, run, actions, writes, refusedWrite = writes[0], destructive = false, after } = test;
	describe(title, () => {
		let context: C;
		beforeEach(async () => {
			context = await open();
		});
		afterEach(() => context.close());

		it('sends the expected requests', async () => {
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

		for (const count of actions.keys()) {
			it(`sends nothing when it is dismissed after ${count} of ${actions.length} steps`, async () => {
				const dialogs = await DialogDriver.run(actions.slice(0, count), () => run(context));
				ok(dialogs.shown.length > count, 'there was nothing to dismiss');
				deepStrictEqual(writesOf(context.sandbox), []);
			});
		}

		if (refusedWrite !== undefined) {
			it("shows the server's message when the server refuses", async () => {
				context.sandbox.faults.next({ status: 403, message: 'not for this role' }, targetOf(refusedWrite));
				const dialogs = await DialogDriver.run(actions, () => run(context));
				match(dialogs.text, /not for this role/);
			});

			it('reports a server that is down', async () => {
				await context.sandbox.stop();
				const dialogs = await DialogDriver.run(actions, () => run(context));
				// On a kept-alive connection the request may be sent before the client notices that the server stopped.
				match(dialogs.text, /could not be reached[\s\S]*Retry|connection|response was lost/i);
				match(dialogs.text, /Show Log/);
			});
		}
	});
}

/** The requests other than GET, in order; ids are replaced by `{appId}` and `{id}`. */
export function writesOf({ requests }: Sandbox): string[] {
	return requests
		.filter(({ method }) => method !== 'GET')
		.map(({ method, url }) => `${method} ${withoutIds(url.split('?')[0] ?? '')}`);
}

function withoutIds(path: string): string {
	return path.replace(/(?<=\/projects\/)[^/]+/, '{appId}').replace(/(?<=\/players\/)[^/]+/, '{id}');
}

/** Requests of this method and path with any ids. */
function targetOf(write: string): FaultTarget {
	const [method = '', path = ''] = write.split(' ');
	const pattern = path.replaceAll(/\{\w+\}/g, '[^/]+');
	return { method, path: new RegExp(`^${pattern}($|\\?)`) };
}
