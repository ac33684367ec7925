import * as v from 'valibot';
import type { Memento, SecretStorage } from 'vscode';
import { type Player, REGIONS, type Region } from '../../agora/mediaPull/player';
import type { PlayerChanges } from '../../agora/mediaPull/updatePlayer';
import { isObject } from '../../agora/parsing';
import { BoundedMemento } from '../../ui/boundedMemento';
import type { RegionCache } from '../control/regionCache';
import { escapeText, mapTexts, SECRET_FIELDS, setValueAt, writtenText } from './definitionSyntax';
import type { OpenDefinition, VariableField } from './resolveDefinition';

/** A cloud player of an account. */
export interface PlayerKey {
	readonly accountId: string;
	readonly appId: string;
	readonly playerId: string;
}

/**
 * The request that created a player, to create it again or to save it as a definition. All values are literal and never searched
 * for variables, since they may come from Agora. `fields` has the variables that a user wrote in a definition file.
 */
export interface StoredRequest {
	readonly region: Region;
	/** App ID. */
	readonly project: string;
	readonly streamIp: string | undefined;
	/** Without the fields in `fields`. May contain secrets. */
	readonly player: Readonly<Record<string, unknown>>;
	/** The fields that contain variables in the definition file. */
	readonly fields: readonly VariableField[];
	/** URI of the definition file that the player was created from. */
	readonly file: string | undefined;
	/** Whether the player was created elsewhere: then these are the values of List and the changes made from here. */
	readonly fromList: boolean;
	/** The last known position in its file, if it differs from that of the request. */
	readonly playedFrom?: PlayedFrom | undefined;
}

/** A position in a file at a point in time. */
export interface PlayedFrom {
	/** Seconds from the start of the file. */
	readonly seconds: number;
	/** Milliseconds since 1970 by Agora's clock. */
	readonly at: number;
}

const MAX_STORED = 200;

const playerFieldsSchema = v.custom<Readonly<Record<string, unknown>>>(isObject);

/** The part of a request that is stored in `globalState`. */
const visibleRequestSchema = v.object({
	region: v.picklist(REGIONS),
	project: v.string(),
	streamIp: v.optional(v.string()),
	player: playerFieldsSchema,
	file: v.optional(v.string()),
	fromList: v.optional(v.boolean(), false),
	playedFrom: v.optional(v.object({ seconds: v.number(), at: v.number() })),
	/** Whether the address of the source has variables, so that none of its path may be shown. */
	hidesSource: v.optional(v.boolean(), false),
});

/** The part of a request that may be shown: without the fields that may hold secrets, and without those that have variables. */
export type VisibleRequest = v.InferOutput<typeof visibleRequestSchema>;

const variableSchema = v.object({ kind: v.picklist(['env', 'secret', 'input']), name: v.string() });

/** The part of a request that is stored in the secret storage, as JSON. */
const secretRequestSchema = v.object({
	player: playerFieldsSchema,
	fields: v.array(
		v.object({
			path: v.pipe(v.array(v.union([v.string(), v.number()])), v.maxLength(10)),
			parts: v.array(v.union([v.string(), variableSchema])),
		}),
	),
});

/**
 * The requests of the newest players that were created here, so that they can be created again or saved: no operation of Agora's
 * API returns them. The address of the source, token and keys are in the secret storage; `globalState` holds the rest.
 */
export class StoredRequests {
	readonly #remembered: BoundedMemento<VisibleRequest>;
	readonly #secrets: Pick<SecretStorage, 'get' | 'store' | 'delete'>;

	constructor(
		memento: Pick<Memento, 'get' | 'update'>,
		secrets: Pick<SecretStorage, 'get' | 'store' | 'delete'>,
	) {
		this.#remembered = new BoundedMemento(memento, 'agora.playerRequests', MAX_STORED, parseVisibleRequest);
		this.#secrets = secrets;
	}

	/** The request that created a player, as far as it may be shown. */
	get(player: PlayerKey): VisibleRequest | undefined {
		return this.#remembered.get(keyOf(player));
	}

