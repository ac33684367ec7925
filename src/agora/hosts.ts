/** The servers of an account. `local` is a server on this machine. */
export type Area = 'global' | 'mainland' | 'local';

/** The hosts of one domain, in the order in which they are tried. Each serves every account. */
export interface DomainHosts {
	readonly primary: URL;
	/** Hosts of the regions next to the one that the primary's name probably resolves to; the nearest first. */
	readonly neighbours: readonly URL[];
}

/** The hosts that an account's requests may be sent to. Created by `planOf`, `planWithPrimary` and `localPlan` only. */
export interface HostPlan {
	readonly own: DomainHosts;
	/** The alternate domain; undefined for a local server. */
	readonly other: DomainHosts | undefined;
	/** Whether the user has chosen the primary, rather than the account's area. */
	readonly isChosen?: boolean;
}

const DOMAINS = { global: 'agora.io', mainland: 'sd-rtn.com' } as const;

type Domain = (typeof DOMAINS)[keyof typeof DOMAINS];

/**
 * The primary domain names (Console REST API, Ensure service reliability): `api.sd-rtn.com` for requests from the Chinese mainland
 * and `api.agora.io` for others. Both serve accounts of either area.
 */
export const PRIMARY_DOMAINS = ['api.agora.io', 'api.sd-rtn.com'] as const;

export type PrimaryDomain = (typeof PRIMARY_DOMAINS)[number];

/**
 * The hosts of an account whose user has chosen the primary domain. The other domain is the alternate; the neighbouring regions
 * follow from the choice.
 */
export function planWithPrimary(domain: PrimaryDomain): HostPlan {
	return { ...planOf(domain === 'api.sd-rtn.com' ? 'mainland' : 'global'), isChosen: true };
}

/**
 * The hosts of a service area (Console REST API, Ensure service reliability): the area's own domain with the other one as its
 * alternate, and the hosts of the regions next to `region`, which exist under both domains.
 *
 * @param region what the primary's name resolves to on this machine.
 */
export function planOf(
	area: 'global' | 'mainland',
	region: ServerRegion = likelyRegion(area, -new Date().getTimezoneOffset()),
): HostPlan {
	const other = area === 'global' ? 'mainland' : 'global';
	return { own: hostsOf(DOMAINS[area], region), other: hostsOf(DOMAINS[other], region) };
}

function hostsOf(domain: Domain, region: ServerRegion): DomainHosts {
	return {
		primary: new URL(`https://api.${domain}`),
		neighbours: NEIGHBOURS[region].map((neighbour) => new URL(`https://api-${neighbour}.${domain}`)),
	};
}

/** The plan of a server on this machine; undefined if `parseLocalServer` refuses the address. */
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

/** The regions that have a host `api-<region>` under both domains (Console REST API, Domain name table). */
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
 * The two regions to try if a region cannot be reached, the nearest first: the other one of the same part of the world
 * (docs/agora-api.md, Hosts), as in the document's example of Central and Western Europe, then the nearest one of another part.
 * Regions outside the Chinese mainland do not fall back to it, because connections across its border are slow and unreliable.
 */
export const NEIGHBOURS: Readonly<Record<ServerRegion, readonly [ServerRegion, ServerRegion]>> = {
	// Then across the Pacific, where the cables land in Northeast Asia.
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
	// Then the nearest region outside the mainland.
	'cn-east-1': ['cn-north-1', 'ap-northeast-1'],
	'cn-north-1': ['cn-east-1', 'ap-northeast-1'],
};

/** Regions by time zone: each row includes offsets up to its number, in hours from UTC. */
const REGION_BY_OFFSET: readonly (readonly [number, ServerRegion])[] = [
	[-6.5, 'us-west-1'],
	[-2, 'us-east-1'],
	[0, 'eu-west-1'],
	// As far as the Urals and the Gulf, including East Africa.
	[4.5, 'eu-central-1'],
	[8, 'ap-southeast-1'],
	[14, 'ap-northeast-1'],
];

/**
 * The region that an area's primary name probably resolves to on this machine. DNS depends on the location, and an address does not
 * show its region, so the mainland's name is assumed to resolve to the mainland, and the other one to the region of this machine's
 * time zone. A wrong guess, such as in a container that runs on UTC, only makes the fallback slower: every host serves every
 * account.
 *
 * @param offsetMinutes this machine's offset from UTC, positive in the east.
 */
export function likelyRegion(area: 'global' | 'mainland', offsetMinutes: number): ServerRegion {
	if (area === 'mainland') {
		return 'cn-east-1';
	}
	const row = REGION_BY_OFFSET.find(([upTo]) => offsetMinutes / 60 <= upTo);
	return row?.[1] ?? 'ap-northeast-1';
}
