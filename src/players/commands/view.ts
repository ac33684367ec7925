import * as vscode from 'vscode';
import { showQuickPick } from '../../ui/dialogs';
import { askFilter } from '../../ui/filterInput';
import { notifyDone } from '../../ui/notify';
import { withViewProgress } from '../../ui/progress';
import { readChannel } from '../polling/channelReading';
import { targetPlayers } from '../targetPlayers';
import { GROUPINGS, type Grouping } from '../tree/grouping';
import { groupingSetting, setGrouping } from '../tree/playerTree';
import { filterCount } from '../tree/playerView';
import type { PlayerCommand } from './playerCommand';

export const copyPlayerId: PlayerCommand = async (parts, _session, argument, selection) => {
	const title = vscode.l10n.t('Copy Player ID');
	const targets = await targetPlayers(parts, { argument, selection, title });
	if (targets.length > 0) {
		await vscode.env.clipboard.writeText(targets.map(({ player }) => player.id).join('\n'));
		notifyDone(
			targets.length === 1
				? vscode.l10n.t('Player ID copied')
				: vscode.l10n.t('{0} player IDs copied', targets.length),
		);
	}
};

export const showPlayer: PlayerCommand = async (parts, session, argument) => {
	const [target] = await targetPlayers(parts, { argument, title: vscode.l10n.t('Show Player Details') });
	if (target) {
		await parts.showDetails(session, target);
	}
};

export const clearPlayerFilter: PlayerCommand = async ({ filter }) => filter.clear();

/** Filters by what is known while the user types, and asks Agora for the channel that is kept, where that pays. */
export const filterPlayers: PlayerCommand = async (parts, session) => {
	const { filter, store } = parts;
	await vscode.commands.executeCommand('agora.players.focus');
	const text = await askFilter(filter, session, {
		title: vscode.l10n.t('Filter Players by Channel'),
		placeholder: vscode.l10n.t('Channel name or a part of it'),
		count: () => vscode.l10n.t('Cloud players: {0}', filterCount(filter, store)),
		onDidChangeRows: store.onDidChange,
	});
	if (text) {
		await withViewProgress('agora.players', () => readChannel(parts, session, text));
	}
};

/** Asks what to group the players by, and keeps it as a setting. */
export const groupPlayersBy: PlayerCommand = async () => {
	const current = groupingSetting();
	const items = GROUPINGS.map((by) => ({
		icon: ICONS[by],
		label: nameOf(by),
		description: by === current ? vscode.l10n.t('current') : '',
		by,
	}));
	// The current one is the first that Enter would choose.
	const first = items.filter(({ by }) => by === current);
	const others = items.filter(({ by }) => by !== current);
	const chosen = await showQuickPick([...first, ...others], {
		title: vscode.l10n.t('Group Players'),
		placeHolder: vscode.l10n.t('What to group the cloud players by'),
	});
	if (chosen && chosen.by !== current) {
		await setGrouping(chosen.by);
	}
};

const ICONS: Readonly<Record<Grouping, string>> = {
	project: 'project',
	channel: 'broadcast',
	status: 'pulse',
};

function nameOf(by: Grouping): string {
	switch (by) {
		case 'project':
			return vscode.l10n.t('Project');
		case 'channel':
			return vscode.l10n.t('Channel');
		case 'status':
			return vscode.l10n.t('Status');
	}
}

/** Called on by the last row of a long group. */
export const loadMorePlayers: PlayerCommand = async ({ showMore }, _session, argument) => {
	if (typeof argument === 'string') {
		await showMore(argument);
	}
};
