import { isJsonObject, type JsonObject, type Operation, type SandboxContext } from '../http/route';
import {
	pause,
	resume,
	type SandboxPlayer,
	type SandboxRegion,
	seek,
	setTempo,
	sourceOf,
	switchSource,
} from '../player';
import { findPlayer, openProject, openRegion } from './players';
import {
	firstBroken,
	isAudioOptions,
	isBoolean,
	isSeekPosition,
	isSet,
	isStreamUrl,
	isTempo,
	playerObject,
} from './readPlayer';
import { invalidFormat, invalidParameter, notFound, rateExceeded } from './refusals';

const CHANGEABLE = {
	isPause: isBoolean,
	seekPosition: isSeekPosition,
	audioOptions: isAudioOptions,
	tempo: isTempo,
};

const NAMED_RATE = { calls: 2, seconds: 1 };
const UNNAMED_RATE = { calls: 50, seconds: 1 };

/** Update (docs/agora-api.md, Media Pull: Update). Refuses a sequence that is not larger than the last one with 400. */
export const updatePlayer: Operation = (request, context, parameters) => {
	const { clock, state, rateLimits } = context;
	const region = openRegion(parameters);
	const project = openProject(parameters, context);
	const player = findPlayer(project, region, parameters, context);
	if (player === undefined) {
		if (isElsewhere(context, region, parameters.id) && state.behaviour.updateElsewhereStatus === 200) {
			return { status: 200 };
		}
		throw notFound();
	}
	const [rateKey, rate] =
		player.name === undefined
			? [`update ${project.appId}`, UNNAMED_RATE]
			: [`update ${player.id}`, NAMED_RATE];
	if (!rateLimits.admit(rateKey, rate)) {
		throw rateExceeded();
	}
	const sequence = readSequence(request.query.get('sequence'));
	const changes = playerObject(request);
	checkChanges(changes, player);
	if (sequence <= player.sequence) {
		throw invalidParameter('sequence');
	}
	player.sequence = sequence;
	applyChanges(player, changes, state.behaviour.connectSeconds * 1000, clock.now());
	return { status: 200 };
};

function isElsewhere({ state }: SandboxContext, region: SandboxRegion, id: string | undefined): boolean {
	return state.players.some((player) => player.id === id && player.region !== region);
}

function readSequence(text: string | null): number {
	const sequence = Number(/^\d+$/.test(text ?? '') ? text : NaN);
	if (!Number.isSafeInteger(sequence)) {
		throw invalidParameter('sequence');
	}
	return sequence;
}

function checkChanges(changes: JsonObject, player: SandboxPlayer): void {
	if (isSet(changes.streamUrl) && !isStreamUrl(changes.streamUrl)) {
		throw invalidFormat('streamUrl');
	}
	const broken = firstBroken(changes, CHANGEABLE);
	if (broken !== undefined) {
		throw invalidParameter(broken);
	}
	const { seekPosition } = changes;
	const source = sourceOf(typeof changes.streamUrl === 'string' ? changes.streamUrl : player.streamUrl);
	if (typeof seekPosition === 'number' && !(source.kind === 'onDemand' && seekPosition < source.seconds)) {
		throw invalidParameter('seekPosition');
	}
}

function applyChanges(player: SandboxPlayer, changes: JsonObject, connectMs: number, now: number): void {
	const { streamUrl, seekPosition, isPause, audioOptions, tempo } = changes;
	if (typeof streamUrl === 'string') {
		switchSource(player, streamUrl, connectMs, now);
	}
	if (typeof seekPosition === 'number') {
		seek(player, seekPosition, now);
	}
	if (typeof isPause === 'boolean') {
		(isPause ? pause : resume)(player, now);
	}
	if (isJsonObject(audioOptions)) {
		player.volume = typeof audioOptions.volume === 'number' ? audioOptions.volume : player.volume;
		player.audioProfile =
			typeof audioOptions.profile === 'number' ? audioOptions.profile : player.audioProfile;
	}
	// Only supported in the Chinese mainland; ignored elsewhere, like any unknown key.
	if (typeof tempo === 'number' && player.region === 'cn') {
		setTempo(player, tempo, now);
	}
}
