import * as v from 'valibot';
import {
	type HostPlan,
	localPlan,
	PRIMARY_DOMAINS,
	type PrimaryDomain,
	planOf,
	planWithPrimary,
} from '../agora/http/hosts';

/**
 * A stored account, without its secret: what may lie in VS Code's global state. Customer ID and Customer
 * Secret are in the vault under the account's id.
 */
export const accountSchema = v.variant('area', [
	v.object({
		id: v.string(),
		label: v.string(),
		area: v.picklist(['global', 'mainland']),
		/** Chosen by the user; undefined for the one of the area. */
		primaryDomain: v.fallback(v.optional(v.picklist(PRIMARY_DOMAINS)), undefined),
	}),
	v.object({ id: v.string(), label: v.string(), area: v.literal('local'), localServer: v.string() }),
]);

export type Account = v.InferOutput<typeof accountSchema>;

/**
 * Where the account's credentials may be sent, or undefined where a stored local address is not 127.0.0.1, [::1] or localhost,
 * so that edited state cannot carry credentials elsewhere.
 */
export function hostsOfAccount(account: Account): HostPlan | undefined {
	if (account.area === 'local') {
		return localPlan(account.localServer);
	}
	return account.primaryDomain === undefined ? planOf(account.area) : planWithPrimary(account.primaryDomain);
}

/** The account with another primary domain, or with that of its area. An account of a local server has none. */
export function withPrimaryDomain(account: Account, primaryDomain: PrimaryDomain | undefined): Account {
	if (account.area === 'local') {
		return account;
	}
	const { primaryDomain: _, ...without } = account;
	return primaryDomain === undefined ? without : { ...without, primaryDomain };
}
