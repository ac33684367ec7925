import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../platform/disposable';
import { LoadOnce } from '../platform/loadOnce';
import type { UsageHost } from './panel/usageHost';
import type { UsagePanels } from './panel/usagePanels';
import { panelType } from './panelType';

/**
 * The little of this room that is there from activation on: it brings panels back after a reload, and loads the rest
 * with the first panel, or to remove what was kept of an account that signs out.
 */
export class UsageEntry implements Disposable {
	private readonly host: UsageHost;
	private readonly store = new DisposableStore();
	private readonly loaded = new LoadOnce(() => this.load());
	private accountId: string | undefined;

	constructor(host: UsageHost) {
		this.host = host;
		this.store.add(
			vscode.window.registerWebviewPanelSerializer(panelType, {
				deserializeWebviewPanel: async (panel, state) => (await this.panels()).restore(panel, state),
			}),
		);
		this.store.add(host.sessions.onDidChange(() => this.forgetSignedOut()));
	}

	panels(): Promise<UsagePanels> {
		return this.loaded.get();
	}

	/** Tries again what failed in the panels that are open. */
	async readAgain(): Promise<void> {
		(await this.loaded.started)?.readAgain();
	}

	dispose(): void {
		this.store.dispose();
	}

	private async load(): Promise<UsagePanels> {
		const { UsagePanels } = await import('./panel/usagePanels');
		return this.store.add(new UsagePanels(this.host));
	}

	private forgetSignedOut(): void {
		const former = this.accountId;
		this.accountId = this.host.sessions.current?.accountId;
		const stored = this.host.storedAccountIds();
		if (former !== undefined && former !== this.accountId && !stored.includes(former)) {
			void this.panels().then((panels) => panels.forgetRemoved());
		}
	}
}
