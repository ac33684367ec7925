/** Words that mark a template, wherever they stand in a name: `.env.example`, `example.env`, `.env.sample.local`. */
const TEMPLATE_WORD = /example|sample|template|default/i;

/** Words that mean something else inside other words. */
const TEMPLATE_PART = /(?:^|[._-])(?:dist|schema|skel|skeleton|stub|tmpl|tpl)(?:$|[._-])/i;

/**
 * Whether a file is a template of an env file, by its name: templates are committed with the sources, so no credentials belong
 * there.
 */
export function isEnvTemplate(name: string): boolean {
	return TEMPLATE_WORD.test(name) || TEMPLATE_PART.test(name);
}

/** Extensions of source, documents and data, which are committed whatever comes before them: `.env.js`, `.env.d.ts`. */
const SOURCE_EXTENSION =
	/\.(?:[cm]?[jt]sx?|json[5c]?|ya?ml|toml|xml|ini|md|txt|html?|css|vue|svelte|astro|py|rb|php|go|rs|java|kts?|swift|dart|cs|c|cc|cpp|h|hpp|m|mm|lua|pl|ex|exs|scala|groovy|sh|bash|zsh|fish|ps1|bat|cmd|nix|tf)$/i;

/** Whether a file is one where secrets belong, by its name: `.env`, `.env.local`, `.envrc`, but not `.env.example` or `.env.js`. */
export function isSecretEnvFile(name: string): boolean {
	return /^\.env(?:rc|\..+)?$/i.test(name) && !isEnvTemplate(name) && !SOURCE_EXTENSION.test(name);
}
