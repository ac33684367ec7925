import type { AgoraClient } from '../agora/client';
import type { Credentials } from '../agora/credentials';
import type { Area, HostPlan } from '../agora/hosts';
import { KnownSecrets } from '../agora/knownSecrets';
import type { RequestLog } from '../agora/requestLog';
import type { AccountList } from './accountList';
import { type Account, hostsOfAccount, withPrimaryDomain } from './accountList';
import type { CredentialStorage } from './credentialStorage';
import type { SessionStore } from './sessionStore';

/** What the user is told without having asked. */
export interface AccountNotices {
	/** An account's credentials are no longer in the secret storage. */
	missingCredentials(account: Account): void;
	/** A call waits so many milliseconds before it is made, or made again. */
	readonly wait: (ms: number) => void;
}

/** Signs stored and temporary accounts in and out. */
export class Accounts {
	readonly #list: AccountList;
	readonly #vault: CredentialStorage;
	readonly #sessions: SessionStore;
	readonly #log: RequestLog;
	readonly #notices: AccountNotices;
	readonly #knownSecrets: KnownSecrets;
	#restoring: Promise<void> | undefined;

	constructor(
		list: AccountList,
		vault: CredentialStorage,
		sessions: SessionStore,
		log: RequestLog,
		notices: AccountNotices,
		knownSecrets: KnownSecrets = new KnownSecrets(),
	) {
		this.#knownSecrets = knownSecrets;
		this.#notices = notices;
		this.#list = list;
		this.#vault = vault;
		this.#sessions = sessions;
		this.#log = log;
	}

	get stored(): readonly Account[] {
		return this.#list.accounts;
	}

