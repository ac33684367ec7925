import { isEnvTemplate } from '../env/envTemplate';

/** Whether a file is one where secrets belong: `.env`, `.env.local`, `server.env` and the like, but not `.env.example`. */
export function isEnvFile(path: string): boolean {
	const name = path.slice(path.lastIndexOf('/') + 1);
	return /^\.env|.\.env$/i.test(name) && !isEnvTemplate(name);
}
