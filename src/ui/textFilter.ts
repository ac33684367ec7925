import type { AgoraSession, SessionSource } from '../agora/session';
import { type Disposable, DisposableStore } from '../common/disposable';
import { Emitter } from '../common/emitter';

/** What the rows of a window's tree are filtered by. Another account starts without a filter. */
export class TextFilter implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new Emitter<void>());
	readonly #sessions: SessionSource;
	#accountId: string | undefined;
	#wanted = '';

	readonly onDidChange = this.#changed.event;

	constructor(sessions: SessionSource) {
		this.#sessions = sessions;
		this.#accountId = sessions.current?.accountId;
		this.#subscriptions.add(sessions.onDidChange(() => this.#follow()));
	}

	/** What is searched for; empty where every row is shown. */
	get text(): string {
		return this.#wanted;
	}

	/** Does nothing for a session that is over: the text was meant for another account. */
	set(text: string, session: AgoraSession): void {
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

	#follow(): void {
		const accountId = this.#sessions.current?.accountId;
		if (accountId !== this.#accountId) {
			this.#accountId = accountId;
			this.clear();
		}
	}

	#change(text: string): void {
		if (text !== this.#wanted) {
			this.#wanted = text;
			this.#changed.fire();
		}
	}
}
