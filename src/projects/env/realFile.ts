import { constants, type FileHandle, lstat, mkdir, open, readlink, realpath, unlink } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** The limit of Linux for links that follow one another. */
const MAX_LINKS = 40;

/** The file was moved or replaced after its path was resolved. */
export class MovedFileError extends Error {
	override readonly name = 'MovedFileError';
}

/**
 * Resolves all symbolic links in a path. The file, and the target of the last link, need not exist.
 *
 * @throws NodeJS.ErrnoException for a cycle of links and for a folder that cannot be read.
 */
export async function realTarget(path: string, linksLeft = MAX_LINKS): Promise<string> {
	try {
		return await realpath(path);
	} catch (error) {
		const parent = dirname(path);
		if (codeOf(error) !== 'ENOENT' || parent === path || linksLeft === 0) {
			throw error;
		}
		const target = join(await realTarget(parent, linksLeft - 1), basename(path));
		return (await isLink(target))
			? await realTarget(resolve(dirname(target), await readlink(target)), linksLeft - 1)
			: target;
	}
}

/**
 * The path of a file relative to a folder, with `/`; undefined where it is outside of the folder or in `.git`.
 *
 * @param folder without symbolic links, as `file`.
 */
export function pathInside(folder: string, file: string): string | undefined {
	const path = relative(folder, file);
	const parts = path.split(sep);
	const isOutside = path === '' || isAbsolute(path) || parts[0] === '..';
	return isOutside || parts.some((part) => part.toLowerCase() === '.git') ? undefined : parts.join('/');
}

/** Whether there is a symbolic link, even a broken one. */
export async function isLink(path: string): Promise<boolean> {
	try {
		return (await lstat(path)).isSymbolicLink();
	} catch {
		return false;
	}
}

/**
 * Changes a file in place, or creates it and its folders. Follows no symbolic link at the file or above it. Reads and writes through one
 * handle, so that the file cannot be replaced in between. Restores the content where writing fails.
 *
 * @param path without symbolic links, from `realTarget`.
 * @param edit returns the new content, or undefined to keep the file. Its parameter is undefined where there is no file.
 * @throws MovedFileError where the path now leads elsewhere.
 */
export async function editInPlace(
	path: string,
	edit: (before: Uint8Array | undefined) => Uint8Array | undefined,
	sizeLimit: number,
): Promise<'written' | 'unchanged' | 'tooLarge'> {
	const existing = await openInPlace(path, 0);
	if (!existing) {
		const content = edit(undefined);
		return content === undefined ? 'unchanged' : await createInPlace(path, content);
	}
	try {
		const { size } = await checkLocation(existing, path);
		if (size > sizeLimit) {
			return 'tooLarge';
		}
		const before = await existing.readFile();
		const after = edit(before);
		if (after === undefined) {
			return 'unchanged';
		}
		try {
			await overwrite(existing, after);
		} catch (error) {
			await overwrite(existing, before).catch(() => undefined);
			throw error;
		}
		return 'written';
	} finally {
		await existing.close();
	}
}

async function createInPlace(path: string, content: Uint8Array): Promise<'written'> {
	await mkdir(dirname(path), { recursive: true });
	const created = await openInPlace(path, constants.O_CREAT | constants.O_EXCL);
	if (!created) {
		throw new MovedFileError('The folder is gone.');
	}
	try {
		await checkLocation(created, path);
		await overwrite(created, content);
		return 'written';
	} catch (error) {
		if (await isAt(created, path)) {
			await unlink(path).catch(() => undefined);
		}
		throw error;
	} finally {
		await created.close();
	}
}

/** Undefined where there is no file. Does not block on a pipe. */
async function openInPlace(path: string, flags: number): Promise<FileHandle | undefined> {
	// Windows does not have these flags; `checkLocation` covers it.
	const { O_RDWR, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
	try {
		return await open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | flags, 0o666);
	} catch (error) {
		switch (codeOf(error)) {
			case 'ENOENT':
				return undefined;
			case 'ELOOP':
			case 'EMLINK':
			case 'EEXIST':
				throw new MovedFileError('Something else is in the place of the file.');
			default:
				throw error;
		}
	}
}

/** Checks that the opened file is the one at the path, without links in the path. */
async function checkLocation(file: FileHandle, path: string) {
	const stat = await file.stat();
	const parent = dirname(path);
	if (!stat.isFile() || (await realpath(parent)) !== parent || !(await isAt(file, path))) {
		throw new MovedFileError('The path leads elsewhere.');
	}
	return stat;
}

async function isAt(file: FileHandle, path: string): Promise<boolean> {
	try {
		const [opened, found] = await Promise.all([file.stat({ bigint: true }), lstat(path, { bigint: true })]);
		return opened.ino === found.ino && opened.dev === found.dev;
	} catch {
		return false;
	}
}

async function overwrite(file: FileHandle, content: Uint8Array): Promise<void> {
	for (let at = 0; at < content.length; ) {
		const { bytesWritten } = await file.write(content, at, content.length - at, at);
		at += bytesWritten;
	}
	await file.truncate(content.length);
}

function codeOf(error: unknown): unknown {
	return error instanceof Error && 'code' in error ? error.code : undefined;
}
