import type { AgoraClient } from '../agora/client';
import type { Credentials } from '../agora/credentials';
import type { Area, HostPlan } from '../agora/hosts';
import type { RateLimiter } from '../agora/rateLimiter';
import type { KnownSecrets } from '../agora/redact';
import type { RequestLog } from '../agora/requestLog';
import type { AgoraSession, SessionSource } from '../agora/session';
import { systemClock } from '../common/clock';
import { Emitter } from '../common/emitter';
import { type Account, type AccountList, hostsOfAccount, withPrimaryDomain } from './accountList';
import type { CredentialStorage } from './credentialStorage';

/** A session whose label can change without replacing the session. */
interface LabelledSession extends AgoraSession {
	accountLabel: string;
}

type Session =
	| { readonly state: 'signedOut' }
	| { readonly state: 'signingIn'; readonly accountLabel: string }
	| { readonly state: 'signedIn'; readonly session: LabelledSession };

/** Stores the session of this window. A transition replaces the whole session. */
export class SessionStore implements SessionSource {
	readonly #changed = new Emitter<void>();
	#session: Session = { state: 'signedOut' };

	readonly onDidChange = this.#changed.event;

	get session(): Session {
		return this.#session;
	}

	get current(): AgoraSession | undefined {
		return this.#session.state === 'signedIn' ? this.#session.session : undefined;
	}

	replace(session: Session): void {
		this.#session = session;
		this.#changed.fire();
	}

	/** Changes the label of the account. The session continues, so what was read is kept. */
	relabel(accountLabel: string): void {
		if (this.#session.state === 'signedIn' && this.#session.session.accountLabel !== accountLabel) {
			this.#session.session.accountLabel = accountLabel;
			this.#changed.fire();
		}
	}

	dispose(): void {
		this.#changed.dispose();
	}
}

interface AccountsDeps {
	readonly list: AccountList;
	readonly storage: CredentialStorage;
	readonly sessions: SessionStore;
	readonly log: RequestLog;
	readonly knownSecrets: KnownSecrets;
	/** Called when the secret storage has no credentials of the account. */
	readonly notifyMissingCredentials: (account: Account) => void;
	/** Called when a call waits `ms` milliseconds before it is sent, or sent again. */
	readonly notifyWait: (ms: number) => void;
}

/** Signs in with stored and temporary accounts. */
export class Accounts {
	readonly #deps: AccountsDeps;
	/** By Customer ID: Agora's limits outlast a session. */
	readonly #rateLimiters = new Map<string, RateLimiter>();
	#signingIn: Promise<void> | undefined;

	constructor(deps: AccountsDeps) {
		this.#deps = deps;
	}

	get stored(): readonly Account[] {
		return this.#deps.list.accounts;
	}

