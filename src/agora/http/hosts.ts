import { likelyRegion, NEIGHBOURS, type ServerRegion } from './serverRegions';

/** Which servers an account talks to. `local` is a stand-in on this machine. */
export type Area = 'global' | 'mainland' | 'local';

/** The hosts of one domain that answer for every account, in the order in which they are tried. */
export interface HostLine {
	readonly primary: URL;
	/** Of the regions next to the one that the primary's name most likely leads to; the nearest first. */
	readonly neighbours: readonly URL[];
}

/** Where an account's requests may go. Only `planOf`, `planWithPrimary` and `localPlan` make one, so that nothing can add a host. */
export interface HostPlan {
	readonly own: HostLine;
	/** Undefined where there is one domain only. */
	readonly other: HostLine | undefined;
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

function lineOf(domain: Domain, region: ServerRegion): HostLine {
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
