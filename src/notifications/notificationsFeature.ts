import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../common/disposable';
import { Lazy } from '../common/lazy';
import { LazyTree } from '../ui/treeLifecycle';
import type { LoadedNotifications, NotificationsDeps } from './loadedNotifications';
import type { NotificationTreeNode } from './tree/notificationNodes';
import type { NotificationTree } from './tree/notificationTree';

/** Notifications of Agora's servers. Loads its code when the view is first visible, or a command needs it. */
export class NotificationsFeature implements Disposable {
	readonly #owned = new DisposableStore();
	readonly #loading: Lazy<LoadedNotifications>;

	constructor(deps: NotificationsDeps) {
		const tree = this.#owned.add(
			new LazyTree<NotificationTreeNode, NotificationTree>(async () => (await this.load()).tree),
		);
		const view = this.#owned.add(
			vscode.window.createTreeView('agora.notifications', { treeDataProvider: tree }),
		);
		this.#loading = new Lazy(async () => {
			const { LoadedNotifications } = await import('./loadedNotifications');
			return this.#owned.add(new LoadedNotifications(view, deps));
		});
	}

	/** The objects that receive, store and show notifications. */
	load(): Promise<LoadedNotifications> {
		return this.#loading.get();
	}

	dispose(): void {
		this.#owned.dispose();
	}
}
