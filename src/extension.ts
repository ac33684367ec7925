import type * as vscode from 'vscode';
import { buildContainer } from './container';
import { ACCOUNT_COMMANDS, PLAYER_COMMANDS, PROJECT_COMMANDS } from './ui/commandIds';
import { registerCommand } from './ui/commands';

/**
 * Builds the extension. Reads no file and calls no server: that waits until somebody looks or asks. The code of the
 * commands is loaded with the first of its room that is called.
 */
export function activate(context: vscode.ExtensionContext): void {
	const container = buildContainer(context);
	const { owned, log, historyDocument, projectRoom, playerRoom, usage, signedIn } = container;
	const { accountParts, supportParts } = container;
	context.subscriptions.push(owned);

	for (const id of ACCOUNT_COMMANDS) {
		const run = async (argument: unknown) => {
			const { accountCommands } = await import('./accounts/commands/accountCommands');
			await accountCommands[id](accountParts, argument);
		};
		owned.add(registerCommand(id, run));
	}
	for (const id of PROJECT_COMMANDS) {
		const run = signedIn(async (session, argument, selection) => {
			const { projectCommands } = await import('./projects/commands/projectCommands');
			await projectCommands[id](projectRoom.parts, session, argument, selection);
		});
		owned.add(registerCommand(id, run));
	}
	for (const id of PLAYER_COMMANDS) {
		const run = signedIn(async (session, argument, selection) => {
			const { playerCommands } = await import('./players/commands/playerCommands');
			await playerCommands[id](playerRoom.parts, session, argument, selection);
		});
		owned.add(registerCommand(id, run));
	}
	const inspectToken = async () => {
		const inspect = await import('./projects/commands/inspectToken');
		await inspect.inspectToken(projectRoom.inspectParts);
	};
	const showUsage = signedIn(async (_session, argument) => {
		const command = await import('./usage/commands/show');
		await command.showUsage(await usage.panels(), projectRoom.picker, argument);
	});
	const createBundle = async () => {
		const bundle = await import('./support/bundle/createBundle');
		await bundle.createBundle(supportParts);
	};
	const refreshProjects = signedIn(() => projectRoom.view.refresh());
	const refreshPlayers = signedIn(() => playerRoom.view.refresh());
	owned.add(registerCommand('agora.projects.refresh', refreshProjects));
	owned.add(registerCommand('agora.players.refresh', refreshPlayers));
	owned.add(registerCommand('agora.token.inspect', inspectToken));
	owned.add(registerCommand('agora.usage.show', showUsage));
	owned.add(registerCommand('agora.usage.export', async () => (await usage.panels()).exportActive()));
	owned.add(registerCommand('agora.history.show', () => historyDocument.show()));
	owned.add(registerCommand('agora.log.show', () => log.show()));
	owned.add(registerCommand('agora.support.bundle', createBundle));
}
