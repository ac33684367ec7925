import type { PlayerAddress } from '../../agora/mediaPull/playerAddress';
import type { RegionMemory } from './regionMemory';

/**
 * Does something to a player that has to be addressed with its region: in the one it is known to be in, else in one after the
 * other, the likeliest first, until it is found there, which is remembered.
 *
 * @param attempt tells whether Agora knew the player there.
 * @returns `gone` where Agora knew no such player: in the region it is known to be in, or in any.
 * @throws what `attempt` throws.
 */
export async function inItsRegion(
	regions: RegionMemory,
	{ appId, id }: Pick<PlayerAddress, 'appId' | 'id'>,
	attempt: (address: PlayerAddress) => Promise<'found' | 'notFound'>,
): Promise<'found' | 'gone'> {
	for (const region of regions.candidates(appId, id)) {
		if ((await attempt({ region, appId, id })) === 'found') {
			await regions.remember(appId, id, region);
			return 'found';
		}
	}
	return 'gone';
}
