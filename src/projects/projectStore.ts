import type { Project } from '../agora/console/projects';
import type { Disposable } from '../platform/disposable';
import { Emitter } from '../platform/emitter';
import { type Known, nothingKnown, succeeded } from '../platform/known';

/** The only keeper of what is known of the account's projects. */
export class ProjectStore implements Disposable {
	private readonly changed = new Emitter<void>();
	private state: Known<readonly Project[]> = nothingKnown();

	readonly onDidChange = this.changed.event;

	get known(): Known<readonly Project[]> {
		return this.state;
	}

	get projects(): readonly Project[] {
		return this.state.value ?? [];
	}

	set(known: Known<readonly Project[]>): void {
		this.state = known;
		this.changed.fire();
	}

	/** Takes in one project as the server has just told it, without changing the age of the others. */
	apply(project: Project, now: number): void {
		const others = this.projects.filter(({ id }) => id !== project.id);
		this.set(succeeded([...others, project], this.state.readAt ?? now));
	}

	dispose(): void {
		this.changed.dispose();
	}
}
