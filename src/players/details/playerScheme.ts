/** Of the documents that tell everything known of a player. */
export const PLAYER_SCHEME = 'agora-player';
