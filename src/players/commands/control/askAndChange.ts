import * as vscode from 'vscode';
import type { PlayerChanges } from '../../../agora/mediaPull/playerChanges';
import type { AgoraSession } from '../../../agora/session';
import { showInputBox } from '../../../ui/dialogs';
import { notifyDone, notifyFailure } from '../../../ui/notify';
import { withViewProgress } from '../../../ui/progress';
import { changePlayer } from '../../control/changePlayer';
import { positionNow } from '../../control/resumePosition';
import { rememberChange } from '../../definition/memory/changedDefinition';
import { playerLabel } from '../../playerName';
import { type TargetPlayer, targetPlayers } from '../../targetPlayers';
import type { PlayerParts } from '../playerCommand';

interface Question<Value> {
	readonly title: string;
	readonly input: Pick<vscode.InputBoxOptions, 'prompt' | 'placeHolder' | 'value'>;
	/** What was typed; undefined where it makes no sense. */
	readonly read: (typed: string) => Value | undefined;
	/** Why what was typed makes no sense. */
	readonly problem: (typed: string) => string | undefined;
	readonly changes: (value: Value) => PlayerChanges;
	/** What is to be done, for the message where it fails. */
	readonly what: (label: string) => string;
	readonly done: (label: string, value: Value) => string;
}

/** Asks for one value, changes one player by it, and tells what became of it. */
export async function askAndChange<Value>(
	parts: PlayerParts,
	session: AgoraSession,
	argument: unknown,
	{ title, input, read, problem, changes, what, done }: Question<Value>,
): Promise<void> {
	const fits = ({ shown }: TargetPlayer) => shown.condition !== 'gone';
	const [target] = await targetPlayers(parts, { argument, title, fits });
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
		await change(parts, session, target, changes(value), what(label), done(label, value));
	}
}

/** Changes one player, and tells what became of it. */
export async function change(
	parts: PlayerParts,
	session: AgoraSession,
	target: TargetPlayer,
	changes: PlayerChanges,
	what: string,
	done: string,
): Promise<void> {
	if (parts.sessions.current !== session) {
		return;
	}
	const { appId, player } = target;
	try {
		await withViewProgress('agora.players', () =>
			changePlayer(parts, session, { appId, id: player.id, name: player.name ?? '' }, changes),
		);
	} catch (error) {
		await notifyFailure(what, error, () => change(parts, session, target, changes, what, done));
		return;
	}
	parts.store.applyChanged(appId, player.id);
	notifyDone(done);
	await remember(parts, session, target, changes).catch((error: unknown) =>
		notifyFailure(
			vscode.l10n.t('Remember what was changed of cloud player “{0}”', playerLabel(player)),
			error,
		),
	);
}

/** What was changed from here belongs to the definition of the player. */
async function remember(
	{ definitions, regions, sessions, store, clock }: PlayerParts,
	{ accountId, client }: AgoraSession,
	{ appId, player, shown }: TargetPlayer,
	changes: PlayerChanges,
): Promise<void> {
	// Where nobody is signed in any more the account was removed, and its secrets with it.
	if (!sessions.current) {
		return;
	}
	const { memory } = await definitions.room();
	const key = { accountId, appId, playerId: player.id };
	const remembered = memory.get(key);
	const [region = 'na'] = regions.candidates(appId, player.id);
	const { seekPosition, tempo } = remembered?.player ?? {};
	const now = store.players(appId).find((each) => each.player.id === player.id) ?? shown;
	const serverNow = client.serverNow();
	const seconds = positionNow(
		{
			playedFrom: remembered?.playedFrom,
			seekPosition: typeof seekPosition === 'number' ? seekPosition : undefined,
			tempo: typeof tempo === 'number' ? tempo : undefined,
		},
		now,
		{ now: clock.monotonic(), serverNow },
	);
	await rememberChange(memory, { key, region, played: { seconds, at: serverNow } }, changes);
}
