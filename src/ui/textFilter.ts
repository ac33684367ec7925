import type { AgoraSession, SessionSource } from '../agora/session';
import { type Disposable, DisposableStore } from '../common/disposable';
import { Emitter } from '../common/emitter';

/** The text that filters the rows of a tree. Cleared when the account changes. */
export class TextFilter implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new Emitter<void>());
	readonly #sessions: SessionSource;
	#accountId: string | undefined;
	#text = '';

	readonly onDidChange = this.#changed.event;

	constructor(sessions: SessionSource) {
		this.#sessions = sessions;
		this.#accountId = sessions.current?.accountId;
		this.#subscriptions.add(sessions.onDidChange(() => this.#onSessionChange()));
	}

	/** The filter text; empty where all rows are shown. */
	get text(): string {
		return this.#text;
	}

	/** Does nothing for an earlier session: the text was entered for another account. */
	set(text: string, session: AgoraSession | undefined): void {
		if (this.#sessions.current === session) {
			this.#change(text);
		}
	}

	clear(): void {
		this.#change('');
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	#onSessionChange(): void {
		const accountId = this.#sessions.current?.accountId;
		if (accountId !== this.#accountId) {
			this.#accountId = accountId;
			this.clear();
		}
	}

	#change(text: string): void {
		if (text !== this.#text) {
			this.#text = text;
			this.#changed.fire();
		}
	}
}
