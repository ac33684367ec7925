import type { Sandbox } from '../../src/sandbox/main';
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
	await quickInput.at(`${TITLE} (1/4)`);
	await quickInput.pick('Local Server…');
	await quickInput.at(`${TITLE} (2/5)`);
	await quickInput.enter(server.url);
	await quickInput.at(`${TITLE} (3/5)`);
	await quickInput.enter(server.customerId);
	await quickInput.at(`${TITLE} (4/${total})`);
}

/** Signs in to a server from the empty Projects view, as a person does. */
export async function signIn(workbench: Workbench, server: Sandbox, label: string): Promise<void> {
	await workbench.openContainer('Agora');
	await workbench.view('Projects').pressInWelcome('Sign In');
	await signInUntilSecret(workbench, server);
	await workbench.quickInput.enter(server.customerSecret);
	await workbench.quickInput.at(`${TITLE} (5/5)`);
	await workbench.quickInput.enter(label);
	await workbench.quickInput.waitUntilClosed();
}
