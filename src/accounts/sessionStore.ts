import type { AgoraSession, SessionSource } from '../agora/session';
import { Emitter } from '../common/emitter';

/** A session whose label the user may change: who calls Agora, and how, stays the same by that. */
export interface LabelledSession extends AgoraSession {
	accountLabel: string;
}

export type Session =
	| { readonly state: 'signedOut' }
	| { readonly state: 'signingIn'; readonly accountLabel: string }
	| { readonly state: 'signedIn'; readonly session: LabelledSession };

/** Holds who is signed in in this window. Replaced as a whole on every transition. */
export class SessionStore implements SessionSource {
	readonly #changed = new Emitter<void>();
	#now: Session = { state: 'signedOut' };

	readonly onDidChange = this.#changed.event;

	get session(): Session {
		return this.#now;
	}

	get current(): AgoraSession | undefined {
		return this.#now.state === 'signedIn' ? this.#now.session : undefined;
	}

	replace(session: Session): void {
		this.#now = session;
		this.#changed.fire();
	}

	/** Shows the account under another label. Nothing that was read under the session is dropped. */
	relabel(accountLabel: string): void {
		if (this.#now.state === 'signedIn' && this.#now.session.accountLabel !== accountLabel) {
			this.#now.session.accountLabel = accountLabel;
			this.#changed.fire();
		}
	}

	dispose(): void {
		this.#changed.dispose();
	}
}
