import type { Sandbox } from '../../src/sandbox/sandbox';
import type { Workbench } from './workbench/workbench';

const TITLE = 'Sign In to Agora';

/**
 * Takes the steps of Sign In up to the secret, which is left for the caller to enter.
 * @param total How many steps there are in the end: one less for an account that has its label already.
 */
export async function signInUntilSecret(
	{ quickInput }: Workbench,
	server: Sandbox,
	total = 5,
): Promise<void> {
	await quickInput.waitForTitle(`${TITLE} (1/4)`);
	await quickInput.pick('Local Server…');
	await quickInput.waitForTitle(`${TITLE} (2/5)`);
	await quickInput.enter(server.url);
	await quickInput.waitForTitle(`${TITLE} (3/5)`);
	await quickInput.enter(server.customerId);
	await quickInput.waitForTitle(`${TITLE} (4/${total})`);
}

/** Signs in to a server from the empty Projects view, as a person does. */
export async function signIn(workbench: Workbench, server: Sandbox, label: string): Promise<void> {
	await workbench.openViewContainer('Agora');
	await workbench.view('Projects').pressInWelcome('Sign In');
	await signInUntilSecret(workbench, server);
	await workbench.quickInput.enter(server.customerSecret);
	await workbench.quickInput.waitForTitle(`${TITLE} (5/5)`);
	await workbench.quickInput.enter(label);
	await workbench.quickInput.waitUntilClosed();
}
