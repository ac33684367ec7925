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
import { type AttemptWithResponse, nextTry, type RepeatedCall, sendWithRetries } from './retry';
import { ServerClock } from './serverClock';
import { SharedReads } from './sharedReads';
import { exchange, type NoResponse } from './transport';

export interface AgoraClientDeps {
	/** `planOf(area)`, `planWithPrimary(domain)` or `localPlan(text)`. */
	readonly hosts: HostPlan;
	readonly credentials: Credentials;
	/** Of the account: what Agora offers differs by it. */
	readonly area?: Area | undefined;
	readonly log: RequestLog;
	/** Milliseconds that an answer may take to begin, and again to end; 30,000 by default. */
	readonly timeoutMs?: number;
	/** Whether a call makes further attempts where `sendWithRetries` would; true by default. */
	readonly repeat?: boolean;
	/** One of the client's own by default, which keeps to the limits of both documents. */
	readonly rateLimiter?: Pick<RateLimiter, 'run' | 'availableFrom'>;
	/** The system's by default. */
	readonly clock?: Clock;
	/** Called for the waits of interactive calls that have no `onWait` of their own. */
	readonly onWait?: (ms: number) => void;
	/** What must be repeated nowhere, besides what a request says of itself. */
	readonly knownSecrets?: Pick<KnownSecrets, 'values'> | undefined;
	/** From 0 to below 1; `Math.random` by default. */
	readonly random?: () => number;
}

/** One account's way to Agora. The calls in `console/` and `mediaPull/` send their requests through it. */
export class AgoraClient {
	readonly log: RequestLog;
	readonly clock: Clock;
	/** What the calls are signed with, and whether Agora takes it. */
	readonly credentials: CurrentCredentials;
	readonly onWait: ((ms: number) => void) | undefined;
	readonly #paced = new Emitter<void>();
	readonly #written = new Emitter<WriteReport>();
	readonly #writeListeners: ((write: WriteStart) => Promise<void>)[] = [];
	#pacedUntil = 0;
	readonly #serverClock: ServerClock;
	readonly #hosts: HostChoice;
	readonly #rateLimiter: Pick<RateLimiter, 'run' | 'availableFrom'>;
	readonly #reads = new SharedReads<AttemptWithResponse | NoResponse>();
	readonly #random: () => number;
	/** How many times in a row a write was refused by an overloaded server. */
	readonly #overloads = new Map<string, number>();
	readonly #area: Area | undefined;
	readonly #knownSecrets: Pick<KnownSecrets, 'values'> | undefined;
	readonly #timeoutMs: number;
	readonly #repeat: boolean;

	constructor(options: AgoraClientDeps) {
		this.log = options.log;
		this.clock = options.clock ?? systemClock;
		this.onWait = options.onWait;
		this.#serverClock = new ServerClock(this.clock);
		this.#hosts = new HostChoice(options.hosts, this.clock);
		this.#rateLimiter = options.rateLimiter ?? new RateLimiter(this.clock);
		this.#area = options.area;
		this.#knownSecrets = options.knownSecrets;
		this.#timeoutMs = options.timeoutMs ?? 30_000;
		this.#repeat = options.repeat ?? true;
		this.#random = options.random ?? Math.random;
		this.credentials = new CurrentCredentials(options.credentials);
		this.onDidChangeHost(({ url, reason, code }) => {
			const why = reason === 'primary' ? 'the primary' : `the primary: ${reason} ${code ?? ''}`;
			this.log.info(`requests go to ${url.host} (${why.trim()})`);
		});
	}

	/** Where the next call goes, and why. */
	get host(): HostInUse {
		return this.#hosts.current;
	}

	/** Whether the user has chosen the host that calls go to first. */
	get isPrimaryChosen(): boolean {
		return this.#hosts.isChosen;
	}

	/** Makes the next calls go to other hosts; those under way end on their way. Does nothing where the primary is the same. */
	setHosts(hosts: HostPlan): void {
		this.#hosts.setPlan(hosts);
	}

	get onDidChangeHost(): Event<HostInUse> {
		return this.#hosts.onDidChange;
	}

	/**
	 * Until when calls wait for a rate limit, by the monotonic clock; past while none does for more than a second.
	 */
	get rateLimitedUntil(): number {
		return this.#pacedUntil;
	}

	/** Milliseconds since 1970 by Agora's clock, which Agora's times are to be compared with. By this machine's before the first answer. */
	serverNow(): number {
		return this.#serverClock.now();
	}

	/** Agora's time of day at a moment of `clock.monotonic`. */
	serverTime(moment: number): number {
		return this.#serverClock.at(moment);
	}

	/** When the rate limits leave room for a request, by the monotonic clock; may be past. Calls that wait are not counted. */
	availableFrom(request: LimitedRequest, priority: Priority): number {
		return this.#rateLimiter.availableFrom({ limits: limitsOf(request), priority });
	}

	get onDidRateLimit(): Event<void> {
		return this.#paced.event;
	}

	/** Fires once for every write, when its outcome is known or cannot be determined. */
	get onDidWrite(): Event<WriteReport> {
		return this.#written.event;
	}

