import { isAgoraError } from '../../agora/http/error';
import { unknownOutcome } from '../../agora/http/unknownOutcome';
import type { PlayerAddress } from '../../agora/mediaPull/playerAddress';
import type { Region } from '../../agora/mediaPull/region';
import type { RegionMemory } from './regionMemory';

type PlayerId = Pick<PlayerAddress, 'appId' | 'id'>;
type Attempt = (address: PlayerAddress) => Promise<'found' | 'notFound'>;

/**
 * Does something to a player that has to be addressed with its region: in the one it is certainly in, else in one after the other,
 * the likeliest first. A 2xx alone proves nothing, since Agora may answer so in any region (api-facts §3). But a player is in one
 * region only, so two that do not know it tell that Agora answers 404 where a player is not: then the 2xx is from its region, which
 * is remembered.
 *
 * @param attempt tells whether Agora knew the player there. What it does must do no harm where it is done twice.
 * @returns `gone` where Agora knew no such player in its region.
 * @throws what `attempt` throws; AgoraError `unknownOutcome` where that comes after a 2xx that proves nothing.
 */
export async function inItsRegion(
	regions: RegionMemory,
	{ appId, id }: PlayerId,
	attempt: Attempt,
): Promise<'found' | 'gone'> {
	const certain = regions.ofPlayer(id);
	if (certain !== undefined) {
		return (await attempt({ region: certain, appId, id })) === 'found' ? 'found' : 'gone';
	}
	const found: Region[] = [];
	let missing = 0;
	for (const region of regions.candidates(appId, id)) {
		const outcome = await attempt({ region, appId, id }).catch((error: unknown) => {
			throw found.length > 0 && isAgoraError(error) && error.kind !== 'cancelled'
				? unknownOutcome(error)
				: error;
		});
		if (outcome === 'found') {
			found.push(region);
		} else {
			missing += 1;
		}
		const [only] = found;
		if (only !== undefined && found.length === 1 && missing >= 2) {
			await regions.remember(appId, id, only);
			return 'found';
		}
	}
	// Where every region says 2xx, its own is among them. Where all but one say so, that one is its own, and did not find it.
	return missing === 0 ? 'found' : 'gone';
}
