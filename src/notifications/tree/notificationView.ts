import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../common/disposable';
import type { Event } from '../../common/emitter';
import type { ContextKeySetter } from '../../ui/commands';
import { countText, sentences } from '../../ui/text';
import { RedrawTimer } from '../../ui/treeLifecycle';
import type { RefusalReason } from '../listener';
import type { ListenerController } from '../listenerController';
import type { NotificationFilter, RowFacts } from '../notificationFilter';
import type { ReceivedNotifications } from '../receivedNotifications';
import type { NotificationTreeNode } from './notificationNodes';
import type { NotificationTree } from './notificationTree';

export interface NotificationViewDeps {
	readonly view: Pick<
		vscode.TreeView<NotificationTreeNode>,
		'visible' | 'description' | 'message' | 'onDidChangeVisibility'
	>;
	readonly tree: Pick<NotificationTree, 'redrawAges'>;
	readonly received: Pick<ReceivedNotifications, 'all'>;
	readonly filter: NotificationFilter;
	readonly facts: RowFacts;
	readonly listener: Pick<ListenerController, 'port' | 'refusals' | 'onDidChange'>;
	readonly contextKeys: ContextKeySetter;
	/** Notifications, refusals or the filter changed. Fires a few times in a second at most. */
	readonly onDidChange: Event<void>;
}

const AGE_UPDATE_MS = 15_000;

/** The Notifications view: its description, its message, and the ages of its rows. */
export class NotificationView implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #deps: NotificationViewDeps;
	readonly #aging: RedrawTimer;

	constructor(deps: NotificationViewDeps) {
		this.#deps = deps;
		this.#aging = this.#subscriptions.add(new RedrawTimer(() => deps.tree.redrawAges(), AGE_UPDATE_MS));
		this.#subscriptions.add(deps.onDidChange(() => this.#update()));
		this.#subscriptions.add(deps.listener.onDidChange(() => this.#update()));
		this.#subscriptions.add(
			deps.view.onDidChangeVisibility(() => {
				deps.tree.redrawAges();
				this.#update();
			}),
		);
		this.#update();
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	#update(): void {
		const { view, received, filter, facts, listener, contextKeys } = this.#deps;
		const { all } = received;
		const { port } = listener;
		const shown = filter.apply(all, facts).length;
		const description = port === undefined ? '' : vscode.l10n.t('port {0}', port);
		const refusals = this.#refusalMessage();
		// Where the filter hides all rows, a welcome text says so, which VS Code shows only without a message.
		const filtered = shown > 0 || refusals !== '' ? filterMessage(filter.text, shown, all.length) : '';
		const message = [filtered, refusals].filter((each) => each !== '').join(' — ');
		// VS Code sends every assignment to the window, even of an equal value.
		if ((view.description ?? '') !== description) {
			view.description = description;
		}
		if ((view.message ?? '') !== message) {
			view.message = message;
		}
		contextKeys.set('agora.notifications.listening', port !== undefined);
		contextKeys.set('agora.notifications.filtered', filter.text !== '');
		contextKeys.set('agora.notifications.received', all.length > 0);
		this.#aging.setRunning(view.visible && shown > 0);
	}

	/** Requests that the listener refuses have no rows, but explain why a health check fails. */
	#refusalMessage(): string {
		const { count, last } = this.#deps.listener.refusals;
		return last === undefined
			? ''
			: sentences(vscode.l10n.t('Requests refused: {0}.', countText(count)), refusalText(last.reason));
	}
}

function filterMessage(text: string, shown: number, all: number): string {
	return text === '' ? '' : vscode.l10n.t('Filter: “{0}” · {1}', text, countOf(shown, all));
}

/** How many of the notifications are shown: “3 of 40”. */
export function countOf(shown: number, all: number): string {
	return vscode.l10n.t('{0} of {1}', countText(shown), countText(all));
}

/** Why the listener refused a request, and what to change. */
function refusalText(reason: RefusalReason): string {
	switch (reason) {
		case 'method':
			return vscode.l10n.t('The last one was not a POST.');
		case 'webPage':
			return vscode.l10n.t('The last one came from a web page.');
		case 'contentType':
			return vscode.l10n.t('The last one did not have the content type application/json.');
		case 'tooLarge':
			return vscode.l10n.t('The body of the last one was too large.');
		case 'tooMany':
			return vscode.l10n.t('Too many arrived at the same time.');
		case 'tls':
			return vscode.l10n.t(
				'The last one used HTTPS, but the listener speaks HTTP: set the protocol of the forwarded port to HTTP.',
			);
		case 'malformed':
			return vscode.l10n.t('The last one was not valid HTTP.');
		case 'incomplete':
			return vscode.l10n.t('The last one did not arrive completely.');
	}
}
