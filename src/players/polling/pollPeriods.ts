import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../common/disposable';
import { Emitter } from '../../common/emitter';

/** How often to read, in milliseconds. */
export interface PollPeriods {
	/** While the players are visible. */
	readonly visibleMs: number;
	/** The active project and those with players while the view is hidden; undefined: never. */
	readonly hiddenMs: number | undefined;
}

/** The settings `agora.players.refreshSeconds` and `agora.players.backgroundRefreshSeconds`, read when they change. */
export class PeriodSettings implements Disposable {
	readonly #owned = new DisposableStore();
	readonly #changed = this.#owned.add(new Emitter<void>());
	#current: PollPeriods | undefined;

	readonly onDidChange = this.#changed.event;

	constructor() {
		this.#owned.add(
			vscode.workspace.onDidChangeConfiguration((event) => {
				if (event.affectsConfiguration('agora.players')) {
					this.#current = undefined;
					this.#changed.fire();
				}
			}),
		);
	}

	/** The same object until a setting changes. */
	get current(): PollPeriods {
		this.#current ??= readPeriods();
		return this.#current;
	}

	dispose(): void {
		this.#owned.dispose();
	}
}

/** Values outside the ranges of the settings are limited to them. */
function readPeriods(): PollPeriods {
	const settings = vscode.workspace.getConfiguration('agora');
	const visible = settings.get('players.refreshSeconds', 10);
	const hidden = settings.get('players.backgroundRefreshSeconds', 30);
	return {
		visibleMs: within(5, visible, 300) * 1000,
		hiddenMs: hidden > 0 ? within(5, hidden, 3600) * 1000 : undefined,
	};
}

function within(least: number, value: number, most: number): number {
	return Math.min(most, Math.max(least, value));
}
