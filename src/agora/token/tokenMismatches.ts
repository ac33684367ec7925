import { type ChannelUser, channelUserText } from '../session';
import type { TokenContent } from './readToken';

/** What a token is wanted for; what is left out is not looked at. */
export interface TokenPurpose {
	readonly appId?: string | undefined;
	readonly channelName?: string | undefined;
	readonly user?: ChannelUser | undefined;
	/** Milliseconds since 1970 at which it must be valid. */
	readonly at?: number | undefined;
}

export type TokenMismatch = 'appId' | 'notRtc' | 'channelName' | 'user' | 'notYetValid' | 'expired';

/** Every reason why a token does not serve a purpose; none when it does, its signature aside. */
export function tokenMismatches(
	{ appId, issuedAt, expiresAt, rtc }: TokenContent,
	purpose: TokenPurpose,
): TokenMismatch[] {
	const { at } = purpose;
	const mismatches: [TokenMismatch, boolean][] = [
		['appId', purpose.appId !== undefined && purpose.appId !== appId],
		['notRtc', rtc === undefined],
		['channelName', isOther(rtc?.channelName, purpose.channelName)],
		['user', isOther(rtc?.user, purpose.user && channelUserText(purpose.user))],
		['notYetValid', at !== undefined && at < issuedAt.getTime()],
		['expired', at !== undefined && at >= (rtc?.privileges.joinChannel ?? expiresAt).getTime()],
	];
	return mismatches.filter(([, applies]) => applies).map(([mismatch]) => mismatch);
}

/** An empty text in a token stands for any. uid 0 asks the server to choose, which only such a token allows. */
function isOther(granted: string | undefined, wanted: string | undefined): boolean {
	return wanted !== undefined && granted !== undefined && granted !== '' && granted !== wanted;
}
