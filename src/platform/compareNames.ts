/** The order of named things on every screen: by name, and "Room 2" before "Room 10". */
export function compareNames(a: { readonly name: string }, b: { readonly name: string }): number {
	return a.name.localeCompare(b.name, undefined, { numeric: true });
}
