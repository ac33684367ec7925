export type TokenUser = { readonly uid: number } | { readonly account: string };

/**
 * Whom a token is for, from what was typed: a number is a uid, anything else an account. Digits after a leading zero are
 * an account too, since no uid is written that way.
 */
export function tokenUserOf(typed: string): TokenUser {
	return /^(?:0|[1-9]\d*)$/.test(typed) ? { uid: Number(typed) } : { account: typed };
}
