import { afterAll, afterEach, beforeEach } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox';
import { signIn } from './signIn';
import { startVsCode, type VsCode, type WindowOptions } from './workbench/vsCode';
import type { Workbench } from './workbench/workbench';

/** A window of its own VS Code that is signed in to its own sandbox as “Local”. */
export interface WorkbenchContext {
	readonly sandbox: Sandbox;
	readonly vsCode: VsCode;
	readonly workbench: Workbench;
	/** Stops VS Code and the sandbox. */
	close(): Promise<void>;
}

interface Options {
	/** The demo by default. */
	readonly sandboxOptions?: SandboxOptions;
	/** Fills the sandbox and the workspace folder before the window opens. */
	readonly beforeOpen?: (sandbox: Sandbox, workspace: string) => Promise<void>;
	readonly window?: WindowOptions;
	/** Whether the folder is untrusted until the user trusts it. */
	readonly asksForTrust?: boolean;
}

/** Waits for the first rows of the Projects view. Stops everything that it started if it fails. */
export async function openWorkbench({
	sandboxOptions = { seed: 'demo' },
	beforeOpen,
	window,
	asksForTrust = false,
}: Options = {}): Promise<WorkbenchContext> {
	const sandbox = await startSandbox(sandboxOptions);
	const running: { stop(): Promise<void> }[] = [sandbox];
	const close = async () => {
		for (const each of running.splice(0).reverse()) {
			await each.stop();
		}
	};
	try {
		const vsCode = await startVsCode({ asksForTrust });
		running.push(vsCode);
		await beforeOpen?.(sandbox, vsCode.workspace);
		const workbench = await vsCode.open(window);
		await signIn(workbench, sandbox, 'Local');
		await workbench.view('Projects').waitForRows();
		return { sandbox, vsCode, workbench, close };
	} catch (error) {
		await close();
		throw error;
	}
}

/**
 * Lets the tests of a file share a window. A failed test leaves it in an unknown state, so the next test, or the next attempt, gets another.
 *
 * @param onOpen runs after each window has opened, before the first test in it.
 */
export function shareWorkbench(options: Options, onOpen: (context: WorkbenchContext) => Promise<void>): void {
	let context: WorkbenchContext | undefined;
	const close = async () => {
		await context?.close();
		context = undefined;
	};
	beforeEach(async () => {
		if (context) {
			await context.workbench.closeOverlays();
			return;
		}
		context = await openWorkbench(options);
		try {
			await onOpen(context);
		} catch (error) {
			await close();
			throw error;
		}
	});
	afterEach(async ({ task }) => {
		if (task.result?.state === 'fail') {
			await close();
		}
	});
	afterAll(close);
}
