import * as vscode from 'vscode';
import { redactNotification } from '../agora/notifications/redactNotification';
import { type Disposable, DisposableStore } from '../common/disposable';
import { type NotificationFacts, notificationText } from './notificationText';
import type {
	NotificationContent,
	ReceivedNotification,
	ReceivedNotifications,
} from './receivedNotifications';

const SCHEME = 'agora-notification';

/** The longest name of a document, in characters. */
const MAX_NAME_LENGTH = 100;

/** How many bodies that were not received are kept. */
const MAX_SHOWN = 10;

interface NotificationDocumentsDeps {
	readonly received: Pick<ReceivedNotifications, 'get'>;
	readonly facts: NotificationFacts;
}

/** The read-only documents of “Show Notification as JSON”: the bodies without secrets. */
export class NotificationDocuments implements vscode.TextDocumentContentProvider, Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #deps: NotificationDocumentsDeps;
	/** The texts of `showBody`, by what identifies them; the latest only. */
	readonly #shown = new Map<string, string>();
	#count = 0;

	constructor(deps: NotificationDocumentsDeps) {
		this.#deps = deps;
		this.#subscriptions.add(vscode.workspace.registerTextDocumentContentProvider(SCHEME, this));
	}

	/** Empty for a notification that is no longer kept. VS Code asks once while a document is open. */
	provideTextDocumentContent({ query }: vscode.Uri): string {
		const shown = this.#shown.get(query);
		if (shown !== undefined) {
			return shown;
		}
		const notification = this.#deps.received.get(query);
		return notification ? `${redactNotification(notification.body, '\t')}\n` : '';
	}

	async show({ id, content }: ReceivedNotification): Promise<void> {
		await this.#open(content, id);
	}

	/** Shows the body of a notification that was not received here. */
	async showBody(content: NotificationContent, body: Uint8Array): Promise<void> {
		this.#count += 1;
		const id = `inspected ${this.#count}`;
		this.#shown.set(id, `${redactNotification(body, '\t')}\n`);
		this.#shown.delete(`inspected ${this.#count - MAX_SHOWN}`);
		await this.#open(content, id);
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	/** The path is the title of the tab; the query identifies the notification. */
	async #open(content: NotificationContent, id: string): Promise<void> {
		const text = notificationText(content, this.#deps.facts);
		const name = text.replaceAll(/[\\/\p{Cc}]/gu, '-').slice(0, MAX_NAME_LENGTH);
		const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}.json`, query: id });
		const document = await vscode.workspace.openTextDocument(uri);
		await vscode.window.showTextDocument(document, { preview: true });
	}
}
