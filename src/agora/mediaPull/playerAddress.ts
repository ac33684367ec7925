import type { Region } from './region';

export interface PlayerAddress {
	/** The region in which the player was created. No reply tells it. */
	readonly region: Region;
	readonly appId: string;
	readonly id: string;
}
