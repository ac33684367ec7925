import { timingSafeEqual } from 'node:crypto';

/** Whether an Authorization header is HTTP Basic with this pair (both documents, Authentication). */
export function isAuthorized(
	header: string | undefined,
	customerId: string,
	customerSecret: string,
): boolean {
	const sent = /^Basic ([A-Za-z0-9+/]+={0,2})$/i.exec(header ?? '')?.[1];
	if (sent === undefined) {
		return false;
	}
	const actual = Buffer.from(sent, 'base64');
	const expected = Buffer.from(`${customerId}:${customerSecret}`, 'utf8');
	return actual.length === expected.length && timingSafeEqual(actual, expected);
}
