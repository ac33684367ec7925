/** The examples of Agora's documents (docs/agora-api.md, Notifications). */
export const PLAYER = {
	channelName: 'class32',
	createTs: 1575508644,
	id: '2a784467d647bb87b60b719f6fa56317',
	idleTimeout: 300,
	name: 'teacher101',
	streamUrl: 'rtmp://example.agora.io/live/class32/teacher101',
	token: 'planted-token',
	uid: 101,
	status: 'connecting',
};

export const USER = {
	channelName: 'class32',
	uid: 589,
	platform: 1,
	clientSeq: 1625051030746,
	ts: 1560408533,
};

export function playerNotice(eventType: unknown, payload: unknown) {
	return {
		noticeId: '2000001428:4330:107',
		productId: 4,
		eventType,
		notifyMs: 1611566412672,
		payload,
	};
}

export function channelNotice(eventType: unknown, payload: unknown) {
	return { ...playerNotice(eventType, payload), productId: 1 };
}

export function bytesOf(json: unknown): Uint8Array {
	return Buffer.from(JSON.stringify(json));
}
