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
