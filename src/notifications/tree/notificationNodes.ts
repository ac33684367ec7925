import type { ReceivedNotification } from '../receivedNotifications';

/** The row of a notification. It stays the same object while it is shown, since VS Code identifies rows by their objects. */
export class NotificationNode {
	readonly id: string;
	notification: ReceivedNotification;

	constructor(notification: ReceivedNotification) {
		this.id = `notification:${notification.id}`;
		this.notification = notification;
	}
}

/** “Load more…”, the last row of a long list. */
export class MoreNode {
	readonly id = 'more';
	/** The number of rows that are not shown yet. */
	hidden = 0;
}

export type NotificationTreeNode = NotificationNode | MoreNode;

/** “Load more…” shows this number of rows at a time. */
export const ROWS_AT_ONCE = 200;

/** The rows of the notifications that are shown. */
export class NotificationRows {
	#rows: readonly NotificationTreeNode[] = [];
	#byId = new Map<string, NotificationNode>();
	readonly #more = new MoreNode();
	#limit = ROWS_AT_ONCE;

	/** As of the last update. */
	get rows(): readonly NotificationTreeNode[] {
		return this.#rows;
	}

	/** Undefined for a notification without a row. */
	rowOf(id: string): NotificationNode | undefined {
		return this.#byId.get(id);
	}

	/** Takes effect with the next update. */
	showMore(): void {
		this.#limit += ROWS_AT_ONCE;
	}

	/**
	 * Returns the rows that changed, or 'all' if rows were added, removed or moved.
	 *
	 * @param notifications in the order of the rows.
	 */
	update(notifications: readonly ReceivedNotification[]): 'all' | readonly NotificationTreeNode[] {
		const before = this.#rows;
		const changed: NotificationTreeNode[] = [];
		const shown = notifications.slice(0, this.#limit).map((notification) => {
			const row = this.#byId.get(notification.id) ?? new NotificationNode(notification);
			if (row.notification !== notification) {
				row.notification = notification;
				changed.push(row);
			}
			return row;
		});
		this.#byId = new Map(shown.map((row) => [row.notification.id, row]));
		const hidden = notifications.length - shown.length;
		if (hidden !== this.#more.hidden) {
			this.#more.hidden = hidden;
			changed.push(this.#more);
		}
		if (notifications.length <= ROWS_AT_ONCE) {
			this.#limit = ROWS_AT_ONCE;
		}
		this.#rows = hidden > 0 ? [...shown, this.#more] : shown;
		const isSame = before.length === this.#rows.length && before.every((row, at) => row === this.#rows[at]);
		return isSame ? changed : 'all';
	}
}