	/**
	 * Whether the source of a player that was created here has variables in it. Searches all accounts: several may share the project,
	 * and an account gets a new id when the user signs in to it again.
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

	/** The whole request; undefined if one of its parts is not stored. */
	async read(player: PlayerKey): Promise<StoredRequest | undefined> {
		const definition = this.get(player);
		const secret = definition && (await this.#secrets.get(secretKeyOf(player)));
		const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), secretRequestSchema), secret);
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

	async remember(player: PlayerKey, request: StoredRequest): Promise<void> {
		const { region, project, streamIp, fields, file, fromList, playedFrom } = request;
		const isSecret = ([key]: readonly [string, unknown]) => SECRET_FIELDS.includes(key);
		const entries = Object.entries(request.player);
		const secret = { player: Object.fromEntries(entries.filter(isSecret)), fields };
		await this.#secrets.store(secretKeyOf(player), JSON.stringify(secret));
		const dropped = await this.#remembered.set(keyOf(player), {
			...{ region, project, streamIp, file, fromList, playedFrom },
			hidesSource: fields.some(({ path }) => path.join('.') === 'player.streamUrl'),
			player: Object.fromEntries(entries.filter((entry) => !isSecret(entry))),
		});
		for (const [key] of dropped) {
			const [accountId = '', , playerId = ''] = key.split('/');
			await this.#secrets.delete(secretKeyOf({ accountId, playerId }));
		}
	}

	async forget(player: PlayerKey): Promise<void> {
		if (this.get(player)) {
			await this.#remembered.delete(keyOf(player));
			await this.#secrets.delete(secretKeyOf(player));
		}
	}

	/** The ids of the players that were created from a file, newest last. */
	playersOf(file: string, { accountId, appId }: Pick<PlayerKey, 'accountId' | 'appId'>): readonly string[] {
		const start = `${accountId}/${appId}/`;
		return [...this.#remembered.entries]
			.filter(([key, remembered]) => remembered.file === file && key.startsWith(start))
			.map(([key]) => key.slice(start.length));
	}
}

function keyOf({ accountId, appId, playerId }: PlayerKey): string {
	return `${accountId}/${appId}/${playerId}`;
}

function parseVisibleRequest(stored: unknown): VisibleRequest | undefined {
	const parsed = v.safeParse(visibleRequestSchema, stored);
	return parsed.success ? parsed.output : undefined;
}

/** Starts with the account's id, by which everything of an account is found when it is removed. */
function secretKeyOf({ accountId, playerId }: Pick<PlayerKey, 'accountId' | 'playerId'>): string {
	return `agora.playerSecret.${accountId}.${playerId}`;
}

interface ChangedPlayer {
	readonly key: PlayerKey;
	/** The region to store if no definition of the player is stored. */
	readonly region: Region;
	/** Its position in the file when it was changed. */
	readonly played: PlayedFrom;
}

/**
 * Applies an update that was made from here to the stored request, so that Restart and Save as Definition use the new values.
 * For a player that was created elsewhere only the changes are stored: List returns the rest.
 */
export async function updateStoredRequest(
	requests: Pick<StoredRequests, 'read' | 'remember'>,
	{ key, region, played }: ChangedPlayer,
	changes: PlayerChanges,
): Promise<void> {
	const { streamUrl, audioOptions, tempo } = changes;
	const remembered = await requests.read(key);
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
	await requests.remember(key, {
		region: remembered?.region ?? region,
		project: key.appId,
		streamIp: remembered?.streamIp,
		player,
		// A value that was sent replaces a variable.
		fields: (remembered?.fields ?? []).filter(({ path }) => !isChanged(path)),
		file: remembered?.file,
		fromList: remembered?.fromList ?? true,
		playedFrom: playedFromAfter(changes, played) ?? remembered?.playedFrom,
	});
}

/** A new source plays from its start. A new speed applies from the current position on. */
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

/** A request without variables. */
export function literalRequest(
	project: string,
	{
		region,
		streamIp,
		player,
	}: Pick<StoredRequest, 'region' | 'player'> & { readonly streamIp?: string | undefined },
): StoredRequest {
	return { region, project, streamIp, player, fields: [], file: undefined, fromList: false };
}

/** Converts a request for `resolveDefinition`. */
export function openRequest({ region, project, streamIp, player, fields }: StoredRequest): OpenDefinition {
	return { literal: { region, project, ...(streamIp !== undefined && { streamIp }), player }, fields };
}

/** Converts a request to the content of a definition file: with its variables, and escapes in literal values that look like one. */
export function writtenRequest(request: StoredRequest): Readonly<Record<string, unknown>> {
	const { literal, fields } = openRequest(request);
	let written = mapTexts(literal, escapeText);
	for (const { path, parts } of fields) {
		written = setValueAt(written, path, writtenText(parts));
	}
	return isObject(written) ? written : {};
}

/**
 * The request that creates a player again: the stored one, or for a player that was created elsewhere the values of List, which may
 * be no more than id, name and time (docs/agora-api.md, Media Pull: List and Delete), with the changes made from here. Its region
 * is then the most likely one.
 */
export function requestToRecreate(
	regions: Pick<RegionCache, 'candidates'>,
	{ appId, player }: { readonly appId: string; readonly player: Player },
	remembered: StoredRequest | undefined,
): StoredRequest {
	// A restart stores the whole request, also of a player that was created elsewhere.
	if (remembered && (!remembered.fromList || 'channelName' in remembered.player)) {
		return remembered;
	}
	const [region = 'na'] = regions.candidates(appId, player.id);
	const { streamUrl, channelName, uid, account, name } = player;
	const user = account === undefined ? { uid: uid ?? 0 } : { account };
	return {
		region,
		project: appId,
		streamIp: undefined,
		player: {
			streamUrl: streamUrl ?? '',
			channelName: channelName ?? '',
			...user,
			...(name !== undefined && { name }),
			...remembered?.player,
		},
		fields: [],
		file: undefined,
		fromList: true,
		playedFrom: remembered?.playedFrom,
	};
}
