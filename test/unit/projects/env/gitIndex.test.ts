import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mayBeTracked } from '../../../../src/projects/env/gitignore';

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

	it('tells what is tracked', () => {
		expect(mayBeTracked(index(), 'web/.env.local')).toBe(true);
		expect(mayBeTracked(index(), 'web/.env')).toBe(false);
		expect(mayBeTracked(index(), '.env')).toBe(false);
	});

	it('may track anything where a part of it lies in another file, or folders stand for what is in them', () => {
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

	it('may track anything where its paths are not written out, or where it is none', () => {
		git('update-index', '--index-version', '4');
		expect(mayBeTracked(index(), '.env')).toBe(true);
		expect(mayBeTracked(Buffer.from('something else'), '.env')).toBe(true);
		expect(mayBeTracked(Buffer.alloc(0), '.env')).toBe(true);
	});
});
