import * as vscode from 'vscode';
import { TEMPOS } from '../../agora/mediaPull/playerFields';
import type { AgoraSession } from '../../agora/session';
import { showQuickPick, showWarningMessage } from '../../ui/dialogs';
import { mayBeOnDemand } from '../control/position';
import { playerLabel } from '../playerNames';
import { regionName } from '../playerText';
import { type TargetPlayer, targetPlayers } from '../targetPlayers';
import { type ControlDeps, change } from './control';
import type { PlayerCommand } from './playerCommand';

/** Asks how fast a recording is to be played (docs/agora-api.md, Media Pull: Update, `tempo`: Chinese mainland only). */
export const setPlayerSpeed: PlayerCommand<ControlDeps> = async (deps, session, argument) => {
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
			tempo === 1 ? vscode.l10n.t('as recorded') : '',
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
