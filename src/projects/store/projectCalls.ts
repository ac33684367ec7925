import type { AgoraClient } from '../../agora/client';
import type { Project } from '../../agora/console/projects';
import { isAgoraError } from '../../agora/errors';
import type { AgoraSession, SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { notifyFailure } from '../../ui/notify';
import { withPatientProgress } from '../../ui/progress';
import type { ProjectReader } from './projectReader';
import type { ProjectStore } from './projectStore';

/** One call that changes a project. */
export interface ChangeCall {
	/** The project and how it will be, shown until the server has answered; left out for one that does not exist yet. */
	readonly about?: { readonly projectId: string; readonly expected: Partial<Project> };
	readonly call: (client: AgoraClient, signal: AbortSignal) => Promise<Project>;
}

/** Carries out changes of projects and puts what the server answered into the store. */
export class ProjectCalls {
	readonly #sessions: SessionSource;
	readonly #store: ProjectStore;
	readonly #reader: ProjectReader;
	readonly #clock: Clock;

	constructor(sessions: SessionSource, store: ProjectStore, reader: ProjectReader, clock: Clock) {
		this.#sessions = sessions;
		this.#store = store;
		this.#reader = reader;
		this.#clock = clock;
	}

	/**
	 * Makes the call and gives the project as the server now has it, or undefined where the user was told why it could not
	 * be done, and had it tried again as long as nothing was done.
	 * @param what What is to be done, for the message where it fails.
	 */
	async change(session: AgoraSession, what: string, change: ChangeCall): Promise<Project | undefined> {
		try {
			const project = await withPatientProgress('agora.projects', what, (signal) =>
				this.make(session, change, signal),
			);
			return this.#sessions.current === session ? project : undefined;
		} catch (error) {
			let again: Promise<Project | undefined> | undefined;
			await notifyFailure(what, error, () => {
				again = this.#sessions.current === session ? this.change(session, what, change) : undefined;
			});
			return await again;
		}
	}

	/**
	 * Makes the call without a word. Where its outcome is unknown, or the project is gone, the projects are read again, so that
	 * the screen shows what really happened.
	 * @throws AgoraError as the call does.
	 */
	async make(session: AgoraSession, { about, call }: ChangeCall, signal: AbortSignal): Promise<Project> {
		const shown = about && this.#store.expect(about.projectId, about.expected);
		try {
			const project = await call(session.client, signal);
			if (this.#sessions.current === session) {
				this.#take(project);
			}
			return project;
		} catch (error) {
			this.#reader.invalidate();
			if (isAgoraError(error) && (error.kind === 'notFound' || error.outcome === 'unknown')) {
				void this.#reader.refresh();
			}
			throw error;
		} finally {
			shown?.dispose();
		}
	}

	/** The server answers again: what could not be read of the other projects may be read now. */
	#take(project: Project): void {
		const { value, error } = this.#store.loadable;
		this.#reader.invalidate();
		this.#store.apply(project, this.#clock.monotonic());
		if (value === undefined || error !== undefined) {
			void this.#reader.refresh();
		}
	}
}
