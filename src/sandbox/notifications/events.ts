/** An event before it is sent. Times are in milliseconds since 1970. */
export interface SandboxEvent {
	readonly productId: number;
	readonly eventType: number;
	/** The project. */
	readonly appId: string;
	readonly at: number;
	readonly payload: object;
}

/** The events of one product. */
export interface ProductEvents {
	readonly productId: number;
	/** Ignores what happened until now. */
	start(now: number): void;
	/** The events since `start` or the last call, oldest first. */
	catchUp(now: number): SandboxEvent[];
	/** When there may be an event after now, unless something is changed until then; Infinity if there is none. */
	nextAt(now: number): number;
}

/** Test events of the Agora Console have this channel and uid (docs/agora-api.md, Notifications). */
const TEST = { channelName: 'test_webhook', uid: 12121212 };

const PLAYER_TYPES = [1, 3, 4];
const CHANNEL_TYPES = [101, 102, 103, 104, 105, 106, 107, 108, 111, 112];

/** What the health check of the Agora Console sends for a product: one event of each type. */
export function testEvents(productId: number, appId: string, now: number): SandboxEvent[] {
	const isMediaPull = productId === 4;
	return (isMediaPull ? PLAYER_TYPES : CHANNEL_TYPES).map((eventType) => ({
		...{ productId, eventType, appId, at: now },
		payload: isMediaPull
			? { player: { ...TEST, id: '0'.repeat(32), name: 'test_webhook', status: 'running' }, lts: now }
			: { ...TEST, platform: 1, clientSeq: now, reason: 1, duration: 1, ts: Math.floor(now / 1000) },
	}));
}
