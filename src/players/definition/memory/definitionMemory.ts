import * as v from 'valibot';
import type { Memento } from 'vscode';
import { isObject } from '../../../agora/lenient';
import { BoundedMemento } from '../../../ui/boundedMemento';
import { SECRET_FIELDS } from '../schema/definition';
import type { PlayerSecrets } from './playerSecrets';
import { fieldsSchema, type RememberedRequest, requestSchema } from './rememberedRequest';

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
	private readonly remembered: BoundedMemento<RememberedDefinition>;
	private readonly secrets: PlayerSecrets;

	constructor(memento: Pick<Memento, 'get' | 'update'>, secrets: PlayerSecrets) {
		this.remembered = new BoundedMemento(memento, 'agora.playerRequests', KEPT_AT_MOST, readDefinition);
		this.secrets = secrets;
	}

	/** What may be shown of the request that created a player. */
	get(player: PlayerKey): RememberedDefinition | undefined {
		return this.remembered.get(keyOf(player));
	}

	/**
	 * Whether the source of a player that was created here has variables in it. With any account: others may share the project, and
	 * one that was signed in to anew has another id.
	 */
	hidesSource({ appId, playerId }: Pick<PlayerKey, 'appId' | 'playerId'>): boolean {
		const end = `/${appId}/${playerId}`;
		for (const [key, { hidesSource }] of this.remembered.entries) {
			if (hidesSource && key.endsWith(end)) {
				return true;
			}
		}
		return false;
	}

	/** The whole request; undefined where it is unknown, or its secret part is. */
	async read(player: PlayerKey): Promise<RememberedRequest | undefined> {
		const definition = this.get(player);
		const secret = definition && (await this.secrets.read(player.accountId, player.playerId));
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
		await this.secrets.store(player.accountId, player.playerId, JSON.stringify(secret));
		const dropped = await this.remembered.set(keyOf(player), {
			...{ region, project, streamIp, file, fromList, playedFrom },
			hidesSource: fields.some(({ path }) => path.join('.') === 'player.streamUrl'),
			player: Object.fromEntries(entries.filter((entry) => !isSecret(entry))),
		});
		for (const [key] of dropped) {
			await this.forgetSecrets(key);
		}
	}

	async forget(player: PlayerKey): Promise<void> {
		if (this.get(player)) {
			await this.remembered.delete(keyOf(player));
			await this.forgetSecrets(keyOf(player));
		}
	}

	/** The ids of the players that were created from a file, newest last. */
	playersOf(file: string, { accountId, appId }: Pick<PlayerKey, 'accountId' | 'appId'>): readonly string[] {
		const start = `${accountId}/${appId}/`;
		return [...this.remembered.entries]
			.filter(([key, remembered]) => remembered.file === file && key.startsWith(start))
			.map(([key]) => key.slice(start.length));
	}

	private async forgetSecrets(key: string): Promise<void> {
		const [accountId = '', , playerId = ''] = key.split('/');
		await this.secrets.forget(accountId, playerId);
	}
}

function keyOf({ accountId, appId, playerId }: PlayerKey): string {
	return `${accountId}/${appId}/${playerId}`;
}

function readDefinition(stored: unknown): RememberedDefinition | undefined {
	const parsed = v.safeParse(requestSchema, stored);
	return parsed.success ? parsed.output : undefined;
}
