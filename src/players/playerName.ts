import type { Player } from '../agora/mediaPull/playerSchema';

/** What a player is called on the screen: its name, else its channel and user, else its id. */
export function playerLabel({ id, name, channelName, uid, account }: Player): string {
	if (name !== undefined && name !== '') {
		return name;
	}
	return channelName === undefined ? id : `${channelName} · ${account ?? uid ?? '?'}`;
}

/**
 * The name Agora recommends, channel and user joined (Media Pull REST API, Create API, `name`), with what a
 * name may not hold replaced and cut to 64 characters.
 */
export function proposedName(channelName: string, user: string): string {
	return `${channelName}_${user}`.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 64);
}
