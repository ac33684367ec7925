/** Whether a file is a template of an env file, by its name: templates are committed with the sources, so no credentials belong there. */
export function isEnvTemplate(name: string): boolean {
	return /\.(?:example|sample|template|dist|defaults?)$/i.test(name);
}
