import type { Priority } from '../../agora/http/callOptions';
import type { playerPages } from '../../agora/mediaPull/listPlayers';
import type { Player } from '../../agora/mediaPull/playerSchema';
import type { AgoraSession } from '../../agora/session';
import type { Clock } from '../../platform/clock';
import type { PlayerReading } from './playerLife';

/** The reading of one project's players under way, page by page, so that whoever reads decides when to go on. */
export class OpenReading {
	readonly session: AgoraSession;
	readonly appId: string;
	readonly startedAt: number;
	private readonly clock: Clock;
	private readonly abort = new AbortController();
	private readonly pages: ReturnType<typeof playerPages>;
	private readonly players: Player[] = [];
	private complete = true;

	constructor(
		session: AgoraSession,
		appId: string,
		priority: Priority,
		clock: Clock,
		pagesOf: typeof playerPages,
	) {
		this.session = session;
		this.appId = appId;
		this.clock = clock;
		this.startedAt = clock.monotonic();
		this.pages = pagesOf(session.client, { appId }, { signal: this.abort.signal, priority });
	}

	/**
	 * Asks List for one page.
	 *
	 * @returns the whole reading after the last page.
	 * @throws AgoraError as `playerPages`; `cancelled` after `stop`.
	 */
	async readPage(): Promise<PlayerReading | undefined> {
		const { value: page } = await this.pages.next();
		if (page) {
			this.players.push(...page.players);
			this.complete &&= page.rejected === 0;
		}
		if (page?.nextPageToken !== undefined) {
			return undefined;
		}
		const { players, startedAt, complete } = this;
		return { players, startedAt, readAt: this.clock.monotonic(), complete };
	}

	/** Ends it, down to the socket. */
	stop(): void {
		this.abort.abort();
	}
}
