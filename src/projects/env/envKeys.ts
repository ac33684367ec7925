/** The two keys of an env file that a framework reads the credentials from (docs/agora-api.md, The official CLI). */
export interface KeyStyle {
	readonly appId: string;
	readonly certificate: string;
}

export const PLAIN_KEYS: KeyStyle = { appId: 'AGORA_APP_ID', certificate: 'AGORA_APP_CERTIFICATE' };

export const NEXT_KEYS: KeyStyle = {
	appId: 'NEXT_PUBLIC_AGORA_APP_ID',
	certificate: 'NEXT_AGORA_APP_CERTIFICATE',
};

const LEGACY_KEYS: KeyStyle = { appId: 'APP_ID', certificate: 'APP_CERTIFICATE' };

/** Every key that is taken for an App ID's, the one that decides first. */
export const APP_ID_KEYS: readonly string[] = [
	PLAIN_KEYS.appId,
	NEXT_KEYS.appId,
	'VITE_AGORA_APP_ID',
	'REACT_APP_AGORA_APP_ID',
	LEGACY_KEYS.appId,
];

/** Every key that is taken for an App Certificate's. */
export const CERTIFICATE_KEYS: readonly string[] = [
	PLAIN_KEYS.certificate,
	NEXT_KEYS.certificate,
	LEGACY_KEYS.certificate,
];

/** Prefixes of keys whose values the build tools put into what browsers download. */
const PUBLIC_PREFIXES: readonly string[] = ['NEXT_PUBLIC_', 'VITE_', 'REACT_APP_', 'PUBLIC_', 'EXPO_PUBLIC_'];

/** Whether every reader of env files, and every shell, takes it for the name of a variable. */
export function isKey(key: string): boolean {
	return /^[A-Za-z_]\w*$/.test(key);
}

/** Whether a build tool hands the value of this key to everybody who opens the page. */
export function isPublicKey(key: string): boolean {
	return PUBLIC_PREFIXES.some((prefix) => key.startsWith(prefix));
}

/** The key for the certificate that goes with a key for the App ID, out of every browser's sight. */
export function certificateKeyFor(appIdKey: string): string {
	const prefix = PUBLIC_PREFIXES.find((each) => appIdKey.startsWith(each)) ?? '';
	const key = appIdKey.slice(prefix.length);
	return /APP_?ID/i.test(key) ? key.replace(/APP_?ID/i, 'APP_CERTIFICATE') : `${key}_CERTIFICATE`;
}

/** Under which keys credentials are written: those of a style, or keys of one's own. */
export type StyleName = 'plain' | 'next' | 'custom';

/** The style of the key that the file has for the App ID already, else that of the framework. */
export function proposedStyle(heldKey: string | undefined, usesNext: boolean): StyleName {
	switch (heldKey) {
		case PLAIN_KEYS.appId:
			return 'plain';
		case NEXT_KEYS.appId:
			return 'next';
		case undefined:
			return usesNext ? 'next' : 'plain';
		default:
			return 'custom';
	}
}

/**
 * Whether a path leads to a file inside the folder it is relative to, and every tool can be told it without quoting. Git's own
 * folder is no place for an env file.
 */
export function checkEnvPath(path: string): boolean {
	return path
		.split('/')
		.every(
			(part) => /^[\w.-]+$/.test(part) && !/^(?:-|\.{1,2}$)/.test(part) && part.toLowerCase() !== '.git',
		);
}

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

/** Whether a file is one where secrets belong, by its path with `/`. */
export function isEnvFile(path: string): boolean {
	return isSecretEnvFile(path.slice(path.lastIndexOf('/') + 1));
}
