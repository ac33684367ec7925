import type { AgoraSession, SessionSource } from '../agora/session';
import type { Disposable } from '../common/disposable';
import { Emitter } from '../common/emitter';

/** Watches whether Agora takes the credentials of this window's account, and tells once when it no longer does. */
export class CredentialMonitor implements Disposable {
	readonly #healed = new Emitter<void>();
	readonly #sessions: SessionSource;
	readonly #tell: (session: AgoraSession) => void;
	readonly #subscription: Disposable;
	#session: AgoraSession | undefined;
	#clientChanges: Disposable | undefined;

	/** Credentials that were refused are taken again: what failed meanwhile can be read. */
	readonly onDidRecover = this.#healed.event;

	/** @param tell Shows the message about refused credentials, in place of one that is still there. */
	constructor(sessions: SessionSource, tell: (session: AgoraSession) => void) {
		this.#sessions = sessions;
		this.#tell = tell;
		this.#subscription = sessions.onDidChange(() => this.#follow());
	}

	/**
	 * Runs a command of the user's. One that failed because the credentials are refused, which was told before, tells it
	 * again: the user waits for an answer.
	 */
	async run(session: AgoraSession, run: () => Promise<void>): Promise<void> {
		const { credentials } = session.client;
		const { refused, refusals } = credentials;
		try {
			await run();
		} finally {
			if (refused && credentials.refused && credentials.refusals > refusals) {
				this.#tell(session);
			}
		}
	}

	dispose(): void {
		this.#clientChanges?.dispose();
		this.#subscription.dispose();
		this.#healed.dispose();
	}

	#follow(): void {
		const session = this.#sessions.current;
		if (session === this.#session) {
			return;
		}
		this.#session = session;
		this.#clientChanges?.dispose();
		this.#clientChanges = session?.client.credentials.onDidChangeRefused(() => {
			if (session.client.credentials.refused) {
				this.#tell(session);
			} else {
				this.#healed.fire();
			}
		});
	}
}
