import type { Project } from '../../agora/console/projects';
import { type Disposable, toDisposable } from '../../common/disposable';
import { Emitter } from '../../common/emitter';
import { initial, type Loadable } from '../../common/loadable';

/** What is different about a project once a change is done. */
type ProjectChange = Readonly<Partial<Omit<Project, 'id'>>>;

/** The only keeper of what is known of the account's projects, and of what changes under way will make of them. */
export class ProjectStore implements Disposable {
	readonly #changed = new Emitter<void>();
	#state: Loadable<readonly Project[]> = initial();
	#expectations: readonly { readonly projectId: string; readonly change: ProjectChange }[] = [];

	readonly onDidChange = this.#changed.event;

	get loadable(): Loadable<readonly Project[]> {
		return this.#state;
	}

	/** As the server told them, whatever is expected. */
	get projects(): readonly Project[] {
		return this.#state.value ?? [];
	}

	set(known: Loadable<readonly Project[]>): void {
		this.#state = known;
		this.#changed.fire();
	}

	/** Takes in one project as the server has just told it. How old the others are stays as it was, and why that is. */
	apply(project: Project, now: number): void {
		const others = this.projects.filter(({ id }) => id !== project.id);
		this.set({ ...this.#state, value: [...others, project], loadedAt: this.#state.loadedAt ?? now });
	}

	/** Knows nothing more, neither of projects nor of changes under way: they were those of another account. */
	clear(): void {
		this.#expectations = [];
		this.set(initial());
	}

	/**
	 * Shows a project as a change under way will make it, until the answer is disposed of: when the change is done
	 * and applied, or failed. Of several that overlap, the later wins where both say something. An empty change marks
	 * the project without saying what will come of it.
	 */
	expect(projectId: string, change: ProjectChange): Disposable {
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

	/** The project as changes under way will make it; undefined where there are none. */
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
