import type { Memento } from 'vscode';
import { isObject } from '../../../agora/lenient';
import { REGIONS } from '../../../agora/mediaPull/region';
import { BoundedMemento } from '../../../ui/boundedMemento';
import type { DefinitionTemplate } from '../schema/definition';
import type { SecretVariables } from './secretVariables';
import { replaceSecrets, secretNames } from './templateSecrets';
import { withoutSecrets } from './withoutSecrets';

const KEPT_AT_MOST = 200;

/** A cloud player of an account. */
export interface PlayerKey {
	readonly accountId: string;
	readonly appId: string;
	readonly playerId: string;
}

export interface RememberedDefinition {
	/** With `${secret:…}` and `${env:…}` where secrets are: `resolveTemplate` makes a request of it again. */
	readonly template: DefinitionTemplate;
	/** URI of the definition file that the player was created from. */
	readonly file: string | undefined;
	/** Whether the player was created elsewhere, and this is what List showed of it and what was changed from here. */
	readonly fromList: boolean;
}

/**
 * The definitions of the newest players that were created here, so that they can be created again or saved: no call of Agora's
 * reads them back. Secrets are kept in the secret storage, under names that begin with the player's id.
 */
export class DefinitionMemory {
	private readonly remembered: BoundedMemento<RememberedDefinition>;
	private readonly secrets: SecretVariables;

	constructor(memento: Pick<Memento, 'get' | 'update'>, secrets: SecretVariables) {
		this.remembered = new BoundedMemento(memento, 'agora.playerDefinitions', KEPT_AT_MOST, readRemembered);
		this.secrets = secrets;
	}

	get(player: PlayerKey): RememberedDefinition | undefined {
		return this.remembered.get(keyOf(player));
	}

	async remember(
		player: PlayerKey,
		definition: DefinitionTemplate,
		file?: string,
		{ fromList = false }: { readonly fromList?: boolean } = {},
	): Promise<void> {
		const { template, taken } = withoutSecrets(definition, player.playerId);
		for (const [name, value] of taken) {
			await this.secrets.store(player.accountId, name, value);
		}
		const dropped = await this.remembered.set(keyOf(player), { template, file, fromList });
		for (const [key] of dropped) {
			await this.forgetSecrets(key);
		}
	}

	/**
	 * The definition of a player for somebody to keep: its secrets have names of their own, beginning with `owner`, and so outlive
	 * the player.
	 */
	async copy(player: PlayerKey, owner: string): Promise<DefinitionTemplate | undefined> {
		return await this.withOwnSecrets(player, async (name, value) => {
			const proposed = `${owner}${name.slice(player.playerId.length)}`;
			const kept = value === undefined ? proposed : await this.secrets.add(player.accountId, proposed, value);
			return `\${secret:${kept}}`;
		});
	}

	/**
	 * The definition of a player for one that takes its place: what is kept in the secret storage for this player alone, and is
	 * forgotten with it, stands in it as it is. To be remembered, never shown.
	 */
	async forSuccessor(player: PlayerKey): Promise<DefinitionTemplate | undefined> {
		return await this.withOwnSecrets(player, async (_name, value) => value);
	}

	async forget(player: PlayerKey): Promise<void> {
		if (this.remembered.get(keyOf(player))) {
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

	/** A player's definition with something else in place of the secrets that belong to it alone; undefined leaves one as it is. */
	private async withOwnSecrets(
		player: PlayerKey,
		replace: (name: string, value: string | undefined) => Promise<string | undefined>,
	): Promise<DefinitionTemplate | undefined> {
		const template = this.get(player)?.template;
		if (!template) {
			return undefined;
		}
		const texts = new Map<string, string>();
		for (const name of secretNames(template)) {
			if (name.startsWith(`${player.playerId}.`)) {
				const text = await replace(name, await this.secrets.read(player.accountId, name));
				if (text !== undefined) {
					texts.set(name, text);
				}
			}
		}
		return replaceSecrets(template, texts);
	}

	private async forgetSecrets(key: string): Promise<void> {
		const [accountId = '', , playerId = ''] = key.split('/');
		const names = await this.secrets.names(accountId);
		await this.secrets.forget(
			accountId,
			names.filter((name) => name.startsWith(`${playerId}.`)),
		);
	}
}

function keyOf({ accountId, appId, playerId }: PlayerKey): string {
	return `${accountId}/${appId}/${playerId}`;
}

function readRemembered(value: unknown): RememberedDefinition | undefined {
	if (!isObject(value) || !isObject(value.template)) {
		return undefined;
	}
	const { region, project, streamIp, player } = value.template;
	const known = REGIONS.find((each) => each === region);
	if (known === undefined || typeof project !== 'string' || !isObject(player)) {
		return undefined;
	}
	const template = { region: known, project, player, ...(typeof streamIp === 'string' && { streamIp }) };
	const file = typeof value.file === 'string' ? value.file : undefined;
	return { template, file, fromList: value.fromList === true };
}
