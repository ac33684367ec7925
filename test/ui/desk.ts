import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/main';
import { signIn } from './signIn';
import { startVsCode, type VsCode, type WindowOptions } from './workbench/vsCode';
import type { Workbench } from './workbench/workbench';

/** A person at a VS Code of their own, signed in to a server of their own as “Local”. */
export interface Desk {
	readonly sandbox: Sandbox;
	readonly vsCode: VsCode;
	readonly workbench: Workbench;
	/** Ends both. */
	leave(): Promise<void>;
}

export interface DeskOptions {
	/** The demo by default. */
	readonly server?: SandboxOptions;
	/** Puts into the server and the folder what is there before the window opens. */
	readonly prepare?: (sandbox: Sandbox, workspace: string) => Promise<void>;
	readonly window?: WindowOptions;
	/** Whether the folder is not trusted before the person says so. */
	readonly asksForTrust?: boolean;
}

/** Waits for the first rows of the Projects view. Where that fails nothing is left running. */
export async function sitDown({
	server = { seed: 'demo' },
	prepare,
	window,
	asksForTrust = false,
}: DeskOptions = {}): Promise<Desk> {
	const sandbox = await startSandbox(server);
	const running: { stop(): Promise<void> }[] = [sandbox];
	const leave = async () => {
		for (const each of running.splice(0).reverse()) {
			await each.stop();
		}
	};
	try {
		const vsCode = await startVsCode({ asksForTrust });
		running.push(vsCode);
		await prepare?.(sandbox, vsCode.workspace);
		const workbench = await vsCode.open(window);
		await signIn(workbench, sandbox, 'Local');
		await workbench.view('Projects').waitForRows();
		return { sandbox, vsCode, workbench, leave };
	} catch (error) {
		await leave();
		throw error;
	}
}
