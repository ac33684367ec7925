import * as v from 'valibot';
import * as vscode from 'vscode';
import type { AgoraSession } from '../../agora/session';
import { type Disposable, DisposableStore } from '../../common/disposable';
import { notifyFailure } from '../../ui/notify';
import { AccountUsage } from '../cache/accountUsage';
import { UsageCacheStorage } from '../cache/cacheStorage';
import { exportUsage } from '../exportUsage';
import { shownText } from '../report/messages';
import { type Subject, savedStateSchema, type View } from '../report/view';
import type { ShownProject, UsageHost } from './usageHost';
import { PANEL_TYPE } from './usageHost';
import { UsagePanel } from './usagePanel';

/** The usage panels on screen, one per account and project or for all its projects, and the figures they share. */
export class UsagePanels implements Disposable {
	readonly #host: UsageHost;
	readonly #open = new Map<string, UsagePanel>();
	readonly #cache: UsageCacheStorage;
	readonly #store = new DisposableStore();
	#current: { readonly session: AgoraSession; readonly books: AccountUsage } | undefined;

	constructor(host: UsageHost) {
		this.#host = host;
		this.#cache = new UsageCacheStorage({
			folder: vscode.Uri.joinPath(host.storageUri, 'usage').fsPath,
			clock: host.clock,
			warn: host.warn,
		});
		this.#store.add(host.sessions.onDidChange(() => this.#followSession()));
		void this.forgetRemoved();
	}

	/** Brings the panel of a project, or of all with null, to the front, opened if need be. Nothing while signed out. */
	show(project: ShownProject | null): void {
		const session = this.#host.sessions.current;
		if (!session) {
			return;
		}
		const { accountId, accountLabel } = session;
		const subject: Subject = {
			accountId,
			accountLabel: shownText(accountLabel),
			project: project && { id: project.id, name: shownText(project.name) || project.id },
		};
		const known = this.#open.get(keyOf(subject));
		if (known) {
			known.reveal();
		} else {
			this.#add(
				vscode.window.createWebviewPanel(PANEL_TYPE, '', vscode.ViewColumn.Active, {
					enableFindWidget: true,
				}),
				subject,
				undefined,
			);
		}
	}

	/** Fills a panel that VS Code brings back after a reload; what it kept is checked like any message. */
	restore(panel: vscode.WebviewPanel, state: unknown): void {
		const { success, output } = v.safeParse(savedStateSchema, state);
		if (success && !this.#open.has(keyOf(output.subject)) && !this.#isForeign(output.subject)) {
			this.#add(panel, output.subject, output.view);
		} else {
			panel.dispose();
		}
	}

	/** Writes what the active panel shows to a file. */
	async exportActive(): Promise<void> {
		const panel = [...this.#open.values()].find(({ active }) => active);
		if (panel) {
			await this.#export(panel);
		}
	}

	/** Tries again what failed in the open panels. */
	readAgain(): void {
		for (const panel of this.#open.values()) {
			panel.readAgain();
		}
	}

	/** Removes what is kept of accounts that are no longer stored on this machine. */
	async forgetRemoved(): Promise<void> {
		await this.#cache.keepOnly(this.#host.storedAccountIds());
	}

	dispose(): void {
		this.#store.dispose();
		for (const panel of [...this.#open.values()]) {
			panel.dispose();
		}
		void this.#current?.books.save();
		this.#current?.books.dispose();
	}

	#add(panel: vscode.WebviewPanel, subject: Subject, view: View | undefined): void {
		const key = keyOf(subject);
		panel.onDidDispose(() => this.#open.delete(key));
		this.#open.set(
			key,
			new UsagePanel({
				panel,
				subject,
				view,
				host: this.#host,
				booksOf: (session) => this.#booksOf(session),
				open: (project) => this.show(project),
				exportFrom: (from) => void this.#export(from),
			}),
		);
	}

	async #export(panel: UsagePanel): Promise<void> {
		try {
			const done = await exportUsage(panel.exportSource());
			if (done !== undefined) {
				panel.tell(done);
			}
		} catch (error) {
			await notifyFailure(vscode.l10n.t('Export usage'), error);
		}
	}

	#booksOf(session: AgoraSession): AccountUsage {
		if (this.#current?.session !== session) {
			this.#leaveFormer();
			const kept = this.#host.storedAccountIds().includes(session.accountId);
			const shelf = kept ? this.#cache.shelf(session.accountId) : undefined;
			this.#current = { session, books: new AccountUsage(shelf, this.#host.clock) };
		}
		return this.#current.books;
	}

	/** Nothing of one account stands in a window that is signed in to another. */
	#followSession(): void {
		this.#leaveFormer();
		for (const panel of [...this.#open.values()]) {
			if (this.#isForeign(panel.subject)) {
				panel.dispose();
			}
		}
	}

	#isForeign({ accountId }: Subject): boolean {
		const session = this.#host.sessions.current;
		return session !== undefined && session.accountId !== accountId;
	}

	/** The figures of an account leave the memory with it, and the disk too when it is signed out. */
	#leaveFormer(): void {
		const former = this.#current;
		if (former && former.session !== this.#host.sessions.current) {
			this.#current = undefined;
			const kept = this.#host.storedAccountIds().includes(former.session.accountId);
			if (kept) {
				void former.books.save();
			}
			former.books.dispose();
			void this.forgetRemoved();
		}
	}
}

function keyOf({ accountId, project }: Subject): string {
	return `${accountId}\n${project?.id ?? ''}`;
}
