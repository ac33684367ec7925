import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	realpathSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	editInPlace,
	isLink,
	MovedFileError,
	pathInside,
	realTarget,
} from '../../../../src/projects/env/realFile';

let folder: string;
let outside: string;

beforeEach(() => {
	const root = realpathSync(mkdtempSync(join(tmpdir(), 'agora-links-')));
	folder = join(root, 'folder');
	outside = join(root, 'outside');
	mkdirSync(folder);
	mkdirSync(outside);
});

afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const at = (...parts: string[]) => join(folder, ...parts);

describe('realTarget', () => {
	it('follows links in place of the file and of the folders above it', async () => {
		mkdirSync(at('config'));
		writeFileSync(at('config', 'app.env'), '');
		symlinkSync('config', at('linked'));
		symlinkSync('linked/app.env', at('.env'));
		expect(await realTarget(at('.env'))).toBe(at('config', 'app.env'));
		expect(await realTarget(at('linked', 'new', '.env'))).toBe(at('config', 'new', '.env'));
	});

	it('follows a link to a file that does not exist', async () => {
		symlinkSync(join(outside, 'stolen'), at('.env'));
		symlinkSync('.env', at('.env.local'));
		expect(await realTarget(at('.env'))).toBe(join(outside, 'stolen'));
		expect(await realTarget(at('.env.local'))).toBe(join(outside, 'stolen'));
	});

	it('refuses a cycle of links', async () => {
		symlinkSync('b', at('a'));
		symlinkSync('a', at('b'));
		await expect(realTarget(at('a'))).rejects.toThrow();
	});

	it('leaves a path without links as it is', async () => {
		expect(await realTarget(at('server', '.env'))).toBe(at('server', '.env'));
	});
});

it.each([
	['.env', '.env'],
	['server/.env', 'server/.env'],
	['..env', '..env'],
	['../outside/.env', undefined],
	['../folder2/.env', undefined],
	['.git/hooks/pre-commit', undefined],
	['a/.GIT/config', undefined],
	['', undefined],
])('%s from the folder is %s', (path, expected) => {
	expect(pathInside(folder, join(folder, path))).toBe(expected);
});

describe('editInPlace', () => {
	const LIMIT = 1000;
	const bytes = (text: string) => Buffer.from(text);
	const read = (path: string) => readFileSync(path, 'utf8');

	it('changes a file, creates one, or leaves it as it is', async () => {
		writeFileSync(at('a'), 'a longer text');
		expect(await editInPlace(at('a'), (before) => bytes(`${before?.length}`), LIMIT)).toBe('written');
		expect(read(at('a'))).toBe('13');
		expect(await editInPlace(at('a'), () => undefined, LIMIT)).toBe('unchanged');
		expect(await editInPlace(at('b'), (before) => bytes(String(before)), LIMIT)).toBe('written');
		expect(read(at('b'))).toBe('undefined');
		expect(await editInPlace(at('d', 'e', 'f'), () => bytes('f'), LIMIT)).toBe('written');
		expect(read(at('d', 'e', 'f'))).toBe('f');
		expect(await editInPlace(at('c'), () => undefined, LIMIT)).toBe('unchanged');
		expect(existsSync(at('c'))).toBe(false);
	});

	it('does not change a file that is too large', async () => {
		writeFileSync(at('a'), 'x'.repeat(LIMIT + 1));
		expect(await editInPlace(at('a'), () => bytes(''), LIMIT)).toBe('tooLarge');
		expect(read(at('a'))).toHaveLength(LIMIT + 1);
	});

	it('does not follow a link in place of the file', async () => {
		writeFileSync(join(outside, 'a'), 'theirs');
		symlinkSync(join(outside, 'a'), at('a'));
		symlinkSync(join(outside, 'new'), at('b'));
		await expect(editInPlace(at('a'), () => bytes('secret'), LIMIT)).rejects.toBeInstanceOf(MovedFileError);
		await expect(editInPlace(at('b'), () => bytes('secret'), LIMIT)).rejects.toBeInstanceOf(MovedFileError);
		expect(read(join(outside, 'a'))).toBe('theirs');
		expect(readdirSync(outside)).toEqual(['a']);
		expect(await isLink(at('b'))).toBe(true);
	});

	it('does not follow a link in place of a folder above it, and creates nothing there', async () => {
		writeFileSync(join(outside, 'a'), 'theirs');
		symlinkSync(outside, at('server'));
		await expect(editInPlace(at('server', 'a'), () => bytes('secret'), LIMIT)).rejects.toBeInstanceOf(
			MovedFileError,
		);
		await expect(editInPlace(at('server', 'b'), () => bytes('secret'), LIMIT)).rejects.toBeInstanceOf(
			MovedFileError,
		);
		expect(read(join(outside, 'a'))).toBe('theirs');
		expect(readdirSync(outside)).toEqual(['a']);
	});

	it('writes to the file that it has read, even if another one replaces it in the meantime', async () => {
		writeFileSync(at('a'), 'mine');
		writeFileSync(join(outside, 'a'), 'theirs');
		const swap = () => {
			renameSync(at('a'), at('moved'));
			symlinkSync(join(outside, 'a'), at('a'));
			return bytes('secret');
		};
		await editInPlace(at('a'), swap, LIMIT);
		expect(read(join(outside, 'a'))).toBe('theirs');
		expect(read(at('moved'))).toBe('secret');
	});

	it('creates no file where a link appears in the meantime', async () => {
		const swap = () => {
			symlinkSync(join(outside, 'new'), at('a'));
			return bytes('secret');
		};
		await expect(editInPlace(at('a'), swap, LIMIT)).rejects.toBeInstanceOf(MovedFileError);
		expect(readdirSync(outside)).toEqual([]);
	});

	it('refuses a path that is not a file', async () => {
		mkdirSync(at('a'));
		await expect(editInPlace(at('a'), () => bytes(''), LIMIT)).rejects.toThrow();
	});
});
