import type * as vscode from 'vscode';
import { REGIONS, type Region } from '../agora/mediaPull/region';

const PLAYERS = 'agora.playerRegions';
const PROJECTS = 'agora.projectRegions';
const KEPT_AT_MOST = 500;

/**
 * Remembers where players were created. Delete and Update need the region in their path, and List never tells
 * it (api-facts §3).
 */
export class RegionMemory {
	private readonly memory: vscode.Memento;

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

	/** Where to look for a player: its known region alone, else all of them, the project's last one first. */
	candidates(appId: string, playerId: string): readonly Region[] {
		const known = this.ofPlayer(playerId);
		const first = this.ofProject(appId) ?? 'na';
		return known ? [known] : [first, ...REGIONS.filter((region) => region !== first)];
	}

	private read(key: string): Map<string, Region> {
		const stored = this.memory.get<unknown>(key);
		const entries = typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
		return new Map(entries.filter((entry): entry is [string, Region] => REGIONS.includes(entry[1])));
	}

	private async write(key: string, id: string, region: Region): Promise<void> {
		const entries = [...this.read(key)].filter(([each]) => each !== id);
		const kept = [...entries, [id, region] as const].slice(-KEPT_AT_MOST);
		await this.memory.update(key, Object.fromEntries(kept));
	}
}
