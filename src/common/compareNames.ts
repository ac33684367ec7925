/** Made once: `localeCompare` with options takes some thirty times as long. */
const COLLATOR = new Intl.Collator(undefined, { numeric: true });

/** The order of named things on every screen: by name, and "Room 2" before "Room 10". */
export function compareNames(a: { readonly name: string }, b: { readonly name: string }): number {
	return COLLATOR.compare(a.name, b.name);
}
