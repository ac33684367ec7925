import { type SessionSource, serverTime } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { type Disposable, DisposableStore } from '../../common/disposable';
import type { Event } from '../../common/emitter';
import { playerLabel, userOf } from '../playerNames';
import type { ShownPlayer } from '../store/playerConditions';
import type { PlayerStore } from '../store/playerStore';
import { type PresenceChange, type PresenceOfPlayer, type PresenceSource, playerPresence } from './presence';
import { PresencePoller } from './presencePoller';

interface PlayerPresencesDeps {
	readonly sessions: SessionSource;
	readonly store: Pick<PlayerStore, 'player' | 'players' | 'onDidChange' | 'onDidRead'>;
	readonly source: PresenceSource;
	readonly window: { readonly focused: boolean; readonly onDidChange: Event<void> };
	readonly clock: Clock;
}

/** Why a player may be missing in its channel, as far as this window knows. */
export interface KnownReasons {
	/** A ban that keeps it out. */
	readonly ban: { readonly expiresAt: Date | undefined } | undefined;
	/** The name of another player that is in the channel as the same user. */
	readonly sameUser: string | undefined;
}

/** The pages with the details of players. */
export interface PresencePages {
	/** The players of the pages that are visible. */
	readonly visible: () => readonly { readonly appId: string; readonly playerId: string }[];
	/** Redraws the pages of a project; of all projects if undefined. */
	readonly redraw: (appId: string | undefined) => void;
}

/** Whether players are in their channels: what rows and details show, and when it is read. */
export class PlayerPresences implements Disposable {
	readonly #owned = new DisposableStore();
	readonly #deps: PlayerPresencesDeps;
	#pages: PresencePages | undefined;
	readonly poller: PresencePoller;
	readonly onDidChange: Event<PresenceChange>;

	constructor(deps: PlayerPresencesDeps, random = Math.random) {
		this.#deps = deps;
		this.onDidChange = deps.source.onDidChange;
		const presenceOf = (appId: string, shown: ShownPlayer) => this.of(appId, shown)?.presence;
		this.poller = this.#owned.add(new PresencePoller({ ...deps, presenceOf }, random));
	}

	/** Undefined if it is not known in which channel or as which user the player plays, and for one that is gone. */
	of(appId: string, shown: ShownPlayer): PresenceOfPlayer | undefined {
		const { sessions, clock, source } = this.#deps;
		const user = shown.condition === 'gone' ? undefined : userOf(shown.player);
		const times = { now: clock.monotonic(), serverNow: serverTime(sessions, clock) };
		return user && { shown, times, presence: playerPresence(shown, source.presenceOf(appId, user), times) };
	}

	/** Looks through all players of the project. */
	reasons(appId: string, { player }: ShownPlayer): KnownReasons {
		const { source, store } = this.#deps;
		const user = userOf(player);
		const other =
			user &&
			store
				.players(appId)
				.find(
					(each) =>
						each.player.id !== player.id &&
						each.condition !== 'gone' &&
						each.player.channelName === user.channelName &&
						each.player.uid === user.uid &&
						each.player.account === user.account,
				);
		return { ban: user && source.banOf(appId, user), sameUser: other && playerLabel(other.player) };
	}

	/** Reads the players of the visible pages, and redraws the pages after changes. Must be called again when other pages are visible. */
	followPages(pages: PresencePages): void {
		if (this.#pages !== pages) {
			this.#pages = pages;
			this.#owned.add(this.onDidChange(({ appId }) => pages.redraw(appId)));
		}
		this.poller.watchPages(pages.visible().map(({ appId, playerId }) => ({ appId, playerId, isOpen: true })));
	}

	dispose(): void {
		this.#owned.dispose();
	}
}
