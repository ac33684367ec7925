import type { RegionMemory } from '../../region/regionMemory';
import type { TargetPlayer } from '../../targetPlayers';
import type { RememberedRequest } from './rememberedRequest';

/**
 * The request to create a player again: what it was created from here, else what List tells of it, which may be no more than id,
 * name and time (api-facts §3), with what was changed from here: literal values, whatever they look like. Then its region is the
 * likeliest one.
 */
export function knownDefinition(
	regions: RegionMemory,
	{ appId, player }: Pick<TargetPlayer, 'appId' | 'player'>,
	remembered: RememberedRequest | undefined,
): RememberedRequest {
	// What a restart keeps is whole, also of a player that was created elsewhere.
	if (remembered && (!remembered.fromList || 'channelName' in remembered.player)) {
		return remembered;
	}
	const [region = 'na'] = regions.candidates(appId, player.id);
	const { streamUrl, channelName, uid, account, name } = player;
	const user = account === undefined ? { uid: uid ?? 0 } : { account };
	return {
		region,
		project: appId,
		streamIp: undefined,
		player: {
			streamUrl: streamUrl ?? '',
			channelName: channelName ?? '',
			...user,
			...(name !== undefined && { name }),
			...remembered?.player,
		},
		fields: [],
		file: undefined,
		fromList: true,
		playedFrom: remembered?.playedFrom,
	};
}
