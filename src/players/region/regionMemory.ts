import type { Memento } from 'vscode';
import { REGIONS, type Region } from '../../agora/mediaPull/region';
import { BoundedMemento } from '../../ui/boundedMemento';

const KEPT_AT_MOST = 500;

/**
 * Remembers where players are for certain: they were created there, or nothing else explains what Agora answered. Delete and Update need the region in their path, and List never tells
 * it (api-facts §3).
 */
export class RegionMemory {
	private readonly players: BoundedMemento<Region>;
	private readonly projects: BoundedMemento<Region>;

	constructor(memento: Pick<Memento, 'get' | 'update'>) {
		this.players = new BoundedMemento(memento, 'agora.playerRegions', KEPT_AT_MOST, readRegion);
		this.projects = new BoundedMemento(memento, 'agora.projectRegions', KEPT_AT_MOST, readRegion);
	}

	ofPlayer(id: string): Region | undefined {
		return this.players.get(id);
	}

	/** The region last used in a project. */
	ofProject(appId: string): Region | undefined {
		return this.projects.get(appId);
	}

	async remember(appId: string, playerId: string, region: Region): Promise<void> {
		await this.players.set(playerId, region);
		await this.projects.set(appId, region);
	}

	/** What was known of a player turned out to be wrong. */
	async forget(playerId: string): Promise<void> {
		await this.players.delete(playerId);
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
		const used = [...this.players.entries.values()];
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
