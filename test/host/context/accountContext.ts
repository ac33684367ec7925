import { AccountChanges } from '../../../src/accounts/accountChanges';
import { AccountList } from '../../../src/accounts/accountList';
import { AccountSecrets } from '../../../src/accounts/accountSecrets';
import { Accounts, SessionStore } from '../../../src/accounts/accounts';
import type { AccountCommandDeps } from '../../../src/accounts/commands/accountCommands';
import { CredentialStorage } from '../../../src/accounts/credentialStorage';
import { SANDBOX_ACCOUNT_ID, SandboxAccount } from '../../../src/accounts/sandboxAccount';
import { KnownSecrets } from '../../../src/agora/redact';
import { startSandbox } from '../../../src/sandbox/sandbox';
import { TestMemento } from '../../fixtures/memento';
import { TestSecrets } from '../../fixtures/secrets';

/** Two stored accounts, First and Second, and a session of First. */
export async function openAccountContext() {
	const sandbox = await startSandbox({ seed: 'demo' });
	const otherSandbox = await startSandbox();
	const secrets = new TestSecrets();
	const storage = new CredentialStorage(secrets);
	const accountSecrets = new AccountSecrets(secrets, storage, SANDBOX_ACCOUNT_ID);
	const list = new AccountList(new TestMemento(), new TestMemento());
	const sessions = new SessionStore();
	const log = { debug: () => {}, info: () => {}, warn: () => {} };
	const accounts = new Accounts({
		...{ list, storage, sessions, log, knownSecrets: new KnownSecrets() },
		notifyMissingCredentials: () => {},
		notifyWait: () => {},
	});
	const changes = new AccountChanges({ accounts, list, storage, sessions, notifyRemovedElsewhere: () => {} });
	const startServer = () => startSandbox({ seed: 'demo' });
	const sandboxAccount = new SandboxAccount({ accounts, sessions, secrets: accountSecrets, startServer });
	const opened: string[] = [];
	const deps: AccountCommandDeps = {
		...{ accounts, sessions, changes, sandbox: sandboxAccount, memento: new TestMemento() },
		ensureActiveProject: async () => ({ id: 'p1', name: 'Classroom Live' }),
		openWalkthrough: async () => void opened.push('walkthrough'),
	};
	for (const [id, label, customerId] of [
		['2', 'Second', 'another'],
		['1', 'First', sandbox.customerId],
	] as const) {
		const { url: localServer, customerSecret } = sandbox;
		await accounts.addAndSignIn({ id, label, area: 'local', localServer }, { customerId, customerSecret });
	}
	return {
		sandbox,
		/** A server without a stored account. */
		otherSandbox,
		deps,
		/** What commands opened. */
		opened,
		/** Deletes credentials as a wiped keychain does. */
		deleteSecret: (accountId: string) => secrets.delete(`agora.credentials.${accountId}`),
		/** Deletes credentials as another window does when it removes an account. */
		removeInOtherWindow: async (accountId: string): Promise<void> => {
			await storage.remove(accountId);
		},
		/** Everything that is stored of the accounts, with the current account and the secrets. */
		snapshot: async (): Promise<string> => {
			const entries = await Promise.all(
				accounts.stored.map(({ id }) => secrets.get(`agora.credentials.${id}`)),
			);
			return JSON.stringify([accounts.stored, sessions.current?.accountLabel, entries, await secrets.keys()]);
		},
		close: async () => {
			deps.sandbox.dispose();
			sessions.dispose();
			await Promise.all([sandbox.stop(), otherSandbox.stop()]);
		},
	};
}

export type AccountContext = Awaited<ReturnType<typeof openAccountContext>>;
