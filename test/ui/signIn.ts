import type { Sandbox } from '../../src/sandbox/main';
import type { Workbench } from './workbench/workbench';

const TITLE = 'Sign In to Agora';

/** Takes the steps of Sign In up to the secret, which is left for the caller to enter. */
export async function signInUntilSecret({ quickInput }: Workbench, server: Sandbox): Promise<void> {
	await quickInput.at(`${TITLE} (1/4)`);
	await quickInput.pick('Local Server…');
	await quickInput.at(`${TITLE} (2/5)`);
	await quickInput.enter(server.url);
	await quickInput.at(`${TITLE} (3/5)`);
	await quickInput.enter(server.customerId);
	await quickInput.at(`${TITLE} (4/5)`);
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
