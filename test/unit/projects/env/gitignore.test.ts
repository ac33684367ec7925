import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ignoreLine, isCertainlyIgnored, mayBeTracked } from '../../../../src/projects/env/gitignore';

function ignored(file: string, ...lines: string[]): boolean {
	return isCertainlyIgnored(file, [{ folder: '', text: lines.join('\n') }]);
}

describe('what Git certainly ignores', () => {
	it.each([
		['.env', '.env'],
		['.env.local', '.env*'],
		['.env.local', '.env*.local'],
		['web/.env', '.env'],
		['web/.env', 'web/'],
		['web/.env', '/web'],
		['web/api/.env', 'web/**/.env'],
		['web/.env', 'web/**/.env'],
		['web/api/.env', '**/.env'],
		['web/api/.env', 'web/**'],
		['.env', '.en?'],
		['.env', '*'],
		['.env', '.env   '],
		['.env', '.env\r'],
	])('%s by %j', (file, line) => {
		expect(ignored(file, '# secrets', line, '')).toBe(true);
	});

	it.each([
		['.env', '#.env'],
		['.env', '.env/'],
		['.env', 'env'],
		['.env.local', '.env'],
		['web/.env', '/.env'],
		['web/.env', '*/api/.env'],
		['web/api/.env', 'web/*.env'],
		['.env', '\\.env'],
		['.env', '.[e]nv'],
		['xenv', '.env'],
	])('%s not by %j', (file, line) => {
		expect(ignored(file, line)).toBe(false);
	});

	it('does not contain what a later line includes again', () => {
		expect(ignored('.env', '.env*', '!.env')).toBe(false);
		expect(ignored('.env', '.env*', '!.[a-z]nv')).toBe(false);
		expect(ignored('.env', '.env*', '!.env\r')).toBe(false);
		expect(ignored('a/b/.env', '.env', '!***/.env')).toBe(false);
		expect(ignored('.env', '!.env', '.env*')).toBe(true);
	});

	it('contains a file in an ignored folder, even if a line includes it again', () => {
		expect(ignored('web/.env', 'web/', '!.env')).toBe(true);
	});

	it('depends on the closest .gitignore', () => {
		const root = { folder: '', text: '.env' };
		expect(isCertainlyIgnored('web/.env', [root, { folder: 'web', text: '!.env' }])).toBe(false);
		expect(isCertainlyIgnored('web/.env', [{ folder: 'web', text: '/.env' }])).toBe(true);
		expect(isCertainlyIgnored('webs/.env', [{ folder: 'web', text: '.env' }])).toBe(false);
	});
});

describe('Git itself', () => {
	let folder: string;

	beforeAll(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'agora-ignore-'));
		git('init', '--quiet');
		mkdirSync(path.join(folder, 'a', 'b'), { recursive: true });
	});

	afterAll(() => {
		rmSync(folder, { recursive: true, force: true });
	});

	function git(...args: string[]): string {
		const env = { ...process.env, GIT_CONFIG_NOSYSTEM: '1', HOME: folder, XDG_CONFIG_HOME: folder };
		return execFileSync('git', args, { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' });
	}

	function gitIgnores(file: string): boolean {
		try {
			git('check-ignore', '--quiet', file);
			return true;
		} catch {
			return false;
		}
	}

	const part = fc.constantFrom('.env', '.env*', '*', '**', '***', 'a', 'b', '?', '.[e]nv', '\\.env', 'a*b');
	const line = fc
		.tuple(
			fc.constantFrom('', '!', '/', '!/'),
			fc.array(part, { minLength: 1, maxLength: 3 }),
			fc.constantFrom('', '/', ' ', '\r'),
		)
		.map(([start, parts, end]) => start + parts.join('/') + end);
	const lines = fc.array(line, { maxLength: 4 });

	it('ignores every file that is certainly ignored', () => {
		let certain = 0;
		fc.assert(
			fc.property(lines, lines, (root, inner) => {
				const files = [
					{ folder: '', text: root.join('\n') },
					{ folder: 'a', text: inner.join('\n') },
				];
				if (isCertainlyIgnored('a/b/.env', files)) {
					certain += 1;
					writeFileSync(path.join(folder, '.gitignore'), root.join('\n'));
					writeFileSync(path.join(folder, 'a', '.gitignore'), inner.join('\n'));
					expect(gitIgnores('a/b/.env')).toBe(true);
				}
			}),
			{ numRuns: 400 },
		);
		expect(certain).toBeGreaterThan(50);
	});

	it('ignores a file with the line that is added for it', () => {
		const text = `!web\n${ignoreLine('web/.env-x_1.local')}\n`;
		writeFileSync(path.join(folder, '.gitignore'), text);
		expect(gitIgnores('web/.env-x_1.local')).toBe(true);
		expect(gitIgnores('api/web/.env-x_1.local')).toBe(false);
	});
});

describe('the index of a repository', () => {
	let folder: string;

	beforeAll(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'agora-index-'));
		git('init', '--quiet');
		mkdirSync(path.join(folder, 'web'));
		writeFileSync(path.join(folder, 'web', '.env.local'), 'A=1\n');
		git('add', 'web/.env.local');
	});

	afterAll(() => {
		rmSync(folder, { recursive: true, force: true });
	});

	function git(...args: string[]): void {
		execFileSync('git', args, { cwd: folder, stdio: 'pipe' });
	}

	const index = () => readFileSync(path.join(folder, '.git', 'index'));

	it('shows which files may be tracked', () => {
		expect(mayBeTracked(index(), 'web/.env.local')).toBe(true);
		expect(mayBeTracked(index(), 'web/.env')).toBe(false);
		expect(mayBeTracked(index(), '.env')).toBe(false);
	});

	it('may track any file when it is split or contains folders only', () => {
		git('update-index', '--split-index');
		expect(mayBeTracked(index(), 'web/.env.local')).toBe(true);
		git('update-index', '--no-split-index');
		expect(mayBeTracked(index(), '.env')).toBe(false);
		git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--message', 'first');
		git('sparse-checkout', 'set', '--cone', '--sparse-index', 'other');
		expect(mayBeTracked(index(), 'web/.env.local')).toBe(true);
		git('sparse-checkout', 'disable');
		expect(mayBeTracked(index(), '.env')).toBe(false);
	});

	it('may track any file when its paths are compressed, or when it is not an index', () => {
		git('update-index', '--index-version', '4');
		expect(mayBeTracked(index(), '.env')).toBe(true);
		expect(mayBeTracked(Buffer.from('something else'), '.env')).toBe(true);
		expect(mayBeTracked(Buffer.alloc(0), '.env')).toBe(true);
	});
});
