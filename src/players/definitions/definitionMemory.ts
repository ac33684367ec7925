import * as v from 'valibot';
import type { Memento, SecretStorage } from 'vscode';
import type { Region } from '../../agora/mediaPull/player';
import type { PlayerChanges } from '../../agora/mediaPull/updatePlayer';
import { isObject } from '../../agora/parsing';
import { BoundedMemento } from '../../ui/boundedMemento';
import type { ShownPlayer } from '../store/playerConditions';
import { SECRET_FIELDS } from './definitionSchema';
import { fieldsSchema, type PlayedFrom, type RememberedRequest, requestSchema } from './rememberedRequest';
import type { SecretVariables } from './secretVariables';
import { hasVariable } from './variables';

const KEPT_AT_MOST = 200;

/** A cloud player of an account. */
export interface PlayerKey {
	readonly accountId: string;
	readonly appId: string;
	readonly playerId: string;
}

/** What may be shown of a request: without the fields that may hold secrets, and without those that have variables. */
export type RememberedDefinition = v.InferOutput<typeof requestSchema>;

const secretPartSchema = v.object({
	player: v.custom<Readonly<Record<string, unknown>>>(isObject),
	fields: fieldsSchema,
});

/**
 * The requests of the newest players that were created here, so that they can be created again or saved: no call of Agora's
 * reads them back. The address of the source, token and keys are in the secret storage; `globalState` holds the rest.
 */
export class DefinitionMemory {
	readonly #remembered: BoundedMemento<RememberedDefinition>;
	readonly #secrets: PlayerSecrets;

	constructor(memento: Pick<Memento, 'get' | 'update'>, secrets: PlayerSecrets) {
		this.#remembered = new BoundedMemento(memento, 'agora.playerRequests', KEPT_AT_MOST, readDefinition);
		this.#secrets = secrets;
	}

	/** What may be shown of the request that created a player. */
	get(player: PlayerKey): RememberedDefinition | undefined {
		return this.#remembered.get(keyOf(player));
	}

	/**
	 * Whether the source of a player that was created here has variables in it. With any account: others may share the project, and
	 * one that was signed in to anew has another id.
	 */
	hidesSource({ appId, playerId }: Pick<PlayerKey, 'appId' | 'playerId'>): boolean {
		const end = `/${appId}/${playerId}`;
		for (const [key, { hidesSource }] of this.#remembered.entries) {
			if (hidesSource && key.endsWith(end)) {
				return true;
			}
		}
		return false;
	}

	/** The whole request; undefined where it is unknown, or its secret part is. */
	async read(player: PlayerKey): Promise<RememberedRequest | undefined> {
		const definition = this.get(player);
		const secret = definition && (await this.#secrets.read(player.accountId, player.playerId));
		const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), secretPartSchema), secret);
		if (!definition || !parsed.success) {
			return undefined;
		}
		const { region, project, streamIp, file, fromList, playedFrom } = definition;
		const { fields } = parsed.output;
		return {
			...{ region, project, streamIp, fields, file, fromList, playedFrom },
			player: { ...definition.player, ...parsed.output.player },
		};
	}

	async remember(player: PlayerKey, request: RememberedRequest): Promise<void> {
		const { region, project, streamIp, fields, file, fromList, playedFrom } = request;
		const isSecret = ([key]: readonly [string, unknown]) => SECRET_FIELDS.includes(key);
		const entries = Object.entries(request.player);
		const secret = { player: Object.fromEntries(entries.filter(isSecret)), fields };
		await this.#secrets.store(player.accountId, player.playerId, JSON.stringify(secret));
		const dropped = await this.#remembered.set(keyOf(player), {
			...{ region, project, streamIp, file, fromList, playedFrom },
			hidesSource: fields.some(({ path }) => path.join('.') === 'player.streamUrl'),
			player: Object.fromEntries(entries.filter((entry) => !isSecret(entry))),
		});
		for (const [key] of dropped) {
			await this.#forgetSecrets(key);
		}
	}

	async forget(player: PlayerKey): Promise<void> {
		if (this.get(player)) {
			await this.#remembered.delete(keyOf(player));
			await this.#forgetSecrets(keyOf(player));
		}
	}

	/** The ids of the players that were created from a file, newest last. */
	playersOf(file: string, { accountId, appId }: Pick<PlayerKey, 'accountId' | 'appId'>): readonly string[] {
		const start = `${accountId}/${appId}/`;
		return [...this.#remembered.entries]
			.filter(([key, remembered]) => remembered.file === file && key.startsWith(start))
			.map(([key]) => key.slice(start.length));
	}

	async #forgetSecrets(key: string): Promise<void> {
		const [accountId = '', , playerId = ''] = key.split('/');
		await this.#secrets.forget(accountId, playerId);
	}
}

function keyOf({ accountId, appId, playerId }: PlayerKey): string {
	return `${accountId}/${appId}/${playerId}`;
}

function readDefinition(stored: unknown): RememberedDefinition | undefined {
	const parsed = v.safeParse(requestSchema, stored);
	return parsed.success ? parsed.output : undefined;
}

