/** What is behind a stream URL. Nothing is fetched: the URL alone tells. */
export type Source =
	| { readonly kind: 'live' }
	| { readonly kind: 'onDemand'; readonly seconds: number }
	| { readonly kind: 'unreachable' };

const DEFAULT_LENGTH_SECONDS = 600;

/**
 * - a host or path with `unreachable` or `missing` in it cannot be played;
 * - a path ending in `.mp4` or `.mkv` is a file of 600 seconds, or of N where it ends in `-Ns.mp4`;
 * - everything else is a live stream (or an image) without end.
 */
export function sourceOf(streamUrl: string): Source {
	const { hostname, pathname } = new URL(streamUrl);
	if (/unreachable|missing/i.test(hostname + pathname)) {
		return { kind: 'unreachable' };
	}
	const file = /(?:-(\d+)s)?\.(?:mp4|mkv)$/i.exec(pathname);
	if (file === null) {
		return { kind: 'live' };
	}
	return { kind: 'onDemand', seconds: file[1] === undefined ? DEFAULT_LENGTH_SECONDS : Number(file[1]) };
}
