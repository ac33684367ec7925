/** The regions that have a host of their own, `api-<region>`, under both domains (Console REST API, Domain name table). */
export type ServerRegion =
	| 'us-west-1'
	| 'us-east-1'
	| 'ap-southeast-1'
	| 'ap-northeast-1'
	| 'eu-west-1'
	| 'eu-central-1'
	| 'cn-east-1'
	| 'cn-north-1';

/**
 * The two regions to turn to when a region cannot be reached, the nearest first: the other one of the same part of the world
 * (api-facts §5), as in the document's example of Central and Western Europe, and then the nearest one of another part, in
 * case the whole part is cut off. Regions outside the Chinese mainland never turn to it: the way across its border is the
 * slowest and the least reliable there is.
 */
export const NEIGHBOURS: Readonly<Record<ServerRegion, readonly [ServerRegion, ServerRegion]>> = {
	// Then across the Pacific: Northeast Asia is where its cables land.
	'us-west-1': ['us-east-1', 'ap-northeast-1'],
	// Then across the Atlantic.
	'us-east-1': ['us-west-1', 'eu-west-1'],
	// Then across the Atlantic, which is nearer than any part of Asia.
	'eu-west-1': ['eu-central-1', 'us-east-1'],
	'eu-central-1': ['eu-west-1', 'us-east-1'],
	// Then westward: the cables through the Indian Ocean reach Europe before those through the Pacific reach America.
	'ap-southeast-1': ['ap-northeast-1', 'eu-central-1'],
	// Then across the Pacific.
	'ap-northeast-1': ['ap-southeast-1', 'us-west-1'],
	// Then the nearest region outside, in case only the mainland's are out of order.
	'cn-east-1': ['cn-north-1', 'ap-northeast-1'],
	'cn-north-1': ['cn-east-1', 'ap-northeast-1'],
};

/** Where a part of the world ends, as hours from UTC; each row reaches up to its number and includes it. */
const REGION_BY_OFFSET: readonly (readonly [number, ServerRegion])[] = [
	[-6.5, 'us-west-1'],
	[-2, 'us-east-1'],
	[0, 'eu-west-1'],
	// To the Urals and the Gulf, with Africa's east.
	[4.5, 'eu-central-1'],
	[8, 'ap-southeast-1'],
	[14, 'ap-northeast-1'],
];

/**
 * The region that an area's primary name most likely leads to from here. DNS decides that by where the question comes from,
 * and the answer cannot be told apart by its address; so the mainland's name is taken to lead into the mainland, and the
 * other one to where this machine's time of day is kept. A wrong guess (a container that runs on UTC) costs a longer way for
 * as long as the primary is away, and nothing else: every host answers for every account.
 *
 * @param offsetMinutes this machine's distance from UTC, positive in the east.
 */
export function likelyRegion(area: 'global' | 'mainland', offsetMinutes: number): ServerRegion {
	if (area === 'mainland') {
		return 'cn-east-1';
	}
	const row = REGION_BY_OFFSET.find(([upTo]) => offsetMinutes / 60 <= upTo);
	return row?.[1] ?? 'ap-northeast-1';
}
