import type { RegionMemory } from '../../region/regionMemory';
import type { TargetPlayer } from '../../targetPlayers';
import type { DefinitionTemplate } from '../schema/definition';

/**
 * A definition of what List tells of a player, which may be no more than id, name and time (api-facts §3). Its region is the
 * likeliest one.
 */
export function knownDefinition(regions: RegionMemory, { appId, player }: TargetPlayer): DefinitionTemplate {
	const [region = 'na'] = regions.candidates(appId, player.id);
	const { streamUrl, channelName, uid, account, name } = player;
	const user = account === undefined ? { uid: uid ?? 0 } : { account };
	return {
		region,
		project: appId,
		player: {
			streamUrl: streamUrl ?? '',
			channelName: channelName ?? '',
			...user,
			...(name !== undefined && { name }),
		},
	};
}
