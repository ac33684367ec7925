/** Which servers an account talks to. `local` is a stand-in on this machine. */
export type Area = 'global' | 'mainland' | 'local';

/** The hosts of one domain that answer for every account, in the order in which they are tried. */
export interface DomainHosts {
	readonly primary: URL;
	/** Of the regions next to the one that the primary's name most likely leads to; the nearest first. */
	readonly neighbours: readonly URL[];
}

/** Where an account's requests may go. Only `planOf`, `planWithPrimary` and `localPlan` make one, so that nothing can add a host. */
export interface HostPlan {
	readonly own: DomainHosts;
	/** Undefined where there is one domain only. */
	readonly other: DomainHosts | undefined;
	/** Whether the user has chosen the primary, rather than the account's area. */
	readonly isChosen?: boolean;
}

const DOMAINS = { global: 'agora.io', mainland: 'sd-rtn.com' } as const;

type Domain = (typeof DOMAINS)[keyof typeof DOMAINS];

/**
 * The primary domain names to choose from (Console REST API, Ensure service reliability): by where the requests come from,
 * `api.sd-rtn.com` in the Chinese mainland and `api.agora.io` elsewhere. Both serve accounts of either area.
 */
export const PRIMARY_DOMAINS = ['api.agora.io', 'api.sd-rtn.com'] as const;

export type PrimaryDomain = (typeof PRIMARY_DOMAINS)[number];

/**
 * The hosts of an account whose user has chosen the primary domain: the other one is its alternate, and the neighbouring regions
 * are those of the place that the choice implies.
 */
export function planWithPrimary(domain: PrimaryDomain): HostPlan {
	return { ...planOf(domain === 'api.sd-rtn.com' ? 'mainland' : 'global'), isChosen: true };
}

/**
 * The hosts of a service area (Console REST API, Ensure service reliability): the area's own domain with the other one as its
 * alternate, and the hosts of the regions next to `region`, which stand under both domains.
 *
 * @param region where the primary's name leads from here.
 */
export function planOf(
	area: 'global' | 'mainland',
	region: ServerRegion = likelyRegion(area, -new Date().getTimezoneOffset()),
): HostPlan {
	const other = area === 'global' ? 'mainland' : 'global';
	return { own: lineOf(DOMAINS[area], region), other: lineOf(DOMAINS[other], region) };
}

function lineOf(domain: Domain, region: ServerRegion): DomainHosts {
	return {
		primary: new URL(`https://api.${domain}`),
		neighbours: NEIGHBOURS[region].map((neighbour) => new URL(`https://api-${neighbour}.${domain}`)),
	};
}

/** The plan of a server on this machine, which has one host only; undefined where `parseLocalServer` refuses the address. */
export function localPlan(text: string): HostPlan | undefined {
	const primary = parseLocalServer(text);
	return primary && { own: { primary, neighbours: [] }, other: undefined };
}

/**
 * Reads the address of a local server: an http or https origin on 127.0.0.1, [::1] or localhost, with nothing after the port.
 * Returns undefined for everything else, so that no setting can carry credentials to another machine: VS Code sends requests to
 * other addresses, those of 127.0.0.0/8 included, through the HTTP proxy.
 */
export function parseLocalServer(text: string): URL | undefined {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (!url || !['http:', 'https:'].includes(url.protocol) || url.href !== `${url.origin}/`) {
		return undefined;
	}
	return LOCAL_HOSTS.includes(url.hostname) ? url : undefined;
}

/** The names that never go through a proxy, as `URL` writes them: IPv4 in four decimal parts, IPv6 in brackets and shortened. */
const LOCAL_HOSTS: readonly string[] = ['127.0.0.1', '[::1]', 'localhost'];

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
 * (docs/agora-api.md, Hosts), as in the document's example of Central and Western Europe, and then the nearest one of another part, in
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
