import * as v from 'valibot';
import * as vscode from 'vscode';
import type { ProjectRef } from '../../agora/console/projects';
import type { AgoraSession } from '../../agora/session';
import { type Disposable, DisposableStore } from '../../common/disposable';
import { notifyFailure } from '../../ui/notify';
import { AccountUsage } from '../cache/accountUsage';
import { UsageCacheStorage } from '../cache/cacheStorage';
import { exportUsage } from '../exportUsage';
import { shownText } from '../report/messages';
import { type Subject, savedStateSchema, type View } from '../report/view';
import { UsagePanel, type UsagePanelDeps } from './usagePanel';

export interface UsageDeps extends Omit<UsagePanelDeps, 'owner'> {
	readonly context: Pick<vscode.ExtensionContext, 'extensionUri' | 'globalStorageUri'>;
	/** Only the usage of stored accounts is stored, for as long as they are. */
	readonly accounts: UsagePanelDeps['accounts'] & { readonly stored: readonly { readonly id: string }[] };
	readonly log: { warn(message: string): void };
}

/** The open usage panels, each of a project or of all projects of an account, and the usage they share. */
export class UsagePanels implements Disposable {
	readonly #viewType: string;
	readonly #deps: UsageDeps;
	readonly #open = new Set<UsagePanel>();
	readonly #storage: UsageCacheStorage;
	readonly #store = new DisposableStore();
	#current: { readonly session: AgoraSession; readonly usage: AccountUsage } | undefined;

	constructor(viewType: string, deps: UsageDeps) {
		this.#viewType = viewType;
		this.#deps = deps;
		this.#storage = new UsageCacheStorage({
			folder: vscode.Uri.joinPath(deps.context.globalStorageUri, 'usage').fsPath,
			clock: deps.clock,
			warn: (message) => deps.log.warn(message),
		});
		this.#store.add(deps.sessions.onDidChange(() => this.#onSessionChange()));
		void this.deleteUnstoredUsage();
	}

	/** Opens or reveals a panel of a project, or of all with null. Does nothing while signed out. */
	show(project: ProjectRef | null): void {
		const session = this.#deps.sessions.current;
		if (!session) {
			return;
		}
		const subject: Subject = {
			accountId: session.accountId,
			accountLabel: shownText(session.accountLabel),
			project: project && { id: project.id, name: shownText(project.name) || project.id },
		};
		const open = this.#find(subject);
		if (open) {
			open.reveal();
		} else {
			const options = { enableFindWidget: true };
			this.#add(
				vscode.window.createWebviewPanel(this.#viewType, '', vscode.ViewColumn.Active, options),
				subject,
			);
		}
	}

	/** Fills a panel that VS Code restores after a reload; closes it if its state is invalid. */
	restore(panel: vscode.WebviewPanel, state: unknown): void {
		const { success, output } = v.safeParse(savedStateSchema, state);
		if (success && !this.#find(output.subject) && !this.#isForeign(output.subject)) {
			this.#add(panel, output.subject, output.view);
		} else {
			panel.dispose();
		}
	}

	/** Writes what the active panel shows to a file. */
	async exportActive(): Promise<void> {
		const panel = [...this.#open].find(({ active }) => active);
		if (panel) {
			await this.export(panel);
		}
	}

	async export(panel: UsagePanel): Promise<void> {
		try {
			const message = await exportUsage(panel.exportSource());
			if (message !== undefined) {
				panel.announce(message);
			}
		} catch (error) {
			await notifyFailure(vscode.l10n.t('Export usage'), error);
		}
	}

	/** Retries what failed in the open panels. */
	retryFailed(): void {
		for (const panel of this.#open) {
			panel.retryFailed();
		}
	}

	/** Deletes the stored usage of accounts that are no longer stored on this machine. */
	async deleteUnstoredUsage(): Promise<void> {
		await this.#storage.keepOnly(this.#deps.accounts.stored.map(({ id }) => id));
	}

	/** The usage of the session's account, shared by its panels. */
	usageOf(session: AgoraSession): AccountUsage {
		if (this.#current?.session !== session) {
			this.#releaseFormerUsage();
			const { accountId } = session;
			const storage = this.#isStored(accountId) ? this.#storage : undefined;
			const usage = new AccountUsage({ accountId, storage, clock: this.#deps.clock });
			this.#current = { session, usage };
		}
		return this.#current.usage;
	}

	dispose(): void {
		this.#store.dispose();
		for (const panel of [...this.#open]) {
			panel.dispose();
		}
		void this.#current?.usage.save();
		this.#current?.usage.dispose();
	}

	#add(panel: vscode.WebviewPanel, subject: Subject, view?: View): void {
		const added = new UsagePanel(panel, subject, view, { ...this.#deps, owner: this });
		panel.onDidDispose(() => this.#open.delete(added));
		this.#open.add(added);
	}

	#find(subject: Subject): UsagePanel | undefined {
		return [...this.#open].find((panel) => keyOf(panel.subject) === keyOf(subject));
	}

	/** A window that is signed in to one account shows nothing of another. */
	#onSessionChange(): void {
		this.#releaseFormerUsage();
		for (const panel of [...this.#open]) {
			if (this.#isForeign(panel.subject)) {
				panel.dispose();
			}
		}
	}

	#isForeign({ accountId }: Subject): boolean {
		const session = this.#deps.sessions.current;
		return session !== undefined && session.accountId !== accountId;
	}

	#isStored(accountId: string): boolean {
		return this.#deps.accounts.stored.some(({ id }) => id === accountId);
	}

	/** Removes the usage of a former session from memory, and from the disk if its account is signed out. */
	#releaseFormerUsage(): void {
		const former = this.#current;
		if (former && former.session !== this.#deps.sessions.current) {
			this.#current = undefined;
			if (this.#isStored(former.session.accountId)) {
				void former.usage.save();
			}
			former.usage.dispose();
			void this.deleteUnstoredUsage();
		}
	}
}

function keyOf({ accountId, project }: Subject): string {
	return `${accountId}\n${project?.id ?? ''}`;
}
