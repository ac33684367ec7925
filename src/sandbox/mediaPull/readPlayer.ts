import { isIPv4 } from 'node:net';
import type { SandboxRequest } from '../http/exchange';
import { isJsonContentType, isJsonObject, type JsonObject, parseJsonObject } from '../http/json';
import type { NewPlayer, SandboxRegion } from '../state/player';
import { certificateInUse, type SandboxProject } from '../state/project';
import { sourceOf } from '../state/source';
import { brokenField, isAccount, isChannelName, isStreamUrl, isUid } from './playerRules';
import { invalidFormat, invalidParameter } from './refusals';
import { isTokenOf } from './token';

const PLAY_TS_BEFORE = 86_400;
const PLAY_TS_AFTER = 300;

/** The `player` object of a body, refused with 400 where there is none. */
export function playerObject(request: SandboxRequest): JsonObject {
	const body = isJsonContentType(request.headers['content-type']) ? parseJsonObject(request.body) : undefined;
	if (!isJsonObject(body?.player)) {
		throw invalidParameter('player');
	}
	return body.player;
}

/**
 * The player that a create asks for, refused with 400 where a field breaks its rule (Media Pull REST API, Create
 * API). Keys that the document does not know are dropped.
 */
export function readPlayer(
	request: SandboxRequest,
	project: SandboxProject,
	region: SandboxRegion,
	now: number,
): NewPlayer {
	const streamIp = request.query.get('streamIp');
	if (streamIp !== null && !isIPv4(streamIp)) {
		throw invalidParameter('streamIp');
	}
	const player = playerObject(request);
	if (!isStreamUrl(player.streamUrl)) {
		throw invalidFormat('streamUrl');
	}
	const broken =
		brokenRequired(player) ?? brokenField(player) ?? brokenToken(player, project) ?? brokenTime(player, now);
	if (broken !== undefined) {
		throw invalidParameter(broken);
	}
	const audioOptions = isJsonObject(player.audioOptions) ? player.audioOptions : {};
	return {
		appId: project.appId,
		region,
		name: text(player.name),
		channelName: text(player.channelName),
		uid: number(player.uid),
		account: text(player.account),
		streamUrl: text(player.streamUrl),
		createdAt: now,
		idleTimeout: number(player.idleTimeout),
		playTs: number(player.playTs),
		repeatTime: number(player.repeatTime),
		seekPosition: number(player.seekPosition),
		volume: number(audioOptions.volume),
		audioProfile: number(audioOptions.profile),
		// Only the Chinese mainland knows the field; elsewhere it is dropped like any unknown key.
		tempo: region === 'cn' ? number(player.tempo) : undefined,
	};
}

/** Exactly one of uid and account stands for the user, and neither may be null. */
function brokenRequired(player: JsonObject): string | undefined {
	if (!isChannelName(player.channelName)) {
		return 'channelName';
	}
	if (player.account === undefined) {
		return isUid(player.uid) ? undefined : 'uid';
	}
	return isAccount(player.account) && player.uid === undefined ? undefined : 'account';
}

/** A token is needed exactly where the project has a certificate; elsewhere sending one is an error too. */
function brokenToken(player: JsonObject, project: SandboxProject): string | undefined {
	const appCertificate = certificateInUse(project);
	const token = text(player.token);
	if (appCertificate === undefined || token === undefined) {
		return appCertificate === token ? undefined : 'token';
	}
	const { appId } = project;
	const user = text(player.account) ?? String(number(player.uid) || '');
	const channelName = text(player.channelName) ?? '';
	return isTokenOf(token, { appId, appCertificate, channelName, user }) ? undefined : 'token';
}

function brokenTime(player: JsonObject, now: number): string | undefined {
	const createTs = Math.floor(now / 1000);
	const playTs = number(player.playTs) ?? 0;
	if (playTs !== 0 && (playTs < createTs - PLAY_TS_BEFORE || playTs > createTs + PLAY_TS_AFTER)) {
		return 'playTs';
	}
	const source = sourceOf(text(player.streamUrl) ?? '');
	const seekPosition = number(player.seekPosition) ?? 0;
	return source.kind === 'onDemand' && seekPosition >= source.seconds ? 'seekPosition' : undefined;
}

function text(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

function number(value: unknown): number | undefined {
	return typeof value === 'number' ? value : undefined;
}
