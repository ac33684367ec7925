import type { Project } from '../../agora/console/projects';
import { type Disposable, toDisposable } from '../../common/disposable';
import { Emitter } from '../../common/emitter';
import { initial, type Loadable } from '../../common/loadable';

/** The properties of a project that a change sets. */
type ExpectedChange = Readonly<Partial<Omit<Project, 'id'>>>;

/** Stores the projects of the account and the expected results of changes in progress. */
export class ProjectStore implements Disposable {
	readonly #changed = new Emitter<void>();
	#loadable: Loadable<readonly Project[]> = initial();
	#expectations: readonly { readonly projectId: string; readonly change: ExpectedChange }[] = [];

	readonly onDidChange = this.#changed.event;

	get loadable(): Loadable<readonly Project[]> {
		return this.#loadable;
	}

	/** As the server returned them, without expected changes. */
	get projects(): readonly Project[] {
		return this.#loadable.value ?? [];
	}

	set(loadable: Loadable<readonly Project[]>): void {
		this.#loadable = loadable;
		this.#changed.fire();
	}

	/** Stores one project that the server has just returned. Does not change `loadedAt` and `error`, which describe the others. */
	apply(project: Project, now: number): void {
		const others = this.projects.filter(({ id }) => id !== project.id);
		this.set({ ...this.#loadable, value: [...others, project], loadedAt: this.#loadable.loadedAt ?? now });
	}

	/** Removes the projects and the expectations, after the account has changed. */
	clear(): void {
		this.#expectations = [];
		this.set(initial());
	}

	/**
	 * Shows the expected result of a change until the returned object is disposed of. Where changes overlap, the later one wins. An empty
	 * change only marks the project as changing.
	 */
	expect(projectId: string, change: ExpectedChange): Disposable {
		const expectation = { projectId, change };
		this.#expectations = [...this.#expectations, expectation];
		this.#changed.fire();
		return toDisposable(() => {
			if (this.#expectations.includes(expectation)) {
				this.#expectations = this.#expectations.filter((each) => each !== expectation);
				this.#changed.fire();
			}
		});
	}

	/** The project with the expected changes; undefined where there are none. */
	expected(project: Project): Project | undefined {
		let expected: Project | undefined;
		for (const { projectId, change } of this.#expectations) {
			if (projectId === project.id) {
				expected = { ...(expected ?? project), ...change };
			}
		}
		return expected;
	}

	dispose(): void {
		this.#changed.dispose();
	}
}
