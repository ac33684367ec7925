/**
 * A path relative to a folder in its plain form, with `/` and without `.` and `..`; undefined where it is absolute, names
 * the folder itself or leads out of it.
 */
export function insideFolder(path: string): string | undefined {
	if (/^(?:[\\/]|[A-Za-z]:)/.test(path) || path.includes('\0')) {
		return undefined;
	}
	const parts: string[] = [];
	for (const part of path.split(/[\\/]/)) {
		if (part === '..' && parts.pop() === undefined) {
			return undefined;
		}
		if (part !== '..' && part !== '.' && part !== '') {
			parts.push(part);
		}
	}
	return parts.length === 0 ? undefined : parts.join('/');
}
