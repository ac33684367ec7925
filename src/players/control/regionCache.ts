import type { Memento } from 'vscode';
import { isAgoraError, unknownOutcome } from '../../agora/errors';
import { type PlayerAddress, REGIONS, type Region } from '../../agora/mediaPull/player';
import { BoundedMemento } from '../../ui/boundedMemento';

const KEPT_AT_MOST = 500;

/**
 * Remembers where players are for certain: they were created there, or nothing else explains what Agora answered. Delete and Update need the region in their path, and List never tells
 * it (docs/agora-api.md, Media Pull: List and Delete).
 */
export class RegionCache {
	readonly #players: BoundedMemento<Region>;
	readonly #projects: BoundedMemento<Region>;

	constructor(memento: Pick<Memento, 'get' | 'update'>) {
		this.#players = new BoundedMemento(memento, 'agora.playerRegions', KEPT_AT_MOST, readRegion);
		this.#projects = new BoundedMemento(memento, 'agora.projectRegions', KEPT_AT_MOST, readRegion);
	}

	ofPlayer(id: string): Region | undefined {
		return this.#players.get(id);
	}

	/** The region last used in a project. */
	ofProject(appId: string): Region | undefined {
		return this.#projects.get(appId);
	}

	async remember(appId: string, playerId: string, region: Region): Promise<void> {
		await this.#players.set(playerId, region);
		await this.#projects.set(appId, region);
	}

	/** What was known of a player turned out to be wrong. */
	async forget(playerId: string): Promise<void> {
		await this.#players.delete(playerId);
	}

	/**
	 * Where to look for a player: its known region alone, else all of them: the project's last one, then those of most players
	 * of any project.
	 */
	candidates(appId: string, playerId: string): readonly Region[] {
		const known = this.ofPlayer(playerId);
		if (known) {
			return [known];
		}
		const first = this.ofProject(appId);
		const used = [...this.#players.entries.values()];
		const likeness = (region: Region) =>
			region === first ? Number.POSITIVE_INFINITY : used.filter((each) => each === region).length;
		return REGIONS.toSorted((a, b) => compare(likeness(b), likeness(a)));
	}
}

function readRegion(stored: unknown): Region | undefined {
	return REGIONS.find((region) => region === stored);
}

/** `Infinity - Infinity` is `NaN`: equal values are compared first. */
function compare(a: number, b: number): number {
	return a === b ? 0 : a - b;
}

type PlayerId = Pick<PlayerAddress, 'appId' | 'id'>;
type Attempt = (address: PlayerAddress) => Promise<'found' | 'notFound'>;

/**
 * Does something to a player that has to be addressed with its region: in the one it is certainly in, else in one after the other,
 * the likeliest first. A 2xx alone proves nothing, since Agora may answer so in any region (docs/agora-api.md, Media Pull: List and Delete). But a player is in one
 * region only, so two that do not know it tell that Agora answers 404 where a player is not: then the 2xx is from its region, which
 * is remembered.
 *
 * @param attempt tells whether Agora knew the player there. What it does must do no harm where it is done twice.
 * @returns `gone` where Agora knew no such player in its region.
 * @throws what `attempt` throws; AgoraError `unknownOutcome` where that comes after a 2xx that proves nothing.
 */
export async function inItsRegion(
	regions: RegionCache,
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
