/** Templates of env files are committed with the sources, unlike the env files themselves. */
const ENV_FILE = /^\.env(?!.*\.(?:example|sample|template|dist|defaults)$)/i;

/** Whether a file is one where secrets belong: `.env`, `.env.local` and the like, but not `.env.example`. */
export function isEnvFile(path: string): boolean {
	return ENV_FILE.test(path.slice(path.lastIndexOf('/') + 1));
}
