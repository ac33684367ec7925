import type { Project } from '../agora/console/projects';
import type { AgoraSession, SessionSource } from '../agora/session';
import { type Disposable, DisposableStore } from '../platform/disposable';
import { Emitter } from '../platform/emitter';

/** Which projects this window's tree shows. Another account starts without a filter. */
export class ProjectFilter implements Disposable {
	private readonly subscriptions = new DisposableStore();
	private readonly changed = this.subscriptions.add(new Emitter<void>());
	private readonly sessions: SessionSource;
	private accountId: string | undefined;
	private wanted = '';

	readonly onDidChange = this.changed.event;

	constructor(sessions: SessionSource) {
		this.sessions = sessions;
		this.accountId = sessions.current?.accountId;
		this.subscriptions.add(sessions.onDidChange(() => this.follow()));
	}

	/** What is searched for; empty where every project is shown. */
	get text(): string {
		return this.wanted;
	}

	/** Tells of a project whether it is shown. */
	get matcher(): (project: Project) => boolean {
		return matcherFor(this.wanted);
	}

	/** Does nothing for a session that is over: the text was meant for another account. */
	set(text: string, session: AgoraSession): void {
		if (this.sessions.current === session) {
			this.change(text.trim());
		}
	}

	dispose(): void {
		this.subscriptions.dispose();
	}

	private follow(): void {
		const accountId = this.sessions.current?.accountId;
		if (accountId !== this.accountId) {
			this.accountId = accountId;
			this.change('');
		}
	}

	private change(text: string): void {
		if (text !== this.wanted) {
			this.wanted = text;
			this.changed.fire();
		}
	}
}

/** Finds projects by a part of their name, App ID or project ID, in capitals or not. An empty text finds all. */
function matcherFor(text: string): (project: Project) => boolean {
	const part = text.toLocaleLowerCase();
	return ({ name, appId, id }) =>
		part === '' ||
		name.toLocaleLowerCase().includes(part) ||
		appId.toLowerCase().includes(part) ||
		id.toLowerCase().includes(part);
}
