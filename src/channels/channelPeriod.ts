import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../common/disposable';
import { Emitter } from '../common/emitter';

const SETTING = 'channels.refreshSeconds';

/** The setting `agora.channels.refreshSeconds`. A value outside its range is limited to it. */
export class ChannelPeriod implements Disposable {
	readonly #owned = new DisposableStore();
	readonly #changed = this.#owned.add(new Emitter<void>());

	readonly onDidChange = this.#changed.event;

	constructor() {
		this.#owned.add(
			vscode.workspace.onDidChangeConfiguration((event) => {
				if (event.affectsConfiguration(`agora.${SETTING}`)) {
					this.#changed.fire();
				}
			}),
		);
	}

	/** In milliseconds. */
	get ms(): number {
		const seconds = vscode.workspace.getConfiguration('agora').get(SETTING, 15);
		return Math.min(300, Math.max(10, seconds)) * 1000;
	}

	dispose(): void {
		this.#owned.dispose();
	}
}