	/** The stored credentials; undefined where there are none. */
	async credentials(accountId: string): Promise<Credentials | undefined> {
		return (await this.#deps.storage.read(accountId))?.credentials;
	}

	/** The label of the account that this window uses, or will use: signing in waits until a view or a command needs the session. */
	get label(): string | undefined {
		const { session } = this.#deps.sessions;
		if (session.state === 'signedOut') {
			return this.#signingIn ? undefined : this.#deps.list.current?.label;
		}
		return session.state === 'signedIn' ? session.session.accountLabel : session.accountLabel;
	}

	/** The code of the client is loaded with the first sign-in. */
	async clientFor(hosts: HostPlan, credentials: Credentials, area?: Area): Promise<AgoraClient> {
		const { AgoraClient } = await import('../agora/client');
		const { RateLimiter } = await import('../agora/rateLimiter');
		const { log, notifyWait: onWait, knownSecrets } = this.#deps;
		const { customerId } = credentials;
		const rateLimiter = this.#rateLimiters.get(customerId) ?? new RateLimiter(systemClock);
		this.#rateLimiters.set(customerId, rateLimiter);
		return new AgoraClient({ hosts, credentials, area, log, onWait, rateLimiter, knownSecrets });
	}

	/** Signs in with the account that this window used last. Only the first call reads the secret. */
	ensureSignedIn(): Promise<void> {
		// Starts in a microtask: a listener of the session may call this method again.
		return this.#signingIn ?? this.#keepUnlessFailed(Promise.resolve().then(() => this.#signInCurrent()));
	}

	/** The stored account with this Customer ID on the same servers. */
	async findStored(hosts: HostPlan, customerId: string): Promise<Account | undefined> {
		const { origin } = hosts.own.primary;
		for (const account of this.stored) {
			// Ignores the preferred domain: it does not make a different account.
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
	 * Stores an account, or new credentials of a stored account, and signs in. The credentials are already checked.
	 *
	 * @returns false where any window has removed the account in the meantime: nothing is stored then.
	 */
	async addAndSignIn(account: Account, credentials: Credentials): Promise<boolean> {
		const { list, storage } = this.#deps;
		if (await storage.wasRemoved(account.id)) {
			return false;
		}
		// The list comes first: the secret of an account that is not listed could never be found.
		await list.add(account);
		if (!(await storage.write(account, credentials))) {
			await list.remove(account.id);
			return false;
		}
		await list.choose(account.id);
		await this.useCredentials(account, credentials);
		return true;
	}

	/** Stores the credentials of a listed account. Returns false, and stores nothing, where any window has removed the account. */
	async store(account: Account, credentials: Credentials): Promise<boolean> {
		const isListed = this.stored.some(({ id }) => id === account.id);
		return isListed && (await this.#deps.storage.write(account, credentials));
	}

	/**
	 * Continues the session of the account with a new secret of the same customer, so that everything that was read is kept. In all other
	 * cases a new session begins.
	 */
	async useCredentials(account: Account, credentials: Credentials): Promise<void> {
		const session = this.#deps.sessions.current;
		const inUse = session?.accountId === account.id ? session.client.credentials : undefined;
		if (inUse?.customerId === credentials.customerId) {
			inUse.replace(credentials);
		} else {
			await this.signInWith(account, credentials);
		}
	}

	async switchTo(account: Account): Promise<void> {
		await this.#deps.list.choose(account.id);
		await this.#keepUnlessFailed(this.#signInStored(account));
	}

	/** Signs in without storing anything, for an account that exists as long as this window. */
	async signInWith(account: Account, credentials: Credentials): Promise<void> {
		await this.#keepUnlessFailed(this.#startSession(account, credentials));
	}

	/** Signs out of a temporary account and in to the stored account that this window used before. */
	async returnToStored(): Promise<void> {
		const { sessions, list } = this.#deps;
		sessions.replace({ state: 'signedOut' });
		await this.#keepUnlessFailed(this.#signInStored(list.current));
	}

	/** A failed sign-in is not kept, so that the next call tries again. */
	#keepUnlessFailed(signingIn: Promise<void>): Promise<void> {
		this.#signingIn = signingIn;
		signingIn.catch(() => {
			if (this.#signingIn === signingIn) {
				this.#signingIn = undefined;
			}
		});
		return signingIn;
	}

	async #signInCurrent(): Promise<void> {
		const { list } = this.#deps;
		await this.#deleteOrphans();
		const account = list.current;
		if (account) {
			await list.keep(account.id);
			await this.#signInStored(account);
		}
	}

	/** Deletes what removed accounts left behind, with the first sign-in of a window, since activation reads nothing. */
	async #deleteOrphans(): Promise<void> {
		const { list, storage, log } = this.#deps;
		try {
			const removed = await storage.deleteOrphans();
			for (const { id } of this.stored.filter((account) => removed.includes(account.id))) {
				await list.remove(id);
			}
		} catch {
			log.warn('secrets of removed accounts could not be looked for');
		}
	}

	async #signInStored(account: Account | undefined): Promise<void> {
		if (!account) {
			return;
		}
		const { sessions, storage, log, notifyMissingCredentials } = this.#deps;
		const transition = { state: 'signingIn', accountLabel: account.label } as const;
		sessions.replace(transition);
		const entry = await storage.read(account.id).catch(() => undefined);
		if (sessions.session !== transition) {
			return;
		}
		if (entry) {
			await this.#startSession(account, entry.credentials);
		} else {
			log.warn(`account ${account.id}: no credentials in the secret storage`);
			sessions.replace({ state: 'signedOut' });
			notifyMissingCredentials(account);
		}
	}

	async #startSession(account: Account, credentials: Credentials): Promise<void> {
		const { sessions, log } = this.#deps;
		const hosts = hostsOfAccount(account);
		if (!hosts) {
			log.warn(`account ${account.id}: its local server is not 127.0.0.1, [::1] or localhost`);
			sessions.replace({ state: 'signedOut' });
			return;
		}
		const transition = { state: 'signingIn', accountLabel: account.label } as const;
		sessions.replace(transition);
		const client = await this.clientFor(hosts, credentials, account.area);
		if (sessions.session === transition) {
			sessions.replace({
				state: 'signedIn',
				session: { accountId: account.id, accountLabel: account.label, area: account.area, client },
			});
		}
	}
}
