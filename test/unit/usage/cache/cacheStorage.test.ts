import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageCacheStorage } from '../../../../src/usage/cache/cacheStorage';
import { type StoredProject, UsageCache } from '../../../../src/usage/cache/usageCache';
import { SimulatedClock } from '../../../fixtures/simulatedClock';

const now = Date.parse('2026-11-22T10:00:00Z');
const span = { from: '2026-10-01', to: '2026-11-22' };

let folder: string;
let warnings: string[];

beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'usage-cache-'));
	warnings = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function newStorage(more: { maxBytes?: number; now?: number } = {}): UsageCacheStorage {
	const clock = new SimulatedClock({ time: more.now ?? now });
	const { maxBytes } = more;
	return new UsageCacheStorage({
		folder: path.join(folder, 'usage'),
		clock,
		warn: (message) => warnings.push(message),
		...(maxBytes !== undefined && { maxBytes }),
	});
}

function projectUsage(value = 1): StoredProject {
	const cache = new UsageCache();
	const columns = [{ key: 'audio', labels: { en: 'Audio', cn: undefined }, unit: 'second' }];
	cache.add({ columns, days: [{ date: '2026-10-02', values: { audio: value } }] }, span, now);
	const stored = cache.toStored('2026-01-01');
	return stored ? { default: stored } : {};
}

async function files(): Promise<string[]> {
	const names = await readdir(folder, { recursive: true, withFileTypes: true });
	return names.filter((each) => each.isFile()).map((each) => path.join(each.parentPath, each.name));
}

describe('UsageCacheStorage', () => {
	it('loads what was saved, per account and project', async () => {
		const storage = newStorage();
		await storage.save(
			'account',
			new Map([
				['p/../1', projectUsage(1)],
				['p2', projectUsage(2)],
			]),
		);
		expect(await newStorage().load('account', 'p/../1')).toEqual(projectUsage(1));
		expect(await newStorage().load('account', 'p2')).toEqual(projectUsage(2));
		expect(await newStorage().load('other', 'p2')).toBeUndefined();
		expect(await newStorage().load('account', 'p3')).toBeUndefined();
		expect(warnings).toEqual([]);
	});

	it('writes complete files only, and only inside its folder', async () => {
		await newStorage().save('../../account', new Map([['../p', projectUsage()]]));
		const all = await files();
		expect(all).toHaveLength(1);
		expect(all[0]).toMatch(/usage\/[0-9a-f]{32}\/[0-9a-f]{32}\.json$/);
	});

	it.each([
		['is broken', 'not json'],
		['is cut off', undefined],
		['is of an older version', 'version'],
		['has invalid days', 'days'],
		['is of another project', 'project'],
	])('ignores a file that %s', async (_, text) => {
		await newStorage().save('account', new Map([['p', projectUsage()]]));
		const [file = ''] = await files();
		const written = await readFile(file, 'utf8');
		const changed =
			text === 'days'
				? written.replace('2026-10-01', '2026-02-31')
				: text === 'version'
					? written.replace('"version":3', '"version":2')
					: text === 'project'
						? written.replace('"project":"p"', '"project":"q"')
						: (text ?? written.slice(0, -9));
		expect(changed).not.toBe(written);
		await writeFile(file, changed);
		expect(await newStorage().load('account', 'p')).toBeUndefined();
	});

	it('ignores a file from the future, such as after the clock was wrong', async () => {
		await newStorage().save('account', new Map([['p', projectUsage()]]));
		expect(await newStorage({ now: now - 1 }).load('account', 'p')).toBeUndefined();
	});

	it('deletes the files of every account that is no longer stored, even one that is being written', async () => {
		const storage = newStorage();
		await storage.save('stays', new Map([['p', projectUsage()]]));
		const writing = storage.save('leaves', new Map([['p', projectUsage()]]));
		await storage.keepOnly(['stays']);
		await writing;
		expect(await storage.load('leaves', 'p')).toBeUndefined();
		expect(await storage.load('stays', 'p')).toEqual(projectUsage());
		expect(await files()).toHaveLength(1);
	});

	it('stays within its size limit by removing the least recently used account first', async () => {
		const one = JSON.stringify({ version: 3, project: 'p', usage: projectUsage() }).length;
		const storage = newStorage({ maxBytes: 2 * one });
		for (const [index, account] of ['old', 'older', 'used'].entries()) {
			const before = await files();
			await newStorage().save(account, new Map([['p', projectUsage()]]));
			const [file = ''] = (await files()).filter((each) => !before.includes(each));
			const time = new Date(now - ([2, 3, 1][index] ?? 0) * 1000);
			await utimes(file, time, time);
		}
		await storage.save('used', new Map([['p', projectUsage()]]));
		expect(await storage.load('older', 'p')).toBeUndefined();
		expect(await storage.load('old', 'p')).toBeDefined();
		expect(await storage.load('used', 'p')).toBeDefined();
	});

	it('logs a disk error without its path, and continues without the cache', async () => {
		await writeFile(path.join(folder, 'usage'), 'a file where the folder should be');
		const storage = newStorage();
		await storage.save('account', new Map([['p', projectUsage()]]));
		expect(await storage.load('account', 'p')).toBeUndefined();
		expect(warnings.join()).toMatch(/^usage cache: E[A-Z]+/);
		expect(warnings.join()).not.toContain(folder);
	});
});
