import * as v from 'valibot';
import { ipv4, region, text } from '../../../agora/mediaPull/playerFields';
import { playerRequestSchema } from '../../../agora/mediaPull/playerRequest';

/**
 * A definition in literal values, which nothing replaces any more: a request to create a cloud player. What a definition file
 * says before its variables are replaced is a `FileTemplate`.
 */
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

/** Where a definition may hold `${secret:…}`: what stands elsewhere is shown to everybody who may list the players. */
export const SECRET_FIELDS: readonly string[] = ['streamUrl', 'token', 'encryptKey', 'encryptKdfSalt'];
