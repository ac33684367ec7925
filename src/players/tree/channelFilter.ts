import { TextFilter } from '../../ui/textFilter';
import type { ShownPlayer } from '../store/playerConditions';

/** Which players are shown, by a part of their channel's name. */
export class PlayerFilter extends TextFilter {
	/** Tells of a player whether it is shown, in capitals or not; undefined where all are. */
	get matches(): ((player: ShownPlayer) => boolean) | undefined {
		const part = this.text.toLowerCase();
		return part === ''
			? undefined
			: ({ player }) => player.channelName?.toLowerCase().includes(part) === true;
	}
}
