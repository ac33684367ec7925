import { isSecretEnvFile } from '../env/envTemplate';

/** Whether a file is one where secrets belong, by its path with `/`. */
export function isEnvFile(path: string): boolean {
	return isSecretEnvFile(path.slice(path.lastIndexOf('/') + 1));
}