export interface ChangedPlayer {
	readonly key: PlayerKey;
	/** The region that a definition of it would name. */
	readonly region: Region;
	/** Where in its file it was when it was changed. */
	readonly played: PlayedFrom;
}

/**
 * Takes an update that was made from here into what is remembered of a player, so that Restart and Save as Definition do not bring
 * back what was before. Of a player that was created elsewhere only the changes are remembered: List tells the rest.
 */
export async function rememberChange(
	memory: Pick<DefinitionMemory, 'read' | 'remember'>,
	{ key, region, played }: ChangedPlayer,
	changes: PlayerChanges,
): Promise<void> {
	const { streamUrl, audioOptions, tempo } = changes;
	const remembered = await memory.read(key);
	const audio = remembered?.player.audioOptions;
	const player = {
		...remembered?.player,
		...(streamUrl !== undefined && { streamUrl }),
		...(audioOptions && { audioOptions: { ...(isObject(audio) ? audio : {}), ...audioOptions } }),
		...(tempo !== undefined && { tempo }),
	};
	const isChanged = ([, field = '', part = '']: readonly (string | number)[]) =>
		(field === 'streamUrl' && streamUrl !== undefined) ||
		(field === 'tempo' && tempo !== undefined) ||
		(field === 'audioOptions' && audioOptions !== undefined && part in audioOptions);
	await memory.remember(key, {
		region: remembered?.region ?? region,
		project: key.appId,
		streamIp: remembered?.streamIp,
		player,
		// A value that was sent takes the place of a variable.
		fields: (remembered?.fields ?? []).filter(({ path }) => !isChanged(path)),
		file: remembered?.file,
		fromList: remembered?.fromList ?? true,
		playedFrom: playedFromAfter(changes, played) ?? remembered?.playedFrom,
	});
}

/** Another source begins at its start. With another tempo, what was played until now counts as it was. */
function playedFromAfter(
	{ streamUrl, tempo, seekPosition }: PlayerChanges,
	{ seconds, at }: PlayedFrom,
): PlayedFrom | undefined {
	if (seekPosition !== undefined) {
		return { seconds: seekPosition, at };
	}
	if (streamUrl !== undefined) {
		return { seconds: 0, at };
	}
	return tempo === undefined ? undefined : { seconds, at };
}

type Secrets = Pick<SecretStorage, 'get' | 'store' | 'delete'>;

/** The secret part of what players were created from: in the secret storage, by account, which takes it with it when it is removed. */
export class PlayerSecrets {
	readonly #secrets: Secrets;

	constructor(secrets: Secrets) {
		this.#secrets = secrets;
	}

	async read(accountId: string, playerId: string): Promise<string | undefined> {
		return await this.#secrets.get(secretsKeyOf(accountId, playerId));
	}

	async store(accountId: string, playerId: string, value: string): Promise<void> {
		await this.#secrets.store(secretsKeyOf(accountId, playerId), value);
	}

	async forget(accountId: string, playerId: string): Promise<void> {
		await this.#secrets.delete(secretsKeyOf(accountId, playerId));
	}
}

/** The account's id stands where whoever removes an account looks for what is kept of it. */
function secretsKeyOf(accountId: string, playerId: string): string {
	return `agora.playerSecret.${accountId}.${playerId}`;
}

const EARLIER_KEY = 'agora.playerDefinitions';
/** What was last typed in Create Cloud Player, whole rtmp addresses included. */
const EARLIER_CREATIONS = 'agora.lastCreations';

/**
 * Deletes what earlier versions kept of the requests that created players, with the secrets that belonged to them: texts in which
 * variables of the user and text of a server cannot be told apart, and whole addresses of sources.
 */
export async function dropEarlierDefinitions(
	memento: Pick<Memento, 'get' | 'update'>,
	secrets: SecretVariables,
): Promise<void> {
	if (memento.get<unknown>(EARLIER_CREATIONS) !== undefined) {
		await memento.update(EARLIER_CREATIONS, undefined);
	}
	const stored = memento.get<unknown>(EARLIER_KEY);
	if (stored === undefined) {
		return;
	}
	const pairs: readonly unknown[] = Array.isArray(stored)
		? stored
		: isObject(stored)
			? Object.entries(stored)
			: [];
	const keys = pairs.flatMap((pair) => (Array.isArray(pair) && typeof pair[0] === 'string' ? [pair[0]] : []));
	for (const key of keys) {
		const [accountId = '', , playerId = ''] = key.split('/');
		const names = playerId === '' ? [] : await secrets.names(accountId);
		await secrets.forget(
			accountId,
			names.filter(({ name }) => name.startsWith(`${playerId}.`)),
		);
	}
	await memento.update(EARLIER_KEY, undefined);
}

/**
 * The players of a project that are of a definition: the one that has its name, which nobody else can have, or else those that
 * were created from its file.
 */
export function livePlayers(
	players: readonly ShownPlayer[],
	definition: Readonly<Record<string, unknown>>,
	createdFromFile: readonly string[],
): readonly ShownPlayer[] {
	const name = isObject(definition.player) ? definition.player.name : undefined;
	return typeof name === 'string' && !hasVariable(name)
		? players.filter(({ player }) => player.name === name)
		: players.filter(({ player }) => createdFromFile.includes(player.id));
}