	/** From the secret storage; undefined where it has none. */
	async credentials(accountId: string): Promise<Credentials | undefined> {
		return (await this.#vault.read(accountId))?.credentials;
	}

	/** The account this window is signed in to, or will be once somebody looks: until then no secret is read. */
	get label(): string | undefined {
		const { session } = this.#sessions;
		if (session.state === 'signedOut') {
			return this.#restoring ? undefined : this.#list.current?.label;
		}
		return session.state === 'signedIn' ? session.session.accountLabel : session.accountLabel;
	}

	/** The code of the client is loaded with the first one: until somebody signs in it is not needed. */
	async clientFor(hosts: HostPlan, credentials: Credentials, area?: Area): Promise<AgoraClient> {
		const { AgoraClient } = await import('../agora/client');
		return new AgoraClient({
			hosts,
			credentials,
			area,
			log: this.#log,
			onWait: this.#notices.wait,
			knownSecrets: this.#knownSecrets,
		});
	}

	/** Signs in with the account this window used last. Reads the secret at the first call only. */
	ensureSignedIn(): Promise<void> {
		// A step later, since whoever hears that signing in has begun may ask for it again at once.
		return this.#restoring ?? this.#keepUnlessFailed(Promise.resolve().then(() => this.#restoreStored()));
	}

	/** The stored account that has this Customer ID on the same servers, if there is one. */
	async findStored(hosts: HostPlan, customerId: string): Promise<Account | undefined> {
		const { origin } = hosts.own.primary;
		for (const account of this.stored) {
			// Of its area: which domain an account prefers does not make it another account.
			if (hostsOfAccount(withPrimaryDomain(account, undefined))?.own.primary.origin === origin) {
				const credentials = await this.credentials(account.id).catch(() => undefined);
				if (credentials?.customerId === customerId) {
					return account;
				}
			}
		}
		return undefined;
	}

	/**
	 * Stores a checked account, or the checked credentials of one that is stored already, and signs in with it.
	 *
	 * @returns false where any window has removed the account meanwhile: then nothing is stored.
	 */
	async addAndSignIn(account: Account, credentials: Credentials): Promise<boolean> {
		if (await this.#vault.wasRemoved(account.id)) {
			return false;
		}
		// The list first: a secret whose account is in no list could never be found again.
		await this.#list.add(account);
		if (!(await this.#vault.write(account, credentials))) {
			await this.#list.remove(account.id);
			return false;
		}
		await this.#list.choose(account.id);
		await this.useCredentials(account, credentials);
		return true;
	}

	/** Stores the entry of an account of the list. False where any window has removed the account: then nothing is stored. */
	async store(account: Account, credentials: Credentials): Promise<boolean> {
		const isListed = this.stored.some(({ id }) => id === account.id);
		return isListed && (await this.#vault.write(account, credentials));
	}

	/**
	 * The same customer's new secret keeps a session of the account with all that was read under it; in all other cases a session
	 * begins.
	 */
	async useCredentials(account: Account, credentials: Credentials): Promise<void> {
		const session = this.#sessions.current;
		const inUse = session?.accountId === account.id ? session.client.credentials : undefined;
		if (inUse?.customerId === credentials.customerId) {
			inUse.replace(credentials);
		} else {
			await this.signInWith(account, credentials);
		}
	}

	async switchTo(account: Account): Promise<void> {
		await this.#list.choose(account.id);
		await this.#keepUnlessFailed(this.#signInStored(account));
	}

	/** Signs in without storing anything, for an account that lives as long as this window. */
	async signInWith(account: Account, credentials: Credentials): Promise<void> {
		await this.#keepUnlessFailed(this.#enter(account, credentials));
	}

	/** A sign-in that failed is not kept, so that the next call tries again. */
	#keepUnlessFailed(signingIn: Promise<void>): Promise<void> {
		this.#restoring = signingIn;
		signingIn.catch(() => {
			if (this.#restoring === signingIn) {
				this.#restoring = undefined;
			}
		});
		return signingIn;
	}

	async #enter(account: Account, credentials: Credentials): Promise<void> {
		const hosts = hostsOfAccount(account);
		if (!hosts) {
			this.#log.warn(`account ${account.id}: its local server is not 127.0.0.1, [::1] or localhost`);
			this.#sessions.replace({ state: 'signedOut' });
			return;
		}
		const transition = { state: 'signingIn', accountLabel: account.label } as const;
		this.#sessions.replace(transition);
		const client = await this.clientFor(hosts, credentials, account.area);
		if (this.#sessions.session === transition) {
			this.#sessions.replace({
				state: 'signedIn',
				session: { accountId: account.id, accountLabel: account.label, area: account.area, client },
			});
		}
	}

	/** Leaves a temporary account for the stored one this window used before, if there is one. */
	async returnToStored(): Promise<void> {
		this.#leave();
		await this.#keepUnlessFailed(this.#signInStored(this.#list.current));
	}

	async #restoreStored(): Promise<void> {
		await this.#deleteOrphans();
		const account = this.#list.current;
		if (account) {
			await this.#list.keep(account.id);
			await this.#signInStored(account);
		}
	}

	/** What removed accounts left behind is deleted with the first sign-in of a window, so that activation reads nothing. */
	async #deleteOrphans(): Promise<void> {
		try {
			const removed = await this.#vault.deleteOrphans();
			for (const { id } of this.stored.filter((account) => removed.includes(account.id))) {
				await this.#list.remove(id);
			}
		} catch {
			this.#log.warn('secrets of removed accounts could not be looked for');
		}
	}

	#leave(): void {
		this.#sessions.replace({ state: 'signedOut' });
	}

	async #signInStored(account: Account | undefined): Promise<void> {
		if (!account) {
			return;
		}
		const transition = { state: 'signingIn', accountLabel: account.label } as const;
		this.#sessions.replace(transition);
		const entry = await this.#vault.read(account.id).catch(() => undefined);
		if (this.#sessions.session !== transition) {
			return;
		}
		if (entry) {
			await this.#enter(account, entry.credentials);
		} else {
			this.#log.warn(`account ${account.id}: no credentials in the secret storage`);
			this.#leave();
			this.#notices.missingCredentials(account);
		}
	}
}
