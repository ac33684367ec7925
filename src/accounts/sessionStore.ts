import type { AgoraSession, SessionSource } from '../agora/session';
import { Emitter } from '../common/emitter';

/** A session whose label can change without replacing the session. */
interface LabelledSession extends AgoraSession {
	accountLabel: string;
}

type Session =
	| { readonly state: 'signedOut' }
	| { readonly state: 'signingIn'; readonly accountLabel: string }
	| { readonly state: 'signedIn'; readonly session: LabelledSession };

/** Stores the session of this window. A transition replaces the whole session. */
export class SessionStore implements SessionSource {
	readonly #changed = new Emitter<void>();
	#session: Session = { state: 'signedOut' };

	readonly onDidChange = this.#changed.event;

	get session(): Session {
		return this.#session;
	}

	get current(): AgoraSession | undefined {
		return this.#session.state === 'signedIn' ? this.#session.session : undefined;
	}

	replace(session: Session): void {
		this.#session = session;
		this.#changed.fire();
	}

	/** Changes the label of the account. The session continues, so what was read is kept. */
	relabel(accountLabel: string): void {
		if (this.#session.state === 'signedIn' && this.#session.session.accountLabel !== accountLabel) {
			this.#session.session.accountLabel = accountLabel;
			this.#changed.fire();
		}
	}

	dispose(): void {
		this.#changed.dispose();
	}
}