	/** Calls `listener` before each write is sent, and waits for it: what it stores survives, whatever happens to the response. */
	onWillWrite(listener: (write: WriteStart) => Promise<void>): void {
		this.#writeListeners.push(listener);
	}

	/** For `reconcile`. The write is sent even when a listener fails. */
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
	 * Sends one request, as soon as the limits of both documents have room for it, and reads its answer. It is sent again, to
	 * the same host or to another, where that can do no harm and may help (`sendWithRetries`).
	 *
	 * @param read makes sense of an answer of 2xx; what it throws is logged as this request's failure.
	 * @throws AgoraError of every kind.
	 */
	async send<T>(request: AgoraRequest, read: (reply: AgoraResponse) => T, control?: CallControl): Promise<T> {
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

	/** Identical reads that are under way at the same time are one request; each makes sense of the answer by itself. */
	async #read(request: AgoraRequest, options: CallOptions): Promise<AttemptWithResponse | NoResponse> {
		const { pathname, search } = requestUrl(this.#hosts.primary, request);
		const key = `${options.priority ?? 'interactive'} ${pathname}${search}`;
		try {
			return await this.#reads.share(
				key,
				(signal) => this.#outcome(request, { ...options, signal }),
				options.signal,
			);
		} catch (error) {
			if (isAgoraError(error) || !options.signal?.aborted) {
				throw error;
			}
			throw noResponseError(request.operation, { kind: 'cancelled', neverSent: false }, {});
		}
	}

	async #write(request: AgoraRequest, options: CallOptions): Promise<AttemptWithResponse | NoResponse> {
		try {
			return await this.#outcome(request, options);
		} finally {
			this.#reads.detachAll();
		}
	}

	async #outcome(request: AgoraRequest, options: CallOptions): Promise<AttemptWithResponse | NoResponse> {
		const { operation } = request;
		const { priority = 'interactive', signal } = options;
		const onWait = (ms: number): void => {
			this.log.debug(`${operation} waits ${(ms / 1000).toFixed(1)} s`);
			(options.onWait ?? (priority === 'interactive' ? this.onWait : undefined))?.(ms);
		};
		const limited = { limits: limitsOf(request), priority, signal, onWait };
		const onPace = (ms: number): void => {
			this.#pacedUntil = Math.max(this.#pacedUntil, this.clock.monotonic() + ms);
			this.#paced.fire();
			onWait(ms);
		};
		const call: RepeatedCall = {
			operation,
			options: limited,
			repeat: this.#repeat,
			serverNow: () => this.serverNow(),
			random: this.#random,
			runLimited: (task) => this.#rateLimiter.run({ ...limited, onWait: onPace }, task),
			attempt: (host, mayBeDone) => this.#attempt(host, request, options, mayBeDone),
		};
		const outcome = await sendWithRetries(call, this.#hosts, this.clock);
		this.#adviseAfterOverload(request, outcome);
		return outcome;
	}

	/**
	 * A create or an update of a player that met an overloaded server (503) is not sent again by itself, but the user may do so,
	 * after waits that grow as Agora advises (Media Pull REST API, Status codes).
	 */
	#adviseAfterOverload({ operation, params }: AgoraRequest, outcome: AttemptWithResponse | NoResponse): void {
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
		const { retryAfter } = response;
		const next = nextTry({ refusals, retryAfter, now: this.clock.now(), random: this.#random });
		error.retryAfterMs = 'waitMs' in next ? next.waitMs : undefined;
	}

	async #attempt(
		host: URL,
		asked: AgoraRequest,
		options: CallOptions,
		mayBeDone: boolean,
	): Promise<AttemptWithResponse | NoResponse> {
		const query = { ...asked.query, ...(await asked.attemptQuery?.()) };
		const request = { ...asked, query };
		const { operation } = request;
		const id = randomUUID();
		const { signature } = this.credentials;
		const known = this.#knownSecrets?.values ?? [];
		const secrets = [...signature.secrets, ...(request.secrets ?? []), ...known];
		const at = new Date(this.clock.now());
		const sent = (): SentRequest => ({
			host: host.host,
			at,
			curl: formatCurl(host, { ...request, secrets }, id),
		});
		const body = request.body && JSON.stringify(request.body);
		const elsewhere = host === this.#hosts.primary ? undefined : host;
		const project = projectOfRequest(asked);
		const log = new RequestLogger(this.log, { operation, project, id, elsewhere, body, secrets });
		const sentAt = this.clock.monotonic();
		const outcome = await exchange({
			operation,
			url: requestUrl(host, request),
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
		if (signature === this.credentials.signature) {
			this.credentials.applyStatus(operation, outcome.status);
		} else if (outcome.status === 401) {
			// Refused for a secret that was replaced meanwhile, so nothing was done.
			return await this.#attempt(host, asked, options, mayBeDone);
		}
		const refused = outcome.status < 200 || outcome.status > 299 || isErrorBody(outcome.text);
		const error = refused ? refusalError(outcome, secrets, mayBeDone, this.#area) : undefined;
		if (error) {
			log.logError(error);
			error.sent = sent();
		}
		return { response: outcome, error, log, sent };
	}
}
