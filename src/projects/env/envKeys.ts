/** The keys that a framework reads the credentials from (docs/agora-api.md, The official CLI). */
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

/** The keys of an App ID, in order of precedence. */
export const APP_ID_KEYS: readonly string[] = [
	PLAIN_KEYS.appId,
	NEXT_KEYS.appId,
	'VITE_AGORA_APP_ID',
	'REACT_APP_AGORA_APP_ID',
	LEGACY_KEYS.appId,
];

/** The keys of an App Certificate. */
export const CERTIFICATE_KEYS: readonly string[] = [
	PLAIN_KEYS.certificate,
	NEXT_KEYS.certificate,
	LEGACY_KEYS.certificate,
];

/** Build tools include the values of keys with these prefixes in the code that browsers download. */
const PUBLIC_PREFIXES: readonly string[] = ['NEXT_PUBLIC_', 'VITE_', 'REACT_APP_', 'PUBLIC_', 'EXPO_PUBLIC_'];

/** Whether all readers of env files and all shells accept the key as the name of a variable. */
export function isKey(key: string): boolean {
	return /^[A-Za-z_]\w*$/.test(key);
}

/** Whether a build tool exposes the value of this key to everyone who opens the page. */
export function isPublicKey(key: string): boolean {
	return PUBLIC_PREFIXES.some((prefix) => key.startsWith(prefix));
}

/** The key for the certificate that matches a key for the App ID, without a public prefix. */
export function certificateKeyFor(appIdKey: string): string {
	const prefix = PUBLIC_PREFIXES.find((each) => appIdKey.startsWith(each)) ?? '';
	const key = appIdKey.slice(prefix.length);
	return /APP_?ID/i.test(key) ? key.replace(/APP_?ID/i, 'APP_CERTIFICATE') : `${key}_CERTIFICATE`;
}

/** The keys to write: those of a framework, or keys that the user enters. */
export type StyleName = 'plain' | 'next' | 'custom';

/** The style of the App ID key in the file, otherwise that of the framework. */
export function proposedStyle(existingKey: string | undefined, usesNext: boolean): StyleName {
	switch (existingKey) {
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
 * Whether a relative path is inside its folder, outside of `.git`, and needs no quoting in any tool.
 */
export function checkEnvPath(path: string): boolean {
	return path
		.split('/')
		.every(
			(part) => /^[\w.-]+$/.test(part) && !/^(?:-|\.{1,2}$)/.test(part) && part.toLowerCase() !== '.git',
		);
}

/** Words that mark a template anywhere in a name: `.env.example`, `example.env`, `.env.sample.local`. */
const TEMPLATE_WORD = /example|sample|template|default/i;

/** Words that mark a template only as a whole part of a name. */
const TEMPLATE_PART = /(?:^|[._-])(?:dist|schema|skel|skeleton|stub|tmpl|tpl)(?:$|[._-])/i;

/**
 * Whether a file is a template of an env file, by its name. Templates are committed, so they must not contain credentials.
 */
function isEnvTemplate(name: string): boolean {
	return TEMPLATE_WORD.test(name) || TEMPLATE_PART.test(name);
}

/** Extensions of files that are committed even with the prefix `.env`, such as `.env.js` and `.env.d.ts`. */
const SOURCE_EXTENSION =
	/\.(?:[cm]?[jt]sx?|json[5c]?|ya?ml|toml|xml|ini|md|txt|html?|css|vue|svelte|astro|py|rb|php|go|rs|java|kts?|swift|dart|cs|c|cc|cpp|h|hpp|m|mm|lua|pl|ex|exs|scala|groovy|sh|bash|zsh|fish|ps1|bat|cmd|nix|tf)$/i;

/** Whether secrets belong in a file, by its name: `.env`, `.env.local`, `.envrc`, but not `.env.example` or `.env.js`. */
export function isSecretEnvFile(name: string): boolean {
	return /^\.env(?:rc|\..+)?$/i.test(name) && !isEnvTemplate(name) && !SOURCE_EXTENSION.test(name);
}

/** Whether secrets belong in a file, by its path with `/`. */
export function isEnvFile(path: string): boolean {
	return isSecretEnvFile(path.slice(path.lastIndexOf('/') + 1));
}
