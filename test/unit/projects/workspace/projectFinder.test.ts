import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Project } from '../../../../src/agora/console/projects';
import { Emitter } from '../../../../src/common/emitter';
import { initial, loading, succeeded } from '../../../../src/common/loadable';
import { ProjectStore } from '../../../../src/projects/store/projectStore';
import type { FoundProject } from '../../../../src/projects/workspace/findProject';
import { ProjectFinder, type SearchableWorkspace } from '../../../../src/projects/workspace/projectFinder';

const PROJECT: Project = {
	id: 'stage',
	name: 'Staging',
	appId: 'b'.repeat(32),
	appCertificate: undefined,
	enabled: true,
	createdAt: undefined,
	recordingServer: undefined,
};

/** A workspace whose searches a test answers one by one. */
class TestWorkspace implements SearchableWorkspace {
	private readonly changed = new Emitter<void>();
	isTrusted = true;
	readonly searches: { answer: (found: FoundProject | undefined) => void; fail: () => void }[] = [];
	readonly onDidChange = this.changed.event;

	search(): Promise<FoundProject | undefined> {
		return new Promise((resolve, reject) => {
			this.searches.push({ answer: resolve, fail: () => reject(new Error('no file system')) });
		});
	}

	change(): void {
		this.changed.fire();
	}
}

describe('finding the project of a workspace', () => {
	let store: ProjectStore;
	let workspace: TestWorkspace;
	let finder: ProjectFinder;
	let changes: number;
	let warnings: string[];

	beforeEach(() => {
		vi.useFakeTimers();
		store = new ProjectStore();
		workspace = new TestWorkspace();
		warnings = [];
		finder = new ProjectFinder(store, workspace, { warn: (text) => warnings.push(text) });
		changes = 0;
		finder.onDidChange(() => {
			changes += 1;
		});
		return () => {
			finder.dispose();
			vi.useRealTimers();
		};
	});

	const know = () => store.set(succeeded([PROJECT], 1));

	async function answer(index: number, file: string | undefined): Promise<void> {
		workspace.searches[index]?.answer(file === undefined ? undefined : { projectId: 'stage', file });
		await vi.advanceTimersByTimeAsync(0);
	}

	it('reads no file before the projects are loaded', async () => {
		workspace.change();
		await vi.advanceTimersByTimeAsync(10_000);
		store.set(loading(initial()));
		store.set(succeeded([], 1));
		await finder.ensureSearched();
		expect(workspace.searches).toHaveLength(0);
	});

	it('searches when the projects are loaded, and callers that wait get the result', async () => {
		know();
		const ready = finder.ensureSearched();
		await answer(0, '.env');
		await ready;
		expect(finder.found).toEqual({ projectId: 'stage', file: '.env' });
		expect(changes).toBe(1);
	});

	it('reads no file in a workspace until it is trusted', async () => {
		workspace.isTrusted = false;
		know();
		workspace.change();
		await vi.advanceTimersByTimeAsync(10_000);
		expect(workspace.searches).toHaveLength(0);
		expect(finder.canSearch).toBe(false);
		workspace.isTrusted = true;
		workspace.change();
		await vi.advanceTimersByTimeAsync(300);
		await answer(0, '.env');
		expect(finder.found?.file).toBe('.env');
	});

	it('searches once after several changes, and keeps the result in the meantime', async () => {
		know();
		await answer(0, '.env');
		workspace.change();
		await vi.advanceTimersByTimeAsync(200);
		workspace.change();
		await vi.advanceTimersByTimeAsync(299);
		expect(workspace.searches).toHaveLength(1);
		await vi.advanceTimersByTimeAsync(1);
		expect(workspace.searches).toHaveLength(2);
		expect(finder.found?.file).toBe('.env');
		await answer(1, undefined);
		expect(finder.found).toBeUndefined();
		expect(changes).toBe(2);
	});

	it('searches at once for a caller that waits', async () => {
		know();
		await answer(0, undefined);
		workspace.change();
		const ready = finder.ensureSearched();
		await answer(1, '.env');
		await ready;
		expect(finder.found?.file).toBe('.env');
	});

	it('ignores the result of an earlier search', async () => {
		know();
		know();
		await answer(1, '.env.local');
		await answer(0, '.env');
		expect(finder.found?.file).toBe('.env.local');
	});

	it('removes the result with the projects, and ignores a search in progress', async () => {
		know();
		await answer(0, '.env');
		know();
		store.set(initial());
		expect(finder.found).toBeUndefined();
		await answer(1, '.env');
		expect(finder.found).toBeUndefined();
	});

	it('does not search again while the same projects are being read again', async () => {
		know();
		await answer(0, '.env');
		store.set(loading(store.loadable));
		expect(workspace.searches).toHaveLength(1);
	});

	it('finds nothing when the search fails, and logs only the kind of the error', async () => {
		know();
		workspace.searches[0]?.fail();
		await finder.ensureSearched();
		expect(finder.found).toBeUndefined();
		expect(warnings).toEqual(['the workspace could not be searched for its project: Error']);
	});
});
