import * as vscode from 'vscode';
import type { SessionSource } from '../../agora/session';
import type { Clock } from '../../platform/clock';
import { showQuickPick } from '../../ui/dialogs';
import { notifyDone } from '../../ui/notify';
import type { ProjectStore } from '../projectStore';
import { judgeToken } from './judgeToken';
import { tokenRows } from './tokenRows';

export interface ExplainParts {
	readonly sessions: SessionSource;
	readonly store: ProjectStore;
	readonly clock: Clock;
}

/** Lists what a token says, each line to be copied. Does nothing for what is no token. */
export async function explainToken({ sessions, store, clock }: ExplainParts, token: string): Promise<void> {
	const now = clock.now();
	const verdict = judgeToken(token, store.projects, now);
	if (!verdict) {
		return;
	}
	const rows = tokenRows(verdict, sessions.current?.accountLabel, now);
	const chosen = await showQuickPick(rows, {
		title: vscode.l10n.t('Inspect Token'),
		placeHolder: vscode.l10n.t('What the token says. Press Enter to copy a line.'),
		matchOnDescription: true,
		matchOnDetail: true,
	});
	if (chosen?.description !== undefined) {
		await vscode.env.clipboard.writeText(chosen.description);
		notifyDone(vscode.l10n.t('{0} copied', chosen.label));
	}
}
