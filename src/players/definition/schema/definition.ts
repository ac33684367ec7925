import * as v from 'valibot';
import { ipv4, region, text } from '../../../agora/mediaPull/playerFields';
import { playerRequestSchema } from '../../../agora/mediaPull/playerRequest';
import type { Region } from '../../../agora/mediaPull/region';

/** A definition file: the whole request that creates a cloud player. */
export const definitionSchema = v.strictObject(
	{
		$schema: v.optional(v.string('must be a string')),
		region,
		/** App ID or name; the active project by default. */
		project: v.optional(text),
		streamIp: v.optional(ipv4),
		player: playerRequestSchema,
	},
	'must be an object',
);

export type Definition = Readonly<v.InferOutput<typeof definitionSchema>>;

/**
 * A definition as it may be kept and shown: variables stand in place of every secret, so that any field may hold a text where
 * `Definition` has a number or a word of a list.
 */
export interface DefinitionTemplate {
	readonly region: Region;
	/** App ID. */
	readonly project: string;
	readonly streamIp?: string | undefined;
	readonly player: Readonly<Record<string, unknown>>;
}

/** Where a definition may hold `${secret:…}`: what stands elsewhere is shown to everybody who may list the players. */
export const SECRET_FIELDS: readonly string[] = ['streamUrl', 'token', 'encryptKey', 'encryptKdfSalt'];
