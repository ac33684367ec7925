/** Which servers an account talks to. `local` is a stand-in on this machine. */
export type Area = 'global' | 'mainland' | 'local';

const SERVERS = { global: 'https://api.agora.io', mainland: 'https://api.sd-rtn.com' } as const;

/** The primary server of an area (Console REST API, Ensure service reliability). */
export function serverOf(area: 'global' | 'mainland'): URL {
	return new URL(SERVERS[area]);
}

/**
 * Reads the address of a local server: an http or https origin on loopback (127.0.0.0/8, ::1 or localhost), with nothing
 * after the port. Answers undefined for everything else, so that no setting can carry credentials to another machine.
 */
export function parseLocalServer(text: string): URL | undefined {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (!url || !['http:', 'https:'].includes(url.protocol) || url.href !== `${url.origin}/`) {
		return undefined;
	}
	return isLoopback(url.hostname) ? url : undefined;
}

/** `hostname` as `URL` writes it: IPv4 in four decimal parts, IPv6 in brackets and shortened. */
function isLoopback(hostname: string): boolean {
	return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
