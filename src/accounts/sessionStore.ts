import type { AgoraSession, SessionSource } from '../agora/session';
import { Emitter } from '../platform/emitter';

export type Session =
	| { readonly state: 'signedOut' }
	| { readonly state: 'signingIn'; readonly accountLabel: string }
	| { readonly state: 'signedIn'; readonly session: AgoraSession };

/** Holds who is signed in in this window. Replaced as a whole on every transition. */
export class SessionStore implements SessionSource {
	private readonly changed = new Emitter<void>();
	private now: Session = { state: 'signedOut' };

	readonly onDidChange = this.changed.event;

	get session(): Session {
		return this.now;
	}

	get current(): AgoraSession | undefined {
		return this.now.state === 'signedIn' ? this.now.session : undefined;
	}

	replace(session: Session): void {
		this.now = session;
		this.changed.fire();
	}

	dispose(): void {
		this.changed.dispose();
	}
}
