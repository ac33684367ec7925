import * as vscode from 'vscode';
import { TEMPOS } from '../../agora/mediaPull/playerFields';
import { checkChanges, type PlayerChanges } from '../../agora/mediaPull/updatePlayer';
import type { AgoraSession, SessionSource } from '../../agora/session';
import { showInputBox, showQuickPick, showWarningMessage } from '../../ui/dialogs';
import { notifyDone, notifyFailure } from '../../ui/notify';
import { withViewProgress } from '../../ui/progress';
import type { FeatureCommand } from '../../ui/signedIn';
import { type ChangeDeps, changePlayer } from '../control/changePlayer';
import { mayBeOnDemand, positionNow, positionText, readPosition } from '../control/position';
import type { DefinitionsFeature } from '../definitions/definitionsFeature';
import { updateStoredRequest } from '../definitions/storedRequests';
import { playerLabel } from '../playerNames';
import { fieldText, regionName } from '../playerText';
import { type TargetDeps, type TargetPlayer, targetPlayers } from '../targetPlayers';

export interface ControlDeps extends TargetDeps, ChangeDeps {
	readonly sessions: SessionSource;
	readonly definitions: Pick<DefinitionsFeature, 'requests'>;
}

interface Question<Value> {
	readonly title: string;
	readonly input: Pick<vscode.InputBoxOptions, 'prompt' | 'placeHolder' | 'value'>;
	/** The value of the input; undefined if it is not valid. */
	readonly read: (typed: string) => Value | undefined;
	/** Why the input is not valid. */
	readonly problem: (typed: string) => string | undefined;
	readonly changes: (value: Value) => PlayerChanges;
	/** Which players the picker lists; all by default. */
	readonly fits?: (target: TargetPlayer) => boolean;
	/** The action, for the message when it fails. */
	readonly what: (label: string) => string;
	readonly done: (label: string, value: Value) => string;
}

/** Asks for a value, changes one player, and shows the outcome. */
async function askAndChange<Value>(
	deps: ControlDeps,
	session: AgoraSession,
	argument: unknown,
	{ title, input, read, problem, changes, fits: isListed = () => true, what, done }: Question<Value>,
): Promise<void> {
	const fits = (target: TargetPlayer) =>
		target.shown.condition !== 'gone' && (argument !== undefined || isListed(target));
	const [target] = await targetPlayers(deps, { argument, title, fits });
	if (!target) {
		return;
	}
	const label = playerLabel(target.player);
	const typed = await showInputBox({
		...input,
		title: `${title}: ${label}`,
		ignoreFocusOut: true,
		validateInput: (text) => (text === '' || read(text) !== undefined ? undefined : problem(text)),
	});
	const value = read(typed ?? '');
	if (value !== undefined) {
		await change(deps, session, target, changes(value), what(label), done(label, value));
	}
}

/** Changes one player, and shows the outcome. */
async function change(
	deps: ControlDeps,
	session: AgoraSession,
	target: TargetPlayer,
	changes: PlayerChanges,
	what: string,
	done: string,
): Promise<void> {
	if (deps.sessions.current !== session) {
		return;
	}
	const { appId, player } = target;
	try {
		await withViewProgress('agora.players', () =>
			changePlayer(deps, session, { appId, id: player.id, name: player.name ?? '' }, changes),
		);
	} catch (error) {
		await notifyFailure(what, error, () => change(deps, session, target, changes, what, done));
		return;
	}
	deps.store.applyChanged(appId, player.id);
	notifyDone(done);
	await storeChanges(deps, session, target, changes).catch((error: unknown) =>
		notifyFailure(
			vscode.l10n.t('Remember what was changed of cloud player “{0}”', playerLabel(player)),
			error,
		),
	);
}

/** Adds the changes to the stored definition of the player. */
async function storeChanges(
	{ definitions, regions, sessions, store }: ControlDeps,
	{ accountId, client }: AgoraSession,
	{ appId, player, shown }: TargetPlayer,
	changes: PlayerChanges,
): Promise<void> {
	// After a sign-out, the secrets of the account are removed.
	if (!sessions.current) {
		return;
	}
	const { requests } = definitions;
	const key = { accountId, appId, playerId: player.id };
	const remembered = requests.get(key);
	const [region = 'na'] = regions.candidates(appId, player.id);
	const { seekPosition, tempo } = remembered?.player ?? {};
	const now = store.player(appId, player.id) ?? shown;
	const serverNow = client.serverNow();
	const seconds = positionNow(
		{
			playedFrom: remembered?.playedFrom,
			seekPosition: typeof seekPosition === 'number' ? seekPosition : undefined,
			tempo: typeof tempo === 'number' ? tempo : undefined,
		},
		now,
		{ now: client.clock.monotonic(), serverNow },
	);
	await updateStoredRequest(requests, { key, region, played: { seconds, at: serverNow } }, changes);
}

export const seekPlayer: FeatureCommand<ControlDeps> = (deps, session, argument) =>
	askAndChange(deps, session, argument, {
		title: vscode.l10n.t('Seek'),
		input: {
			prompt: vscode.l10n.t(
				'Position in seconds, or as minutes and seconds. Works for on-demand streams only.',
			),
			placeHolder: '1:30',
		},
		read: readPosition,
		problem: () => vscode.l10n.t('Enter seconds, such as 90, or a time, such as 1:30 or 1:02:03.'),
		changes: (seekPosition) => ({ seekPosition }),
		fits: ({ player }) => mayBeOnDemand(player.streamUrl),
		what: (label) => vscode.l10n.t('Seek in cloud player “{0}”', label),
		done: (label, seekPosition) =>
			vscode.l10n.t('Cloud player {0} continues from {1}', label, positionText(seekPosition)),
	});

