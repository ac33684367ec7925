import type * as vscode from 'vscode';
import type { ChannelUser } from '../agora/session';
import type { Event } from '../common/emitter';
import { playerLabel } from './playerNames';
import type { ProjectChoice } from './projectSource';
import { playerState } from './stateText';
import type { ShownPlayer } from './store/playerConditions';
import type { PlayerStore, PlayersChange } from './store/playerStore';
import { targetOf } from './targetPlayers';
import type { PlayerView } from './tree/playerView';

/** A cloud player as a user of its channel. */
interface ChannelPlayer {
	readonly id: string;
	readonly name: string;
	readonly user: ChannelUser;
	readonly state: string;
	readonly icon: vscode.ThemeIcon;
}

interface ChannelPlayersDeps {
	readonly store: PlayerStore;
	readonly view: Pick<PlayerView, 'reveal'>;
	readonly choice: Pick<ProjectChoice, 'projects'>;
}

/** The cloud players by their channels, for the Channels view. */
export class ChannelPlayers {
	readonly #store: Pick<PlayerStore, 'players' | 'player' | 'onDidChange'>;
	readonly #view: Pick<PlayerView, 'reveal'>;
	readonly #choice: Pick<ProjectChoice, 'projects'>;
	/** For each array of players that the store returns. */
	readonly #indexes = new WeakMap<readonly ShownPlayer[], ReadonlyMap<string, readonly ChannelPlayer[]>>();

	constructor({ store, view, choice }: ChannelPlayersDeps) {
		this.#store = store;
		this.#view = view;
		this.#choice = choice;
	}

	get onDidChange(): Event<PlayersChange> {
		return this.#store.onDidChange;
	}

	/** Those that play in a channel, whether they have joined it or not. */
	inChannel(appId: string, channelName: string): readonly ChannelPlayer[] {
		return this.#indexOf(this.#store.players(appId)).get(channelName) ?? [];
	}

	/** Where the stored player of a row is to play; undefined for other arguments. */
	ofRow(argument: unknown) {
		const target = targetOf({ choice: this.#choice, store: this.#store }, argument);
		const shown = target && this.#store.player(target.appId, target.player.id);
		return (
			shown && { appId: target.appId, channelName: shown.player.channelName, user: userOf(shown.player) }
		);
	}

	async reveal(appId: string, playerId: string): Promise<void> {
		await this.#view.reveal(appId, playerId);
	}

	#indexOf(players: readonly ShownPlayer[]): ReadonlyMap<string, readonly ChannelPlayer[]> {
		const known = this.#indexes.get(players);
		if (known) {
			return known;
		}
		const index = new Map<string, ChannelPlayer[]>();
		for (const shown of players) {
			const { channelName } = shown.player;
			const player = shown.condition === 'gone' ? undefined : channelPlayer(shown);
			if (player && channelName !== undefined) {
				index.set(channelName, [...(index.get(channelName) ?? []), player]);
			}
		}
		this.#indexes.set(players, index);
		return index;
	}
}

function channelPlayer(shown: ShownPlayer): ChannelPlayer | undefined {
	const { player } = shown;
	const { word, icon } = playerState(shown);
	const user = userOf(player);
	return user && { id: player.id, name: playerLabel(player), user, state: word, icon };
}

/** Undefined while Agora has not chosen a uid. */
function userOf({ uid, account }: ShownPlayer['player']): ChannelUser | undefined {
	if (account !== undefined && account !== '') {
		return { account };
	}
	return uid === undefined || uid === 0 ? undefined : { uid };
}
