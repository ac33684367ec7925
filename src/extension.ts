import type * as vscode from 'vscode';
import { registerAccountCommands } from './accounts/register';
import { buildContainer } from './container';
import { playerCommands } from './players/commands/playerCommands';
import { projectCommands } from './projects/commands/projectCommands';
import { registerCommand } from './ui/commands';
import { showUsage } from './usage/commands/show';

/** Builds the extension. Reads no file and calls no server: that waits until somebody looks or asks. */
export function activate(context: vscode.ExtensionContext): void {
	const container = buildContainer(context);
	const { owned, log, accounts, sessions, sandbox, projectView, playerView, usagePanels, picker } = container;
	const { projectParts, playerParts, signedIn } = container;
	context.subscriptions.push(owned);

	owned.add(registerAccountCommands(accounts, sessions, sandbox));
	for (const [id, run] of projectCommands) {
		owned.add(
			registerCommand(
				id,
				signedIn((session, argument) => run(projectParts, session, argument)),
			),
		);
	}
	for (const [id, run] of playerCommands) {
		owned.add(
			registerCommand(
				id,
				signedIn((session, argument, selection) => run(playerParts, session, argument, selection)),
			),
		);
	}
	owned.add(
		registerCommand(
			'agora.projects.refresh',
			signedIn(() => projectView.refresh()),
		),
	);
	owned.add(
		registerCommand(
			'agora.players.refresh',
			signedIn(() => playerView.refresh()),
		),
	);
	owned.add(
		registerCommand(
			'agora.usage.show',
			signedIn((_session, argument) => showUsage(usagePanels, picker, argument)),
		),
	);
	owned.add(registerCommand('agora.log.show', () => log.show()));
}
