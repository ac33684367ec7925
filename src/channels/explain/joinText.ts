import { optionalUserText } from '../../agora/session';
import { findToken, tokenProblem } from '../../agora/token/findToken';
import { readToken } from '../../agora/token/readToken';

/** What a text says about a join. */
export interface JoinText {
	readonly appId?: string;
	readonly channelName?: string;
	/** As `readOptionalUser` reads it. */
	readonly user?: string;
	/** Readable. A secret. */
	readonly token?: string;
}

/** A selection or the clipboard may be of any size. */
const MAX_LENGTH = 100_000;

const APP_ID = /app[-_ ]?id["'`]?\s*[:=]\s*["'`]?([\da-f]{32})(?![\da-f])/i;
const CHANNEL = /channel(?:[-_ ]?(?:name|id))?/;
const UID = /(?<![a-z])(?:user[-_ ]?id|uid)/;
const ACCOUNT = /(?<![a-z])(?:user[-_ ]?)?account/;

/**
 * Finds App ID, channel, user and token in a text, such as a line of code, JSON, a URL or a log. What the text names counts; the
 * content of its token fills in the rest. Without a token, an account alone is not taken for a join.
 */
export function readJoinText(text: string): JoinText | undefined {
	const part = text.slice(0, MAX_LENGTH);
	const found = findToken(part);
	const token = tokenProblem(found) === undefined ? found : undefined;
	const content = token === undefined ? undefined : readToken(token);
	const appId = APP_ID.exec(part)?.[1] ?? content?.appId;
	const channelName = namedValue(part, CHANNEL) ?? (content?.rtc?.channelName || undefined);
	const user = uidOf(part) ?? namedValue(part, ACCOUNT) ?? (content?.rtc?.user || undefined);
	if (token === undefined && appId === undefined && channelName === undefined) {
		return undefined;
	}
	return {
		...(appId !== undefined && { appId }),
		...(channelName !== undefined && { channelName }),
		...(user !== undefined && { user: optionalUserText(user) }),
		...(token !== undefined && { token }),
	};
}

/** A quoted value, or an unquoted one directly after `=`: `channel=class32` in a URL or a log, but not `channel: name` in code. */
function namedValue(text: string, key: RegExp): string | undefined {
	const quoted = new RegExp(`${key.source}["'\`]?\\s*[:=]\\s*(["'\`])((?:(?!\\1)[^\\r\\n]){1,255})\\1`, 'i');
	const bare = new RegExp(`${key.source}=([^\\s"'\`&,;(){}\\[\\]<>$]{1,255})`, 'i');
	const value = quoted.exec(text)?.[2];
	return value ?? decoded(bare.exec(text)?.[1]);
}

function uidOf(text: string): string | undefined {
	return new RegExp(`${UID.source}["'\`]?\\s*[:=]\\s*["'\`]?(\\d{1,10})(?![\\w.])`, 'i').exec(text)?.[1];
}

/** A value of a URL. */
function decoded(value: string | undefined): string | undefined {
	try {
		return value && decodeURIComponent(value);
	} catch {
		return value;
	}
}