/** Update takes 0 to 200, and 100 leaves the source as it is (docs/agora-api.md, Media Pull: Update). */
const LOUDEST = 200;

export const setPlayerVolume: FeatureCommand<ControlDeps> = (deps, session, argument) =>
	askAndChange(deps, session, argument, {
		title: vscode.l10n.t('Set Volume'),
		input: {
			prompt: vscode.l10n.t('From 0 (silent) to {0}. 100 is as loud as the source.', LOUDEST),
			value: '100',
		},
		read: readVolume,
		problem: () => vscode.l10n.t('Enter a whole number from 0 to {0}.', LOUDEST),
		changes: (volume) => ({ audioOptions: { volume } }),
		what: (label) => vscode.l10n.t('Set the volume of cloud player “{0}”', label),
		done: (label, volume) => vscode.l10n.t('Volume of cloud player {0} set to {1}', label, volume),
	});

function readVolume(typed: string): number | undefined {
	const volume = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : NaN;
	return volume <= LOUDEST ? volume : undefined;
}

export const switchPlayerSource: FeatureCommand<ControlDeps> = (deps, session, argument) =>
	askAndChange(deps, session, argument, {
		title: vscode.l10n.t('Switch Source'),
		// Not prefilled: the old address may contain a password.
		input: {
			prompt: vscode.l10n.t(
				'Address of the stream, video or picture to play from now on: rtmp, https or http',
			),
			placeHolder: 'rtmp://example.com/live/class32',
		},
		read: (typed) => (problem(typed) === undefined ? typed.trim() : undefined),
		problem,
		changes: (streamUrl) => ({ streamUrl }),
		what: (label) => vscode.l10n.t('Switch the source of cloud player “{0}”', label),
		done: (label) => vscode.l10n.t('Cloud player {0} now plays another source', label),
	});

function problem(typed: string): string | undefined {
	const [issue] = checkChanges({ streamUrl: typed.trim() });
	return issue && fieldText(issue);
}

/** Asks how fast a recording is to be played (docs/agora-api.md, Media Pull: Update, `tempo`: Chinese mainland only). */
export const setPlayerSpeed: FeatureCommand<ControlDeps> = async (deps, session, argument) => {
	const title = vscode.l10n.t('Set Speed');
	const regionOf = ({ player }: TargetPlayer) => deps.regions.ofPlayer(player.id);
	// For a player that the command was called on, a message below gives the reason. The picker leaves such players out.
	const fits = (target: TargetPlayer) =>
		target.shown.condition !== 'gone' &&
		(argument !== undefined ||
			(mayBeOnDemand(target.player.streamUrl) && ['cn', undefined].includes(regionOf(target))));
	const [target] = await targetPlayers(deps, { argument, title, fits });
	if (!target) {
		return;
	}
	const label = playerLabel(target.player);
	const region = regionOf(target);
	if (region !== undefined && region !== 'cn') {
		await showWarningMessage(
			vscode.l10n.t(
				'The speed of cloud player “{0}” cannot be set: it is in the region {1}, and Agora offers this on the Chinese mainland only.',
				label,
				regionName(region),
			),
		);
		return;
	}
	if (!mayBeOnDemand(target.player.streamUrl)) {
		await showWarningMessage(
			vscode.l10n.t(
				'The speed of cloud player “{0}” cannot be set: its source is a live stream or a picture.',
				label,
			),
		);
		return;
	}
	const tempo = await pickTempo(`${title}: ${label}`, await tempoOf(deps, session, target), region === 'cn');
	if (tempo !== undefined) {
		const what = vscode.l10n.t('Set the speed of cloud player “{0}”', label);
		const done = vscode.l10n.t('Speed of cloud player {0} set to {1}', label, speedText(tempo));
		await change(deps, session, target, { tempo }, what, done);
	}
};

/** The speed that was last set from here; undefined if that is not known. */
async function tempoOf(
	{ definitions }: Pick<ControlDeps, 'definitions'>,
	{ accountId }: AgoraSession,
	{ appId, player }: TargetPlayer,
): Promise<number | undefined> {
	const { requests } = definitions;
	const remembered = requests.get({ accountId, appId, playerId: player.id });
	const tempo = remembered?.player.tempo;
	if (typeof tempo === 'number') {
		return tempo;
	}
	// A player that was created here without a speed plays as recorded.
	return remembered && !remembered.fromList ? 1 : undefined;
}

async function pickTempo(
	title: string,
	current: number | undefined,
	isMainland: boolean,
): Promise<number | undefined> {
	const items = TEMPOS.map((tempo) => ({
		label: speedText(tempo),
		description: [
			tempo === 1 ? vscode.l10n.t('normal speed') : '',
			tempo === current ? vscode.l10n.t('current') : '',
		]
			.filter((word) => word !== '')
			.join(' · '),
		tempo,
	}));
	// Enter chooses the first item: the current speed, otherwise the recorded one.
	const first = items.filter(({ tempo }) => tempo === (current ?? 1));
	const others = items.filter((item) => !first.includes(item));
	const chosen = await showQuickPick([...first, ...others], {
		title,
		placeHolder: isMainland
			? vscode.l10n.t('How fast to play')
			: vscode.l10n.t(
					'How fast to play. The region of this player is not known, and Agora offers this on the Chinese mainland only.',
				),
		ignoreFocusOut: true,
	});
	return chosen?.tempo;
}

function speedText(tempo: number): string {
	return `${new Intl.NumberFormat(vscode.env.language).format(tempo)}×`;
}
