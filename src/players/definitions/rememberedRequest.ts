import type { Player, Region } from '../../agora/mediaPull/player';
import { isObject } from '../../agora/parsing';
import type { RegionCache } from '../control/regionCache';
import type { OpenDefinition, VariableField } from './resolveTemplate';
import { escapeText, mapTexts, setValueAt, writtenText } from './variables';

/**
 * The request that created a player, to create it again or to save it. All values are literal: nothing in them is ever searched
 * for variables, since they may come from Agora. The variables that a user wrote in a definition file are beside them.
 */
export interface RememberedRequest {
	readonly region: Region;
	/** App ID. */
	readonly project: string;
	readonly streamIp: string | undefined;
	/** Without the fields below. May hold secrets. */
	readonly player: Readonly<Record<string, unknown>>;
	/** The fields for which the definition file has variables. */
	readonly fields: readonly VariableField[];
	/** URI of the definition file that the player was created from. */
	readonly file: string | undefined;
	/** Whether the player was created elsewhere, and this is what List showed of it and what was changed from here. */
	readonly fromList: boolean;
	/** Where in its file it began or was put after it was created; undefined for where the request says. */
	readonly playedFrom?: PlayedFrom | undefined;
}

/** A position in a file at a moment. */
export interface PlayedFrom {
	/** Seconds from the start of the file. */
	readonly seconds: number;
	/** Milliseconds since 1970 by Agora's clock. */
	readonly at: number;
}

/** A request without variables, as it is sent. */
export function literalRequest(
	project: string,
	{
		region,
		streamIp,
		player,
	}: Pick<RememberedRequest, 'region' | 'player'> & { readonly streamIp?: string | undefined },
): RememberedRequest {
	return { region, project, streamIp, player, fields: [], file: undefined, fromList: false };
}

/** A request as `resolveDefinition` takes it. */
export function openRequest({
	region,
	project,
	streamIp,
	player,
	fields,
}: RememberedRequest): OpenDefinition {
	return { literal: { region, project, ...(streamIp !== undefined && { streamIp }), player }, fields };
}

/** A request as a definition file spells it: with its variables, and escapes where a literal value looks like one. */
export function writtenRequest(request: RememberedRequest): Readonly<Record<string, unknown>> {
	const { literal, fields } = openRequest(request);
	let written = mapTexts(literal, escapeText);
	for (const { path, parts } of fields) {
		written = setValueAt(written, path, writtenText(parts));
	}
	return isObject(written) ? written : {};
}

/**
 * The request to create a player again: what it was created from here, else what List tells of it, which may be no more than id,
 * name and time (docs/agora-api.md, Media Pull: List and Delete), with what was changed from here: literal values, whatever they look like. Then its region is the
 * likeliest one.
 */
export function knownDefinition(
	regions: Pick<RegionCache, 'candidates'>,
	{ appId, player }: { readonly appId: string; readonly player: Player },
	remembered: RememberedRequest | undefined,
): RememberedRequest {
	// What a restart keeps is whole, also of a player that was created elsewhere.
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
