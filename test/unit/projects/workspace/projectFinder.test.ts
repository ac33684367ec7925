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

	it('looks at nothing before the projects are known', async () => {
		workspace.change();
		await vi.advanceTimersByTimeAsync(10_000);
		store.set(loading(initial()));
		store.set(succeeded([], 1));
		await finder.ensureSearched();
		expect(workspace.searches).toHaveLength(0);
	});

	it('looks once they are, and whoever waits gets what was found', async () => {
		know();
		const ready = finder.ensureSearched();
		await answer(0, '.env');
		await ready;
		expect(finder.found).toEqual({ projectId: 'stage', file: '.env' });
		expect(changes).toBe(1);
	});

	it('looks at nothing in a workspace that is not trusted, until it is', async () => {
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

	it('looks again once after a burst of changes, and keeps what it had meanwhile', async () => {
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

	it('does not make whoever waits wait for the burst to end', async () => {
		know();
		await answer(0, undefined);
		workspace.change();
		const ready = finder.ensureSearched();
		await answer(1, '.env');
		await ready;
		expect(finder.found?.file).toBe('.env');
	});

	it('drops the answer of an earlier search', async () => {
		know();
		know();
		await answer(1, '.env.local');
		await answer(0, '.env');
		expect(finder.found?.file).toBe('.env.local');
	});

	it('forgets what it found with the projects, and drops what was on its way', async () => {
		know();
		await answer(0, '.env');
		know();
		store.set(initial());
		expect(finder.found).toBeUndefined();
		await answer(1, '.env');
		expect(finder.found).toBeUndefined();
	});

	it('does not look again while the same projects are only being read again', async () => {
		know();
		await answer(0, '.env');
		store.set(loading(store.loadable));
		expect(workspace.searches).toHaveLength(1);
	});

	it('finds nothing in a workspace that cannot be searched, and logs no more than that', async () => {
		know();
		workspace.searches[0]?.fail();
		await finder.ensureSearched();
		expect(finder.found).toBeUndefined();
		expect(warnings).toEqual(['the workspace could not be searched for its project: Error']);
	});
});
