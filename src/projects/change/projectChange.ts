import type { Project } from '../../agora/console/projects';
import type { AgoraClient } from '../../agora/http/client';
import type { MessageAction } from '../../ui/notify';
import type { Changed } from './changeEach';

/** A change that can be made of one project or of several, with its words. */
export interface ProjectChange {
	/** What is to be done to one, such as “Disable project Class”. */
	readonly what: (project: Project) => string;
	/** How a project will be, as far as that is known: shown until the server has answered. */
	readonly expected: Partial<Project>;
	readonly call: (client: AgoraClient, project: Project, signal: AbortSignal) => Promise<Project>;
	/** What was done. */
	readonly done: (changed: readonly Changed[]) => string;
	/** Whether that tells more than the tree shows, so that a line in the status bar would not do. */
	readonly tellsMore?: boolean;
	/** What can be done next besides undoing it. */
	readonly next?: (changed: readonly Changed[]) => readonly MessageAction[];
	/** Left out where it is only ever made of one project at a time. */
	readonly several?: {
		/** The title while they are under way. */
		readonly title: string;
		/** How far it came, such as “2 of 5 projects disabled.” */
		readonly partlyDone: (done: number, total: number) => string;
	};
	/** How it is undone. Left out where the API has no way back. */
	readonly undo?: {
		/** Whether a project is as the change left it: only then may it be undone. */
		readonly isStill: (now: Project) => boolean;
		readonly back: ProjectChange;
	};
}
