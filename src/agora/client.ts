import { randomUUID } from 'node:crypto';
import { type Clock, systemClock } from '../common/clock';
import { Emitter, type Event } from '../common/emitter';
import { type Credentials, CurrentCredentials } from './credentials';
import { isErrorBody, noResponseError, refusalError } from './errorResponse';
import type { SentRequest } from './errors';
import { isAgoraError } from './errors';
import type { HostInUse } from './failover';
import { HostChoice } from './failover';
import type { Area, HostPlan } from './hosts';
import { type CallControl, type CallOptions, callOptionsOf, operationOf, type Priority } from './operations';
import { RateLimiter } from './rateLimiter';
import { type LimitedRequest, limitsOf } from './rateLimits';
import type { KnownSecrets } from './redact';
import type { AgoraRequest, WriteReport, WriteStart } from './request';
import { formatCurl, requestUrl } from './request';
import type { RequestLog } from './requestLog';
import { projectOfRequest, RequestLogger } from './requestLog';
import type { AgoraResponse } from './response';
import { type AttemptResult, type RepeatedCall, retryDelay, sendWithRetries } from './retry';
import { ServerClock } from './serverClock';
import { SharedReads } from './sharedReads';
import { exchange } from './transport';

export interface AgoraClientDeps {
	/** `planOf(area)`, `planWithPrimary(domain)` or `localPlan(text)`. */
	readonly hosts: HostPlan;
	readonly credentials: Credentials;
	/** The account's; Agora's operations differ by area. */
	readonly area?: Area | undefined;
	readonly log: RequestLog;
	/** The longest time in milliseconds until the response begins, and from there until it ends; 30,000 by default. */
	readonly timeoutMs?: number;
	/** Whether `sendWithRetries` repeats calls; true by default. */
	readonly repeat?: boolean;
	/** The client's own by default. Clients of the same account share one. */
	readonly rateLimiter?: Pick<RateLimiter, 'run' | 'availableFrom'>;
	/** The system clock by default. */
	readonly clock?: Clock;
	/** Called before the waits of interactive calls that have no `onWait` of their own. */
	readonly onWait?: (ms: number) => void;
	/** Secrets that must not appear in errors and the log, in addition to those of each request. */
	readonly knownSecrets?: Pick<KnownSecrets, 'values'> | undefined;
	/** From 0 to below 1; `Math.random` by default. */
	readonly random?: () => number;
}

/** Sends the requests of one account. The functions in `console/` and `mediaPull/` use it. */
export class AgoraClient {
	readonly log: RequestLog;
	readonly clock: Clock;
	/** The credentials, and whether Agora accepts them. */
	readonly credentials: CurrentCredentials;
	readonly onWait: ((ms: number) => void) | undefined;
	readonly #rateLimited = new Emitter<void>();
	readonly #written = new Emitter<WriteReport>();
	readonly #writeListeners: ((write: WriteStart) => Promise<void>)[] = [];
	#rateLimitedUntil = 0;
	readonly #serverClock: ServerClock;
	readonly #hosts: HostChoice;
	readonly #rateLimiter: Pick<RateLimiter, 'run' | 'availableFrom'>;
	readonly #reads = new SharedReads<AttemptResult>();
	readonly #random: () => number;
	/** How many times in a row an overloaded server (503) refused a write. */
	readonly #overloads = new Map<string, number>();
	readonly #area: Area | undefined;
	readonly #knownSecrets: Pick<KnownSecrets, 'values'> | undefined;
	readonly #timeoutMs: number;
	readonly #repeat: boolean;

	constructor(deps: AgoraClientDeps) {
		this.log = deps.log;
		this.clock = deps.clock ?? systemClock;
		this.onWait = deps.onWait;
		this.#serverClock = new ServerClock(this.clock);
		this.#hosts = new HostChoice(deps.hosts, this.clock);
		this.#rateLimiter = deps.rateLimiter ?? new RateLimiter(this.clock);
		this.#area = deps.area;
		this.#knownSecrets = deps.knownSecrets;
		this.#timeoutMs = deps.timeoutMs ?? 30_000;
		this.#repeat = deps.repeat ?? true;
		this.#random = deps.random ?? Math.random;
		this.credentials = new CurrentCredentials(deps.credentials);
		this.onDidChangeHost(({ url, reason, code }) => {
			const why = reason === 'primary' ? 'the primary' : `the primary: ${reason} ${code ?? ''}`;
			this.log.info(`requests go to ${url.host} (${why.trim()})`);
		});
	}

