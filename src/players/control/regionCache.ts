import type { Memento } from 'vscode';
import { isAgoraError, unknownOutcomeError } from '../../agora/errors';
import { type PlayerAddress, REGIONS, type Region } from '../../agora/mediaPull/player';
import { BoundedMemento } from '../../ui/boundedMemento';

const MAX_STORED = 500;

/**
 * Stores the regions that players are certainly in: they were created there, or no other region explains the responses. Delete and
 * Update have the region in their path, and List does not return it
 * (docs/agora-api.md, Media Pull: List and Delete).
 */
export class RegionCache {
	readonly #players: BoundedMemento<Region>;
	readonly #projects: BoundedMemento<Region>;

	constructor(memento: Pick<Memento, 'get' | 'update'>) {
		this.#players = new BoundedMemento(memento, 'agora.playerRegions', MAX_STORED, readRegion);
		this.#projects = new BoundedMemento(memento, 'agora.projectRegions', MAX_STORED, readRegion);
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

	/** The stored region of a player was wrong. */
	async forget(playerId: string): Promise<void> {
		await this.#players.delete(playerId);
	}

	/**
	 * The regions that a player may be in: its stored region, otherwise all: the project's last one first, then by how many players of
	 * any project are there.
	 */
	candidates(appId: string, playerId: string): readonly Region[] {
		const stored = this.ofPlayer(playerId);
		if (stored) {
			return [stored];
		}
		const first = this.ofProject(appId);
		const used = [...this.#players.entries.values()];
		const likelihood = (region: Region) =>
			region === first ? Number.POSITIVE_INFINITY : used.filter((each) => each === region).length;
		return REGIONS.toSorted((a, b) => compare(likelihood(b), likelihood(a)));
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
 * Runs an operation whose path has the player's region: in its stored region, otherwise in one region after the other, the likeliest
 * first. A 2xx alone proves nothing, since Agora may send it in any region (docs/agora-api.md, Media Pull: List and Delete). A player
 * is in one region only: once two regions answer 404, the region with 2xx is its region, and is stored.
 *
 * @param attempt returns whether Agora found the player there. It must be safe to repeat.
 * @returns `gone` if Agora did not find the player in its region.
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
				? unknownOutcomeError(error)
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
	// If every region answers 2xx, one of them is its own. If all but one do, that one is its own, and did not find it.
	return missing === 0 ? 'found' : 'gone';
}
