import * as vscode from 'vscode';
import type { SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { showInformationMessage, showQuickPick } from '../../ui/dialogs';
import { askFilter } from '../../ui/filterInput';
import { notifyDone } from '../../ui/notify';
import { withViewProgress } from '../../ui/progress';
import type { FeatureCommand } from '../../ui/signedIn';
import { FOCUSED_ROW, selectFocusedRow } from '../../ui/treeLifecycle';
import type { PlayerPanels } from '../details/playerPanels';
import { readChannel } from '../polling/playerReader';
import type { ProjectSource } from '../projectSource';
import type { PlayerStore } from '../store/playerStore';
import { type TargetDeps, type TargetPlayer, targetPlayers } from '../targetPlayers';
import { GROUPINGS, type Grouping, type PlayerFilter } from '../tree/grouping';
import { PlayerNode } from '../tree/playerNodes';
import { groupingSetting, setGrouping } from '../tree/playerTree';
import { filterCount, type PlayerView } from '../tree/playerView';

export const copyPlayerId: FeatureCommand<TargetDeps> = async (deps, _session, argument, selection) => {
	const title = vscode.l10n.t('Copy Player ID');
	const targets = await targetPlayers(deps, { argument, selection, title });
	if (targets.length > 0) {
		await vscode.env.clipboard.writeText(targets.map(({ player }) => player.id).join('\n'));
		notifyDone(
			targets.length === 1
				? vscode.l10n.t('Player ID copied')
				: vscode.l10n.t('{0} player IDs copied', targets.length),
		);
	}
};

interface ShowDeps extends TargetDeps {
	readonly details: Pick<PlayerPanels, 'show'>;
	readonly view: Pick<PlayerView, 'focusedRows'>;
}

export const showPlayer: FeatureCommand<ShowDeps> = async (deps, session, argument) => {
	const row = argument === FOCUSED_ROW ? (await deps.view.focusedRows()).focused : argument;
	if (argument === FOCUSED_ROW && !(row instanceof PlayerNode)) {
		await selectFocusedRow();
		return;
	}
	const title = vscode.l10n.t('Show Player Details');
	const [target] = await targetPlayers(deps, { argument: row, title });
	if (target) {
		await deps.details.show(session, target);
	}
};

interface ShowChannelDeps extends TargetDeps {
	readonly channels: {
		/** Shows a channel in the Channels view. Returns whether it is listed. */
		reveal(appId: string, channelName: string): Promise<boolean>;
	};
}

/** Shows the channel of a player in the Channels view. */
export const showChannel: FeatureCommand<ShowChannelDeps> = async (deps, _session, argument) => {
	const title = vscode.l10n.t('Show in Channels');
	const fits = ({ player }: TargetPlayer) => player.channelName !== undefined;
	const [target] = await targetPlayers(deps, { argument, title, fits });
	const channelName = target?.player.channelName;
	if (target && channelName !== undefined && !(await deps.channels.reveal(target.appId, channelName))) {
		void showInformationMessage(
			vscode.l10n.t(
				'Agora lists no channel “{0}” of project “{1}”: nobody is in it, or its lists lag, which may take minutes.',
				channelName,
				target.projectName,
			),
		);
	}
};

export const clearPlayerFilter: FeatureCommand<Pick<FilterDeps, 'filter'>> = async ({ filter }) =>
	filter.clear();

interface FilterDeps {
	readonly filter: PlayerFilter;
	readonly sessions: SessionSource;
	readonly projects: ProjectSource;
	readonly store: PlayerStore;
	readonly clock: Clock;
}

/** Filters the loaded players while the user types, and then reads the players of the chosen channel where that saves calls. */
export const filterPlayers: FeatureCommand<FilterDeps> = async (deps, session) => {
	const { filter, store } = deps;
	await vscode.commands.executeCommand('agora.players.focus');
	const text = await askFilter(filter, session, {
		title: vscode.l10n.t('Filter Players by Channel'),
		placeholder: vscode.l10n.t('Channel name or a part of it'),
		count: () => vscode.l10n.t('Cloud players: {0}', filterCount(filter, store)),
		onDidChangeRows: store.onDidChange,
	});
	if (text) {
		await withViewProgress('agora.players', () => readChannel(deps, session, text));
	}
};

/** Asks what to group the players by, and stores it in the settings. */
export const groupPlayersBy: FeatureCommand<unknown> = async () => {
	const current = groupingSetting();
	const items = GROUPINGS.map((by) => ({
		icon: ICONS[by],
		label: nameOf(by),
		description: by === current ? vscode.l10n.t('current') : '',
		by,
	}));
	// Enter chooses the first item.
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

interface LoadMoreDeps {
	readonly view: Pick<PlayerView, 'showMore'>;
}

/** Runs from the last row of a long group. `argument` is the id of the group. */
export const loadMorePlayers: FeatureCommand<LoadMoreDeps> = async ({ view }, _session, argument) => {
	if (typeof argument === 'string') {
		await view.showMore(argument);
	}
};
