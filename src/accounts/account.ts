import * as v from 'valibot';
import { type HostPlan, localPlan, planOf } from '../agora/http/hosts';

/**
 * A stored account, without its secret: what may lie in VS Code's global state. Customer ID and Customer
 * Secret are in the vault under the account's id.
 */
export const accountSchema = v.variant('area', [
	v.object({ id: v.string(), label: v.string(), area: v.picklist(['global', 'mainland']) }),
	v.object({ id: v.string(), label: v.string(), area: v.literal('local'), localServer: v.string() }),
]);

export type Account = v.InferOutput<typeof accountSchema>;

/**
 * Where the account's credentials may be sent, or undefined where a stored local address is not 127.0.0.1, [::1] or localhost,
 * so that edited state cannot carry credentials elsewhere.
 */
export function hostsOfAccount(account: Account): HostPlan | undefined {
	return account.area === 'local' ? localPlan(account.localServer) : planOf(account.area);
}
