import * as vscode from 'vscode';
import { redactNotification } from '../agora/notifications/redactNotification';
import { type Disposable, DisposableStore } from '../common/disposable';
import { type NotificationFacts, notificationText } from './notificationText';
import type { ReceivedNotification, ReceivedNotifications } from './receivedNotifications';

const SCHEME = 'agora-notification';

/** The longest name of a document, in characters. */
const MAX_NAME_LENGTH = 100;

interface NotificationDocumentsDeps {
	readonly received: Pick<ReceivedNotifications, 'get'>;
	readonly facts: NotificationFacts;
}

/** The read-only documents of “Show Notification as JSON”: the bodies without secrets. */
export class NotificationDocuments implements vscode.TextDocumentContentProvider, Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #deps: NotificationDocumentsDeps;

	constructor(deps: NotificationDocumentsDeps) {
		this.#deps = deps;
		this.#subscriptions.add(vscode.workspace.registerTextDocumentContentProvider(SCHEME, this));
	}

	/** Empty for a notification that is no longer kept. VS Code asks once while a document is open. */
	provideTextDocumentContent({ query }: vscode.Uri): string {
		const notification = this.#deps.received.get(query);
		return notification ? `${redactNotification(notification.body, '\t')}\n` : '';
	}

	async show(notification: ReceivedNotification): Promise<void> {
		const document = await vscode.workspace.openTextDocument(this.#uriOf(notification));
		await vscode.window.showTextDocument(document, { preview: true });
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	/** The path is the title of the tab; the query identifies the notification. */
	#uriOf({ id, content }: ReceivedNotification): vscode.Uri {
		const text = notificationText(content, this.#deps.facts);
		const name = text.replaceAll(/[\\/\p{Cc}]/gu, '-').slice(0, MAX_NAME_LENGTH);
		return vscode.Uri.from({ scheme: SCHEME, path: `/${name}.json`, query: id });
	}
}