	/** The host of the next call. */
	get host(): HostInUse {
		return this.#hosts.current;
	}

	/** Whether the user has chosen the host that calls go to first. */
	get isPrimaryChosen(): boolean {
		return this.#hosts.isChosen;
	}

	/** Sets the hosts of the next calls. Does nothing if the primary is the same. */
	setHosts(hosts: HostPlan): void {
		this.#hosts.setPlan(hosts);
	}

	get onDidChangeHost(): Event<HostInUse> {
		return this.#hosts.onDidChange;
	}

	/** When calls that are rate limited can be sent, by the monotonic clock; in the past if no call waits for more than a second. */
	get rateLimitedUntil(): number {
		return this.#rateLimitedUntil;
	}

	/** Milliseconds since 1970 by Agora's clock, for comparison with Agora's times; by this machine's before the first response. */
	serverNow(): number {
		return this.#serverClock.now();
	}

	/** Agora's time of day at a moment of `clock.monotonic`. */
	serverTime(moment: number): number {
		return this.#serverClock.at(moment);
	}

	/** When the rate limits allow a request, by the monotonic clock; may be past. Does not count calls that wait. */
	availableFrom(request: LimitedRequest, priority: Priority): number {
		return this.#rateLimiter.availableFrom({ limits: limitsOf(request), priority });
	}

	get onDidRateLimit(): Event<void> {
		return this.#rateLimited.event;
	}

	/** Fires once for every write, when its outcome is known or cannot be determined. */
	get onDidWrite(): Event<WriteReport> {
		return this.#written.event;
	}

	/** Calls `listener` before each write is sent, and waits for it, so that it can store the write before its response may get lost. */
	onWillWrite(listener: (write: WriteStart) => Promise<void>): void {
		this.#writeListeners.push(listener);
	}

	/** For `reconcile`. The write is sent even if a listener fails. */
	async announceWrite(write: WriteStart): Promise<void> {
		const results = await Promise.allSettled(this.#writeListeners.map((listener) => listener(write)));
		if (results.some(({ status }) => status === 'rejected')) {
			this.log.warn(`${write.operation}: could not be noted before it was sent`);
		}
	}

	/** For `reconcile`, which determines the outcome of a write. */
	reportWrite(report: WriteReport): void {
		this.#written.fire(report);
	}

	/**
	 * Sends a request as soon as the rate limits allow it, and repeats it where that is safe (`sendWithRetries`).
	 *
	 * @param read parses a 2xx response; an AgoraError that it throws is logged as the request's error.
	 * @throws AgoraError of every kind.
	 */
	async send<T>(
		request: AgoraRequest,
		read: (response: AgoraResponse) => T,
		control?: CallControl,
	): Promise<T> {
		const options = callOptionsOf(control);
		const outcome = await (operationOf(request.operation).method === 'GET'
			? this.#read(request, options)
			: this.#write(request, options));
		if ('failure' in outcome || outcome.error) {
			throw outcome.error;
		}
		try {
			return read(outcome.response);
		} catch (error) {
			if (isAgoraError(error)) {
				outcome.log.logError(error);
				error.sent = outcome.sent();
			}
			throw error;
		}
	}

	/** Identical reads at the same time share one request; each caller parses the response. */
	async #read(request: AgoraRequest, options: CallOptions): Promise<AttemptResult> {
		const { pathname, search } = requestUrl(this.#hosts.primary, request);
		const key = `${options.priority ?? 'interactive'} ${pathname}${search}`;
		try {
			return await this.#reads.share(
				key,
				(signal) => this.#sendLimited(request, { ...options, signal }),
				options.signal,
			);
		} catch (error) {
			if (isAgoraError(error) || !options.signal?.aborted) {
				throw error;
			}
			throw noResponseError(request.operation, { kind: 'cancelled', neverSent: false }, {});
		}
	}

	async #write(request: AgoraRequest, options: CallOptions): Promise<AttemptResult> {
		try {
			return await this.#sendLimited(request, options);
		} finally {
			this.#reads.detachAll();
		}
	}

