import type { RegionMemory } from '../../region/regionMemory';
import type { TargetPlayer } from '../../targetPlayers';
import type { RememberedRequest } from './rememberedRequest';

/**
 * A request of what List tells of a player, which may be no more than id, name and time (api-facts §3): literal values, whatever
 * they look like. Its region is the likeliest one.
 */
export function knownDefinition(regions: RegionMemory, { appId, player }: TargetPlayer): RememberedRequest {
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
		},
		fields: [],
		file: undefined,
		fromList: true,
	};
}
