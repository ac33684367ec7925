import * as vscode from 'vscode';
import { showQuickPick } from '../../../ui/dialogs';
import { grouping, setGrouping } from '../../tree/groupingSetting';
import { GROUPINGS, type Grouping } from '../../tree/rows/grouping';
import type { PlayerCommand } from '../playerCommand';

/** Asks what to group the players by, and keeps it as a setting. */
export const groupPlayersBy: PlayerCommand = async () => {
	const current = grouping();
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