	async #sendLimited(request: AgoraRequest, options: CallOptions): Promise<AttemptResult> {
		const { operation } = request;
		const { priority = 'interactive', signal } = options;
		const onWait = (ms: number): void => {
			this.log.debug(`${operation} waits ${(ms / 1000).toFixed(1)} s`);
			(options.onWait ?? (priority === 'interactive' ? this.onWait : undefined))?.(ms);
		};
		const limited = { limits: limitsOf(request), priority, signal, onWait };
		const onRateLimit = (ms: number): void => {
			this.#rateLimitedUntil = Math.max(this.#rateLimitedUntil, this.clock.monotonic() + ms);
			this.#rateLimited.fire();
			onWait(ms);
		};
		const call: RepeatedCall = {
			operation,
			options: limited,
			repeat: this.#repeat,
			serverNow: () => this.serverNow(),
			random: this.#random,
			runLimited: (task) => this.#rateLimiter.run({ ...limited, onWait: onRateLimit }, task),
			attempt: (host, mayBeDone) => this.#attempt(host, request, options, mayBeDone),
		};
		const outcome = await sendWithRetries(call, this.#hosts, this.clock);
		this.#setRetryAfter(request, outcome);
		return outcome;
	}

	/**
	 * Sets how long the user should wait before repeating a Create or Update that an overloaded server (503) refused (Media Pull REST
	 * API, Status codes). These are not repeated automatically.
	 */
	#setRetryAfter({ operation, params }: AgoraRequest, outcome: AttemptResult): void {
		if (!('response' in outcome) || (operation !== 'createPlayer' && operation !== 'updatePlayer')) {
			return;
		}
		const key = `${operation} ${params?.appId ?? ''} ${params?.id ?? ''}`;
		const { response, error } = outcome;
		if (response.status !== 503 || !error) {
			this.#overloads.delete(key);
			return;
		}
		const refusals = Math.min((this.#overloads.get(key) ?? 0) + 1, 3);
		this.#overloads.set(key, refusals);
		error.retryAfterMs = retryDelay(refusals, response.retryAfter, this.clock.now(), this.#random);
	}

	async #attempt(
		host: URL,
		request: AgoraRequest,
		options: CallOptions,
		mayBeDone: boolean,
	): Promise<AttemptResult> {
		const query = { ...request.query, ...(await request.attemptQuery?.()) };
		const { operation } = request;
		const id = randomUUID();
		const { signature } = this.credentials;
		const secrets = [...signature.secrets, ...(request.secrets ?? []), ...(this.#knownSecrets?.values ?? [])];
		const at = new Date(this.clock.now());
		const sent = (): SentRequest => ({
			host: host.host,
			at,
			curl: formatCurl(host, { ...request, query, secrets }, id),
		});
		const body = request.body && JSON.stringify(request.body);
		const elsewhere = host === this.#hosts.primary ? undefined : host;
		const project = projectOfRequest(request);
		const log = new RequestLogger(this.log, { operation, project, id, elsewhere, body, secrets });
		const sentAt = this.clock.monotonic();
		const outcome = await exchange({
			operation,
			url: requestUrl(host, { ...request, query }),
			id,
			authorization: signature.authorization,
			body,
			secrets,
			timeoutMs: this.#timeoutMs,
			signal: options.signal,
			mayBeDone,
			onDate: (date) => this.#serverClock.update(date, sentAt, this.clock.monotonic()),
		});
		if ('failure' in outcome) {
			log.logError(outcome.error);
			outcome.error.sent = sent();
			return outcome;
		}
		log.logResponse(outcome);
		const hasOldCredentials = signature !== this.credentials.signature;
		if (!hasOldCredentials) {
			this.credentials.applyStatus(operation, outcome.status);
		}
		const { status } = outcome;
		const usedOldCredentials = hasOldCredentials && status === 401;
		const isRefused = status < 200 || status > 299 || isErrorBody(outcome.text);
		const error =
			isRefused && !usedOldCredentials ? refusalError(outcome, secrets, mayBeDone, this.#area) : undefined;
		if (error) {
			log.logError(error);
			error.sent = sent();
		}
		return { response: outcome, error, usedOldCredentials, log, sent };
	}
}
