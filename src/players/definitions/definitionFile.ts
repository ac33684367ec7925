/** Whether a file is a definition, by its name. Other versions of one, as in a diff, are not. */
export function isDefinitionFile({
	scheme,
	path,
}: {
	readonly scheme: string;
	readonly path: string;
}): boolean {
	return scheme !== 'git' && /\.agora-player\.jsonc?$/.test(path);
}
