import type { AgoraSession, SessionSource } from '../../agora/session';
import { type Disposable, DisposableStore } from '../../platform/disposable';
import { Emitter } from '../../platform/emitter';
import type { ShownPlayer } from '../watch/shownPlayer';

/** Which channels this window's players are shown of. Another account starts without a filter. */
export class PlayerFilter implements Disposable {
	private readonly subscriptions = new DisposableStore();
	private readonly changed = this.subscriptions.add(new Emitter<void>());
	private readonly sessions: SessionSource;
	private accountId: string | undefined;
	private wanted = '';

	readonly onDidChange = this.changed.event;

	constructor(sessions: SessionSource) {
		this.sessions = sessions;
		this.accountId = sessions.current?.accountId;
		this.subscriptions.add(sessions.onDidChange(() => this.follow()));
	}

	/** A part of the channel's name; empty where all players are shown. */
	get text(): string {
		return this.wanted;
	}

	/** Tells of a player whether it is shown, in capitals or not; undefined where all are. */
	get matches(): ((player: ShownPlayer) => boolean) | undefined {
		const part = this.wanted.toLowerCase();
		return part === ''
			? undefined
			: ({ player }) => player.channelName?.toLowerCase().includes(part) === true;
	}

	/** Does nothing for a session that is over: the text was meant for another account. */
	set(text: string, session: AgoraSession): void {
		if (this.sessions.current === session) {
			this.change(text);
		}
	}

	clear(): void {
		this.change('');
	}

	dispose(): void {
		this.subscriptions.dispose();
	}

	private follow(): void {
		const accountId = this.sessions.current?.accountId;
		if (accountId !== this.accountId) {
			this.accountId = accountId;
			this.clear();
		}
	}

	private change(text: string): void {
		if (text !== this.wanted) {
			this.wanted = text;
			this.changed.fire();
		}
	}
}
