/** What is certainly no recording: live protocols, FLV over HTTP, which is nearly always a live stream, and pictures. */
const NOT_RECORDED = /\.(?:flv|jpe?g|png)$/i;

/**
 * Whether a source may be on demand, so that it can be played at another speed. No reply says so; an HLS playlist may be either, and
 * List may leave the address out.
 */
export function mayBeOnDemand(streamUrl: string | undefined): boolean {
	if (streamUrl === undefined || !URL.canParse(streamUrl)) {
		return true;
	}
	const { protocol, pathname } = new URL(streamUrl);
	return protocol.startsWith('http') && !NOT_RECORDED.test(pathname);
}
