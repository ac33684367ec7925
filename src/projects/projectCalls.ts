import type { Project } from '../agora/console/projects';
import type { AgoraClient } from '../agora/http/client';
import { isAgoraError } from '../agora/http/error';
import type { AgoraSession, SessionSource } from '../agora/session';
import type { Clock } from '../platform/clock';
import { notifyFailure } from '../ui/notify';
import { withViewProgress } from '../ui/progress';
import type { ProjectReader } from './projectReader';
import type { ProjectStore } from './projectStore';

/** Carries out one change of a project and puts what the server answered into the store. */
export class ProjectCalls {
	private readonly sessions: SessionSource;
	private readonly store: ProjectStore;
	private readonly reader: ProjectReader;
	private readonly clock: Clock;

	constructor(sessions: SessionSource, store: ProjectStore, reader: ProjectReader, clock: Clock) {
		this.sessions = sessions;
		this.store = store;
		this.reader = reader;
		this.clock = clock;
	}

	/**
	 * Makes the call and gives the project as the server now has it, or undefined after telling the user why
	 * it could not be done. Where nothing was done the user may have it tried again. Where the outcome is unknown
	 * the projects are read again, so that the screen shows what really happened.
	 * @param what What is to be done, for the message where it fails.
	 */
	async change(
		session: AgoraSession,
		what: string,
		call: (client: AgoraClient) => Promise<Project>,
	): Promise<Project | undefined> {
		try {
			const project = await withViewProgress('agora.projects', () => call(session.client));
			if (this.sessions.current !== session) {
				return undefined;
			}
			this.store.apply(project, this.clock.now());
			return project;
		} catch (error) {
			if (isAgoraError(error) && (error.kind === 'notFound' || error.outcome === 'unknown')) {
				void this.reader.refresh();
			}
			let again: Promise<Project | undefined> | undefined;
			await notifyFailure(what, error, () => {
				again = this.sessions.current === session ? this.change(session, what, call) : undefined;
			});
			return await again;
		}
	}
}
