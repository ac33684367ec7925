import type * as vscode from 'vscode';
import { REGIONS, type Region } from '../../agora/mediaPull/region';

const PLAYERS = 'agora.playerRegions';
const PROJECTS = 'agora.projectRegions';
const KEPT_AT_MOST = 500;

/**
 * Remembers where players were created or found. Delete and Update need the region in their path, and List never tells
 * it (api-facts §3).
 */
export class RegionMemory {
	private readonly memory: vscode.Memento;
	/** What is stored under each key, read once: every row asks for its region. */
	private readonly known = new Map<string, Map<string, Region>>();

	constructor(memory: vscode.Memento) {
		this.memory = memory;
	}

	ofPlayer(id: string): Region | undefined {
		return this.read(PLAYERS).get(id);
	}

	/** The region last used in a project. */
	ofProject(appId: string): Region | undefined {
		return this.read(PROJECTS).get(appId);
	}

	async remember(appId: string, playerId: string, region: Region): Promise<void> {
		await this.write(PLAYERS, playerId, region);
		await this.write(PROJECTS, appId, region);
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
		const used = [...this.read(PLAYERS).values()];
		const likeness = (region: Region) =>
			region === first ? Number.POSITIVE_INFINITY : used.filter((each) => each === region).length;
		return REGIONS.toSorted((a, b) => compare(likeness(b), likeness(a)));
	}

	private read(key: string): ReadonlyMap<string, Region> {
		const known = this.known.get(key);
		if (known) {
			return known;
		}
		const stored = this.memory.get<unknown>(key);
		const entries = typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
		const read = new Map(entries.filter((entry): entry is [string, Region] => REGIONS.includes(entry[1])));
		this.known.set(key, read);
		return read;
	}

	private async write(key: string, id: string, region: Region): Promise<void> {
		const entries = [...this.read(key)].filter(([each]) => each !== id);
		const kept = new Map([...entries, [id, region] as const].slice(-KEPT_AT_MOST));
		this.known.set(key, kept);
		await this.memory.update(key, Object.fromEntries(kept));
	}
}

/** As the difference would be, were Infinity less itself nothing. */
function compare(a: number, b: number): number {
	return a === b ? 0 : a - b;
}
