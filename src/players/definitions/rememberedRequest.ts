import type { Player, Region } from '../../agora/mediaPull/player';
import { isObject } from '../../agora/parsing';
import type { RegionCache } from '../control/regionCache';
import type { OpenDefinition, VariableField } from './resolveDefinition';
import { escapeText, mapTexts, setValueAt, writtenText } from './variables';

/**
 * The request that created a player, to create it again or to save it as a definition. All values are literal and never searched
 * for variables, since they may come from Agora. `fields` has the variables that a user wrote in a definition file.
 */
export interface RememberedRequest {
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

/** A request without variables. */
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

/** Converts a request for `resolveDefinition`. */
export function openRequest({
	region,
	project,
	streamIp,
	player,
	fields,
}: RememberedRequest): OpenDefinition {
	return { literal: { region, project, ...(streamIp !== undefined && { streamIp }), player }, fields };
}

/** Converts a request to the content of a definition file: with its variables, and escapes in literal values that look like one. */
export function writtenRequest(request: RememberedRequest): Readonly<Record<string, unknown>> {
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
	remembered: RememberedRequest | undefined,
): RememberedRequest {
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
