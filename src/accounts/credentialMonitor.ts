import type { AgoraSession, SessionSource } from '../agora/session';
import type { Disposable } from '../common/disposable';
import { Emitter } from '../common/emitter';

/** Notifies once when Agora starts to refuse the credentials of the session. */
export class CredentialMonitor implements Disposable {
	readonly #recovered = new Emitter<void>();
	readonly #sessions: SessionSource;
	readonly #notify: (session: AgoraSession) => void;
	readonly #subscription: Disposable;
	#session: AgoraSession | undefined;
	#clientSubscription: Disposable | undefined;

	/** Fires when Agora accepts the credentials again, so that failed reads can be repeated. */
	readonly onDidRecover = this.#recovered.event;

	/** @param notify shows the message about refused credentials, and replaces one that is still shown. */
	constructor(sessions: SessionSource, notify: (session: AgoraSession) => void) {
		this.#sessions = sessions;
		this.#notify = notify;
		this.#subscription = sessions.onDidChange(() => this.#onDidChangeSession());
	}

	/** Runs a command. Notifies again if it fails because of credentials that were refused before: the user expects a response. */
	async run(session: AgoraSession, command: () => Promise<void>): Promise<void> {
		const { credentials } = session.client;
		const { isRefused, refusals } = credentials;
		try {
			await command();
		} finally {
			if (isRefused && credentials.isRefused && credentials.refusals > refusals) {
				this.#notify(session);
			}
		}
	}

	dispose(): void {
		this.#clientSubscription?.dispose();
		this.#subscription.dispose();
		this.#recovered.dispose();
	}

	#onDidChangeSession(): void {
		const session = this.#sessions.current;
		if (session === this.#session) {
			return;
		}
		this.#session = session;
		this.#clientSubscription?.dispose();
		this.#clientSubscription = session?.client.credentials.onDidChangeRefused(() => {
			if (session.client.credentials.isRefused) {
				this.#notify(session);
			} else {
				this.#recovered.fire();
			}
		});
	}
}
