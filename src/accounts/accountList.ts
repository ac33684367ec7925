import * as v from 'valibot';
import type * as vscode from 'vscode';
import { type Account, accountSchema } from './account';

const LIST = 'agora.accounts';
const CURRENT = 'agora.currentAccount';

/** The stored accounts, shared by all windows, and which of them this window uses. Holds no secret. */
export class AccountList {
	private readonly shared: vscode.Memento;
	private readonly window: vscode.Memento;

	constructor(shared: vscode.Memento, window: vscode.Memento) {
		this.shared = shared;
		this.window = window;
	}

	get accounts(): readonly Account[] {
		const stored = this.shared.get<unknown>(LIST, []);
		return Array.isArray(stored) ? stored.filter((each) => v.is(accountSchema, each)) : [];
	}

	/** The account this window chose, else the one last chosen in any window. */
	get current(): Account | undefined {
		const id = this.window.get<unknown>(CURRENT) ?? this.shared.get<unknown>(CURRENT);
		return this.accounts.find((account) => account.id === id);
	}

	/** Adds an account, or puts it in the place of the one that has its id. */
	async add(account: Account): Promise<void> {
		const { accounts } = this;
		const at = accounts.findIndex(({ id }) => id === account.id);
		await this.shared.update(LIST, at < 0 ? [...accounts, account] : accounts.with(at, account));
	}

	async remove(accountId: string): Promise<void> {
		await this.shared.update(
			LIST,
			this.accounts.filter(({ id }) => id !== accountId),
		);
	}

	/** Puts an account in the place of the one that has its id; one that is not in the list stays out of it. */
	async replace(account: Account): Promise<void> {
		await this.shared.update(
			LIST,
			this.accounts.map((each) => (each.id === account.id ? account : each)),
		);
	}

	/** Makes an account the one of this window, and of windows that have not chosen any. */
	async choose(accountId: string): Promise<void> {
		await this.keep(accountId);
		await this.shared.update(CURRENT, accountId);
	}

	/** Makes an account the one of this window, whatever others choose. */
	async keep(accountId: string): Promise<void> {
		await this.window.update(CURRENT, accountId);
	}
}
