import { AgoraClient } from '../../../../src/agora/client';
import { type LimitedCall, RateLimiter } from '../../../../src/agora/rateLimiter';
import type { AgoraSession } from '../../../../src/agora/session';
import { systemClock } from '../../../../src/common/clock';
import type { Sandbox } from '../../../../src/sandbox/sandbox';
import { AccountUsage, type AccountUsageDeps } from '../../../../src/usage/cache/accountUsage';
import { UsageFeed } from '../../../../src/usage/panel/usageFeed';
import type { Business, Figures } from '../../../../src/usage/report/figures';
import type { FigureState, StatesMessage } from '../../../../src/usage/report/messages';

const DAY_MS = 86_400_000;

/** Adds projects that were used for two years. */
export function addProjects(sandbox: Sandbox, count: number): string[] {
	return Array.from({ length: count }, (_, index) => {
		const traffic = { audioSecondsPerDay: 10_000 + 1000 * index, rhythm: 'office' } as const;
		const createdAt = Date.now() - 730 * DAY_MS;
		return sandbox.state.addProject({ name: `Project ${index}`, createdAt, traffic }).id;
	});
}

/** A session that repeats calls as the extension's does, but with a short timeout. */
export function persistentSession(
	{ url, customerId, customerSecret }: Sandbox,
	rateLimiter: CountingRateLimiter,
): AgoraSession {
	const client = new AgoraClient({
		hosts: { own: { primary: new URL(url), neighbours: [] }, other: undefined },
		credentials: { customerId, customerSecret },
		log: { debug: () => {}, info: () => {}, warn: () => {} },
		timeoutMs: 3000,
		rateLimiter,
	});
	return { accountId: 'account', accountLabel: 'account', area: 'local', client };
}

/** Counts the calls that it starts, by their limits. */
export class CountingRateLimiter extends RateLimiter {
	readonly starts = new Map<string, number>();

	override run<T>(call: LimitedCall, task: () => Promise<T>): Promise<T> {
		const limits = call.limits.map(({ key, windows }) => `${key}: ${JSON.stringify(windows)}`).join();
		return super.run(call, () => {
			this.starts.set(limits, (this.starts.get(limits) ?? 0) + 1);
			return task();
		});
	}
}

/** A panel's feed with everything that it has posted. */
export class FeedHarness {
	readonly usage: AccountUsage;
	readonly feed: UsageFeed;
	readonly figures = new Map<string, Figures>();
	readonly states = new Map<string, FigureState>();
	/** Every posted progress, oldest first. */
	readonly progress: StatesMessage['progress'][] = [];
	/** How many series had figures at each progress. */
	readonly partial = new Set<number>();

	constructor(session: AgoraSession, storage?: AccountUsageDeps['storage']) {
		this.usage = new AccountUsage({ accountId: session.accountId, storage, clock: systemClock });
		this.feed = new UsageFeed({
			session,
			usage: this.usage,
			clock: systemClock,
			describeError: (error) => (error instanceof Error ? error.message : 'unknown'),
			post: (message) => {
				if (message.type === 'figures') {
					for (const { project, business, figures } of message.items) {
						this.figures.set(keyOf(project, business), figures);
					}
				} else {
					this.progress.push(message.progress);
					if (message.progress) {
						this.partial.add(this.figures.size);
					}
					for (const state of message.items) {
						this.states.set(keyOf(state.project, state.business), state);
					}
				}
			},
		});
	}

	/** Whether a reloaded webview would receive no progress, since nothing is being read. */
	get isDone(): boolean {
		this.feed.postAll();
		return this.progress.at(-1) === null;
	}

	figuresOf(project: string, business: Business): Figures | undefined {
		return this.figures.get(keyOf(project, business));
	}

	stateOf(project: string, business: Business): FigureState | undefined {
		return this.states.get(keyOf(project, business));
	}

	dispose(): void {
		this.feed.dispose();
		this.usage.dispose();
	}
}

function keyOf(project: string, business: Business): string {
	return `${business} ${project}`;
}
