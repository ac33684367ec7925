import type { AgoraClient } from '../../agora/client';
import type { Project } from '../../agora/console/projects';
import { isAgoraError } from '../../agora/errors';
import type { AgoraSession, SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { notifyFailure } from '../../ui/notify';
import { withPatientProgress } from '../../ui/progress';
import type { ProjectReader } from './projectReader';
import type { ProjectStore } from './projectStore';

/** A call that changes or creates a project. */
interface ChangeCall {
	/** The project and its expected result, shown until the server has answered; undefined for a new project. */
	readonly target?: { readonly projectId: string; readonly expected: Partial<Project> };
	readonly call: (client: AgoraClient, signal: AbortSignal) => Promise<Project>;
}

/** Sends changes of projects and stores the project of the response. */
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
	 * Sends a change with progress. Shows a failure, and sends again when the user chooses Retry.
	 *
	 * @param what the action, for the message of a failure.
	 * @returns the changed project; undefined after a failure, and when the session has ended.
	 */
	async change(session: AgoraSession, what: string, change: ChangeCall): Promise<Project | undefined> {
		try {
			const project = await withPatientProgress('agora.projects', what, (signal) =>
				this.send(session, change, signal),
			);
			return this.#sessions.current === session ? project : undefined;
		} catch (error) {
			let retry: Promise<Project | undefined> | undefined;
			await notifyFailure(what, error, () => {
				retry = this.#sessions.current === session ? this.change(session, what, change) : undefined;
			});
			return await retry;
		}
	}

	/**
	 * Sends a change without progress or messages. Reads the projects again where the outcome is unknown or the project is gone.
	 *
	 * @throws AgoraError as the call does.
	 */
	async send(session: AgoraSession, { target, call }: ChangeCall, signal: AbortSignal): Promise<Project> {
		const expectation = target && this.#store.expect(target.projectId, target.expected);
		try {
			const project = await call(session.client, signal);
			if (this.#sessions.current === session) {
				this.#apply(project);
			}
			return project;
		} catch (error) {
			this.#reader.invalidate();
			if (isAgoraError(error) && (error.kind === 'notFound' || error.outcome === 'unknown')) {
				void this.#reader.refresh();
			}
			throw error;
		} finally {
			expectation?.dispose();
		}
	}

	/** Also reads the projects again where the last attempt failed: the server responds again. */
	#apply(project: Project): void {
		const { value, error } = this.#store.loadable;
		this.#reader.invalidate();
		this.#store.apply(project, this.#clock.monotonic());
		if (value === undefined || error !== undefined) {
			void this.#reader.refresh();
		}
	}
}
