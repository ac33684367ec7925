import { signNotification } from '../../../src/agora/notifications/signature';
import type { ReceivedRequest } from '../../../src/notifications/requestReader';
import { bytesOf, PLAYER } from '../agora/notifications/bodies';

/** The time of the first notification of a test, in milliseconds since 1970. */
export const START = Date.UTC(2026, 0, 1);

interface Sent {
	/** Signs with this secret; unsigned without one. */
	readonly secret?: string;
	/** When it arrives. */
	readonly at?: number;
}

/** A request with a notification, as a listener passes it on. */
export function requestOf(notice: unknown, { secret, at = START }: Sent = {}): ReceivedRequest {
	const body = bytesOf(notice);
	return { body, signatures: secret === undefined ? {} : signNotification(body, secret), at };
}

/** A body of Media Pull that says that a player changed its status. */
export function statusNotice(
	noticeId: string,
	{ status = 'running', id = PLAYER.id, notifyMs = START, appId }: StatusNotice = {},
): unknown {
	const player = { channelName: 'class32', id, name: 'teacher101', status };
	return {
		...{ noticeId, productId: 4, eventType: 4, notifyMs, payload: { player, lts: START - 500 } },
		...(appId === undefined ? {} : { appId }),
	};
}

interface StatusNotice {
	readonly status?: string;
	readonly id?: string;
	readonly notifyMs?: number;
	readonly appId?: string;
}
