import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { SecretStorage } from 'vscode';
import { findSecret } from '../agora/notifications/signature';
import type { KnownSecrets } from '../agora/redact';
import type { SessionSource } from '../agora/session';
import type { Clock } from '../common/clock';
import { type Disposable, DisposableStore } from '../common/disposable';
import { Emitter } from '../common/emitter';
import type { NotificationContent, Verification } from './receivedNotifications';
import type { ReceivedRequest } from './requestReader';

/** What a secret of the Agora Console belongs to: one product of one project. */
export interface SecretScope {
	readonly appId: string;
	readonly productId: number;
}

/** A secret with which Agora signs notifications. */
export interface NotificationSecret extends SecretScope {
	/** Unique. Not secret. */
	readonly id: string;
	readonly value: string;
	/** When it was stored, in milliseconds since 1970. */
	readonly storedAt: number;
}

const storedSchema = v.pipe(v.string(), v.parseJson(), v.object({ value: v.string(), storedAt: v.number() }));

interface NotificationSecretsDeps {
	readonly sessions: SessionSource;
	/** Of all accounts. */
	readonly secrets: Pick<SecretStorage, 'keys' | 'get' | 'store' | 'delete'>;
	/** Any window stored or deleted a secret. */
	readonly onDidChangeSecrets: SecretStorage['onDidChange'];
	/** Gets every value that is read or stored. */
	readonly knownSecrets: Pick<KnownSecrets, 'add'>;
	readonly clock: Pick<Clock, 'now'>;
	/** The project that a notification is certainly about, although its body does not name it. */
	readonly projectOf: (content: NotificationContent) => string | undefined;
}

/**
 * The secrets of the current account, in the secret storage, and deleted with the account. Several may be stored for one product of a
 * project, so that notifications are verified while the secret is being changed in the Agora Console. They are cached, because a
 * thousand notifications may arrive in a second.
 */
export class NotificationSecrets implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new Emitter<void>());
	readonly #deps: NotificationSecretsDeps;
	#accountId: string | undefined;
	#all: readonly NotificationSecret[] = [];
	/** How many notifications each secret verified since `all` changed, by its id. */
	readonly #uses = new Map<string, number>();
	/** The latest reading: an earlier one that ends after it is ignored. */
	#reading: object | undefined;

	/** `all` changed. */
	readonly onDidChange = this.#changed.event;

	constructor(deps: NotificationSecretsDeps) {
		this.#deps = deps;
		this.#subscriptions.add(
			deps.sessions.onDidChange(() => {
				if (deps.sessions.current?.accountId !== this.#accountId) {
					void this.read().catch(() => {});
				}
			}),
		);
		this.#subscriptions.add(
			deps.onDidChangeSecrets(({ key }) => {
				if (this.#accountId !== undefined && key.startsWith(keyStart(this.#accountId))) {
					void this.read().catch(() => {});
				}
			}),
		);
	}

	/** All secrets of the account, oldest first. */
	get all(): readonly NotificationSecret[] {
		return this.#all;
	}

	/** Those of one product of a project, oldest first. */
	of({ appId, productId }: SecretScope): readonly NotificationSecret[] {
		return this.#all.filter((each) => each.appId === appId && each.productId === productId);
	}

	/** How many notifications a secret fits, of those that this window keeps or received since `all` changed. */
	usesOf({ id }: NotificationSecret): number {
		return this.#uses.get(id) ?? 0;
	}

	/** Reads the secrets of the current account. Rejects if the secret storage cannot be read. */
	async read(): Promise<void> {
		const { sessions, secrets, knownSecrets } = this.#deps;
		const accountId = sessions.current?.accountId;
		const reading = {};
		this.#reading = reading;
		if (accountId !== this.#accountId) {
			this.#accountId = accountId;
			this.#set([]);
		}
		if (accountId === undefined) {
			return;
		}
		const start = keyStart(accountId);
		const keys = (await secrets.keys()).filter((key) => key.startsWith(start));
		const read = await Promise.all(keys.map(async (key) => parse(key, await secrets.get(key))));
		if (this.#reading === reading) {
			const all = read.filter((each) => each !== undefined).sort((a, b) => a.storedAt - b.storedAt);
			knownSecrets.add(all.map(({ value }) => value));
			this.#set(all);
		}
	}

	/** Stores a secret for an account, unless the same one is stored already. */
	async add(accountId: string, scope: SecretScope, value: string): Promise<void> {
		const { secrets, knownSecrets, clock } = this.#deps;
		knownSecrets.add([value]);
		const isStored = accountId === this.#accountId && this.of(scope).some((each) => each.value === value);
		if (!isStored) {
			const key = `${keyStart(accountId)}${scope.appId}.${scope.productId}.${randomUUID()}`;
			await secrets.store(key, JSON.stringify({ value, storedAt: clock.now() }));
			await this.read();
		}
	}

	async remove(accountId: string, { appId, productId, id }: NotificationSecret): Promise<void> {
		await this.#deps.secrets.delete(`${keyStart(accountId)}${appId}.${productId}.${id}`);
		await this.read();
	}

	/**
	 * Checks the signature of a notification with the secrets of its product. Most notifications do not name their project: the secret
	 * that fits identifies it.
	 */
	verify(request: Omit<ReceivedRequest, 'at'>, content: NotificationContent): Verification {
		const { productId } = content;
		const named = 'appId' in content ? content.appId : undefined;
		const candidates = this.#all.filter(
			(each) =>
				(productId === undefined || each.productId === productId) &&
				(named === undefined || each.appId === named),
		);
		const fitting = findSecret(
			request.body,
			request.signatures,
			candidates.map(({ value }) => value),
		);
		const appId = named ?? this.#deps.projectOf(content);
		const same = candidates.filter(({ value }) => value === fitting);
		const used = same.find((each) => each.appId === appId) ?? same[0];
		if (used) {
			this.#uses.set(used.id, this.usesOf(used) + 1);
			return { state: 'valid', appId: used.appId };
		}
		const couldFit = appId === undefined ? candidates : candidates.filter((each) => each.appId === appId);
		return { state: couldFit.length > 0 ? 'invalid' : 'unchecked', appId };
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	#set(all: readonly NotificationSecret[]): void {
		const isSame = all.length === this.#all.length && all.every(({ id }, at) => id === this.#all[at]?.id);
		if (!isSame) {
			this.#all = all;
			this.#uses.clear();
			this.#changed.fire();
		}
	}
}

/**
 * The beginning of the keys of an account, which are deleted with it. Each secret has a key of its own, so that two windows can store
 * secrets at the same time.
 */
function keyStart(accountId: string): string {
	return `agora.notificationSecret.${accountId}.`;
}

/** Ids of accounts, projects and secrets contain no dot. */
function parse(key: string, stored: string | undefined): NotificationSecret | undefined {
	const [, , , appId = '', product = '', id = ''] = key.split('.');
	const parsed = v.safeParse(storedSchema, stored);
	const productId = Number(product);
	return parsed.success && appId !== '' && id !== '' && Number.isSafeInteger(productId)
		? { id, appId, productId, ...parsed.output }
		: undefined;
}
