import type { Sandbox } from '../../src/sandbox/sandbox';
import type { Workbench } from './workbench/workbench';

const TITLE = 'Sign In to Agora';

/**
 * Takes the steps of Sign In up to the secret, which the caller enters.
 * @param total The number of steps: one less for an account that already has a label.
 */
export async function signInUntilSecret(
	{ quickInput }: Workbench,
	sandbox: Sandbox,
	total = 5,
): Promise<void> {
	await quickInput.waitForTitle(`${TITLE} (1/4)`);
	await quickInput.pick('Local Server…');
	await quickInput.waitForTitle(`${TITLE} (2/5)`);
	await quickInput.enter(sandbox.url);
	await quickInput.waitForTitle(`${TITLE} (3/5)`);
	await quickInput.enter(sandbox.customerId);
	await quickInput.waitForTitle(`${TITLE} (4/${total})`);
}

/** Signs in to a sandbox from the welcome view of Projects. */
export async function signIn(workbench: Workbench, sandbox: Sandbox, label: string): Promise<void> {
	await workbench.openViewContainer('Agora');
	await workbench.view('Projects').pressInWelcome('Sign In');
	await signInUntilSecret(workbench, sandbox);
	await workbench.quickInput.enter(sandbox.customerSecret);
	await workbench.quickInput.waitForTitle(`${TITLE} (5/5)`);
	await workbench.quickInput.enter(label);
	await workbench.quickInput.waitUntilClosed();
}
