import { constants, type FileHandle, lstat, mkdir, open, readlink, realpath, unlink } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** As many links after one another as Linux follows. */
const LINKS_AT_MOST = 40;

/** A file is not where it was found before: somebody put something else in its place. */
export class MovedFileError extends Error {
	override readonly name = 'MovedFileError';
}

/**
 * Where a file is, or where it would be created, once every symbolic link on the way is followed: also one to a file that does
 * not exist.
 *
 * @throws NodeJS.ErrnoException where a link leads in circles or a folder cannot be read.
 */
export async function realTarget(path: string, linksLeft = LINKS_AT_MOST): Promise<string> {
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
 * The path of a file from a folder, with `/`; undefined where it is not inside of it, or is Git's own.
 *
 * @param folder Without symbolic links, as `file`.
 */
export function pathInside(folder: string, file: string): string | undefined {
	const path = relative(folder, file);
	const parts = path.split(sep);
	const isOutside = path === '' || isAbsolute(path) || parts[0] === '..';
	return isOutside || parts.some((part) => part.toLowerCase() === '.git') ? undefined : parts.join('/');
}

/** Whether there is a symbolic link, wherever it leads. */
export async function isLink(path: string): Promise<boolean> {
	try {
		return (await lstat(path)).isSymbolicLink();
	} catch {
		return false;
	}
}

/**
 * Changes a file in place, or creates it and the folders above it, without following a link: neither one in place of the file nor one in place of a
 * folder above it. Reads, compares and writes through one handle, so that nothing can be put in between. Where writing fails the
 * file gets its former content.
 *
 * @param path Without symbolic links, as `realTarget` gives it.
 * @param edit Gives the new content, or undefined to leave the file as it is. `undefined` is passed where there is no file.
 * @returns Whether the file was written.
 * @throws MovedFileError where the path leads elsewhere by now.
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
		const { size } = await checkPlace(existing, path);
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
		await checkPlace(created, path);
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

/** Undefined where there is no such file. Never waits, as opening a pipe would. */
async function openInPlace(path: string, flags: number): Promise<FileHandle | undefined> {
	// Windows has neither flag; the place is checked after opening in any case.
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

/** Makes sure that what was opened is the file at this path, with no link on the way to it. */
async function checkPlace(file: FileHandle, path: string) {
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
