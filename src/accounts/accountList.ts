import * as v from 'valibot';
import type * as vscode from 'vscode';
import {
	type HostPlan,
	localPlan,
	PRIMARY_DOMAINS,
	type PrimaryDomain,
	planOf,
	planWithPrimary,
} from '../agora/hosts';

/**
 * A stored account without its credentials, which `CredentialStorage` holds.
 */
export const accountSchema = v.variant('area', [
	v.object({
		id: v.string(),
		label: v.string(),
		area: v.picklist(['global', 'mainland']),
		/** Chosen by the user; undefined for the domain of the area. */
		primaryDomain: v.fallback(v.optional(v.picklist(PRIMARY_DOMAINS)), undefined),
	}),
	v.object({ id: v.string(), label: v.string(), area: v.literal('local'), localServer: v.string() }),
]);

export type Account = v.InferOutput<typeof accountSchema>;

/**
 * The servers that the credentials of an account are sent to. Undefined where a stored local address is not 127.0.0.1, [::1] or
 * localhost, so that edited state cannot send credentials elsewhere.
 */
export function hostsOfAccount(account: Account): HostPlan | undefined {
	if (account.area === 'local') {
		return localPlan(account.localServer);
	}
	return account.primaryDomain === undefined ? planOf(account.area) : planWithPrimary(account.primaryDomain);
}

/** The account with another primary domain, or with that of its area. An account of a local server is returned as it is. */
export function withPrimaryDomain(account: Account, primaryDomain: PrimaryDomain | undefined): Account {
	if (account.area === 'local') {
		return account;
	}
	const { primaryDomain: _, ...without } = account;
	return primaryDomain === undefined ? without : { ...without, primaryDomain };
}

const LIST = 'agora.accounts';
const CURRENT = 'agora.currentAccount';

/** The stored accounts, which all windows share, and the account of this window. Stores no secrets. */
export class AccountList {
	readonly #shared: vscode.Memento;
	readonly #window: vscode.Memento;

	constructor(shared: vscode.Memento, window: vscode.Memento) {
		this.#shared = shared;
		this.#window = window;
	}

	get accounts(): readonly Account[] {
		const stored = this.#shared.get<unknown>(LIST, []);
		return Array.isArray(stored) ? stored.filter((each) => v.is(accountSchema, each)) : [];
	}

	/** The account that this window uses, otherwise the one that any window chose last. */
	get current(): Account | undefined {
		const id = this.#window.get<unknown>(CURRENT) ?? this.#shared.get<unknown>(CURRENT);
		return this.accounts.find((account) => account.id === id);
	}

	/** Adds an account or replaces the one with its id. */
	async add(account: Account): Promise<void> {
		const { accounts } = this;
		const at = accounts.findIndex(({ id }) => id === account.id);
		await this.#shared.update(LIST, at < 0 ? [...accounts, account] : accounts.with(at, account));
	}

	async remove(accountId: string): Promise<void> {
		await this.#shared.update(
			LIST,
			this.accounts.filter(({ id }) => id !== accountId),
		);
	}

	/** Replaces the account with this id. Does nothing where there is none. */
	async replace(account: Account): Promise<void> {
		await this.#shared.update(
			LIST,
			this.accounts.map((each) => (each.id === account.id ? account : each)),
		);
	}

	/** Uses an account in this window, and in windows that have not chosen one. */
	async choose(accountId: string): Promise<void> {
		await this.keep(accountId);
		await this.#shared.update(CURRENT, accountId);
	}

	/** Uses an account in this window, even if another window chooses a different one. */
	async keep(accountId: string): Promise<void> {
		await this.#window.update(CURRENT, accountId);
	}
}
