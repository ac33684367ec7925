import { RateLimiter } from '../../../src/agora/rateLimiter';
import type { AgoraSession } from '../../../src/agora/session';
import { ChannelPoller } from '../../../src/channels/channelPoller';
import { ChannelReader, type WatchedChannels } from '../../../src/channels/channelReader';
import { ChannelStore } from '../../../src/channels/channelStore';
import { Emitter } from '../../../src/common/emitter';
import type { RecordedRequest } from '../../../src/sandbox/sandbox';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/sandbox';
import { sessionOn, TestSessions } from '../../fixtures/sessions';
import { manyMicrotasks, SimulatedClock } from '../../fixtures/simulatedClock';

/** The store, reader and poller of channels on a simulated clock, with a real sandbox and everything else under a test's control. */
export class ChannelsContext {
	readonly sandbox: Sandbox;
	readonly clock: SimulatedClock;
	readonly sessions = new TestSessions();
	readonly store: ChannelStore;
	readonly reader: ChannelReader;
	readonly poller: ChannelPoller;
	readonly #changed = new Emitter<void>();
	readonly #rateLimiter: RateLimiter;
	#watched: WatchedChannels = { appIds: [], expanded: [] };
	#visible = false;
	#focused = true;
	#periodMs = 15_000;
	#underWay = 0;
	#calls = 0;

	static async open(options: SandboxOptions = {}): Promise<ChannelsContext> {
		const clock = new SimulatedClock();
		return new ChannelsContext(await startSandbox({ ...options, clock }), clock);
	}

	private constructor(sandbox: Sandbox, clock: SimulatedClock) {
		this.sandbox = sandbox;
		this.clock = clock;
		this.#rateLimiter = new RateLimiter(clock);
		const { sessions } = this;
		const context = this;
		const onDidChange = this.#changed.event;
		this.store = new ChannelStore({ sessions, clock });
		const { store } = this;
		const reader = new ChannelReader({ sessions, store, watched: () => this.#watched, clock });
		this.reader = reader;
		this.poller = new ChannelPoller(
			{
				...{ sessions, store, clock },
				reader: {
					onDidRead: reader.onDidRead,
					availableFrom: (target) => reader.availableFrom(target),
					read: async (target, options) => {
						this.#underWay += 1;
						this.#calls += 1;
						try {
							await reader.read(target, options);
						} finally {
							this.#underWay -= 1;
						}
					},
				},
				view: {
					get isVisible() {
						return context.#visible;
					},
					get watched() {
						return context.#watched;
					},
					onDidChangeWatched: onDidChange,
				},
				window: {
					get focused() {
						return context.#focused;
					},
					onDidChange,
				},
				period: {
					get ms() {
						return context.#periodMs;
					},
					onDidChange,
				},
			},
			() => 0.5,
		);
	}

	/** How many reads polling started. */
	get calls(): number {
		return this.#calls;
	}

	signIn(accountId = 'account'): AgoraSession {
		const { clock } = this;
		const session = sessionOn(this.sandbox, accountId, { clock, rateLimiter: this.#rateLimiter });
		this.sessions.replace(session);
		return session;
	}

	watch(appIds: readonly string[], expanded: WatchedChannels['expanded'] = []): void {
		this.#watched = { appIds, expanded };
		this.#changed.fire();
	}

	setVisible(visible: boolean): void {
		this.#visible = visible;
		this.#changed.fire();
	}

	setFocused(focused: boolean): void {
		this.#focused = focused;
		this.#changed.fire();
	}

	setPeriod(ms: number): void {
		this.#periodMs = ms;
		this.#changed.fire();
	}

	/** Lets time pass, and waits for every read that polling starts in it. */
	async pass(ms: number): Promise<void> {
		await this.clock.pass(ms, () => this.#settled());
	}

	/** The calls since the last `take`, as `channels`, `users/NAME`, `user/UID` or `bans`. */
	take(): string[] {
		return this.sandbox.requests.slice(this.#taken(this.sandbox.requests.length)).map(callOf);
	}

	async close(): Promise<void> {
		this.poller.dispose();
		this.reader.dispose();
		this.store.dispose();
		await this.sandbox.stop();
	}

	#from = 0;

	#taken(now: number): number {
		const from = this.#from;
		this.#from = now;
		return from;
	}

	async #settled(): Promise<void> {
		await manyMicrotasks();
		while (this.#underWay > 0) {
			await new Promise(setImmediate);
			await manyMicrotasks();
		}
	}
}

function callOf({ url }: RecordedRequest): string {
	const path = decodeURIComponent(url.split('?')[0] ?? '');
	const user = /^\/dev\/v1\/channel\/user\/property\/\w+\/(\d+)\//.exec(path);
	const users = /^\/dev\/v1\/channel\/user\/\w+\/(.+)$/.exec(path);
	if (user) {
		return `user/${user[1]}`;
	}
	if (users) {
		return `users/${users[1]}`;
	}
	return path.startsWith('/dev/v1/kicking-rule') ? 'bans' : 'channels';
}
