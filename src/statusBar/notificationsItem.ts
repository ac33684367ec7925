import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../common/disposable';
import type { Event } from '../common/emitter';
import { commandLink } from '../ui/commands';
import { appendInert, withIcon } from '../ui/inertText';
import { countText } from '../ui/text';

export interface NotificationsStatusItemDeps {
	readonly listener: {
		/** Undefined while it does not listen. */
		readonly port: number | undefined;
		readonly address: string | undefined;
		readonly onDidChange: Event<void>;
	};
	/** How many requests arrived, and of how many notifications the signature is invalid. */
	readonly count: () => { readonly received: number; readonly invalid: number };
	/** The counts may have changed. Fires a few times in a second at most. */
	readonly onDidChange: Event<void>;
}

/** The status-bar item “Agora: notifications”: that the listener of this window is open. Hidden otherwise. */
export class NotificationsStatusItem implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #deps: NotificationsStatusItemDeps;
	readonly #item: vscode.StatusBarItem;
	#shown = '';

	constructor(deps: NotificationsStatusItemDeps) {
		this.#deps = deps;
		this.#item = this.#subscriptions.add(
			vscode.window.createStatusBarItem('agora.status.notifications', vscode.StatusBarAlignment.Left, -2),
		);
		this.#item.name = vscode.l10n.t('Agora: Notifications');
		this.#item.command = 'agora.notifications.focus';
		this.#subscriptions.add(deps.listener.onDidChange(() => this.#update()));
		this.#subscriptions.add(deps.onDidChange(() => this.#update()));
		this.#update();
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	#update(): void {
		const { port } = this.#deps.listener;
		if (port === undefined) {
			this.#shown = '';
			this.#item.hide();
			return;
		}
		const tooltip = this.#tooltip();
		// VS Code sends every assignment to the window, even of an equal value.
		const shown = `${port}\n${tooltip.value}`;
		if (shown === this.#shown) {
			return;
		}
		this.#shown = shown;
		this.#item.text = withIcon('inbox', String(port));
		this.#item.accessibilityInformation = {
			label: vscode.l10n.t('Agora notifications: listening on port {0}', port),
		};
		this.#item.tooltip = tooltip;
		this.#item.show();
	}

	#tooltip(): vscode.MarkdownString {
		const { listener, count } = this.#deps;
		const { received, invalid } = count();
		const tooltip = new vscode.MarkdownString();
		tooltip.isTrusted = { enabledCommands: ['agora.notifications.copyAddress', 'agora.notifications.stop'] };
		const lines = [
			vscode.l10n.t('Listening for notifications of Agora at {0}', listener.address ?? ''),
			vscode.l10n.t('Received: {0}', countText(received)),
			invalid === 0 ? '' : vscode.l10n.t('With an invalid signature: {0}', countText(invalid)),
		];
		for (const line of lines.filter((each) => each !== '')) {
			appendInert(tooltip, line).appendMarkdown('  \n');
		}
		return tooltip.appendMarkdown(
			`\n\n---\n\n${[
				commandLink(vscode.l10n.t('Copy Address'), 'agora.notifications.copyAddress'),
				commandLink(vscode.l10n.t('Stop'), 'agora.notifications.stop'),
			].join(' · ')}`,
		);
	}
}
