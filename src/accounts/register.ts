import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../platform/disposable';
import { registerCommand } from '../ui/commands';
import { notifyFailure } from '../ui/notify';
import type { Accounts } from './accounts';
import { signIn } from './commands/signIn';
import { signOut } from './commands/signOut';
import { switchAccount } from './commands/switchAccount';
import type { SandboxAccount } from './sandboxAccount';
import type { SessionStore } from './sessionStore';

export function registerAccountCommands(
	accounts: Accounts,
	sessions: SessionStore,
	sandbox: SandboxAccount,
): Disposable {
	const startSandbox = async (): Promise<void> => {
		try {
			await sandbox.start();
		} catch (error) {
			await notifyFailure(vscode.l10n.t('Start the sandbox'), error, startSandbox);
		}
	};
	const commands = new DisposableStore();
	commands.add(registerCommand('agora.account.signIn', () => signIn(accounts)));
	commands.add(registerCommand('agora.account.switch', () => switchAccount(accounts, sessions)));
	commands.add(registerCommand('agora.account.signOut', () => signOut(accounts, sessions, sandbox)));
	commands.add(registerCommand('agora.sandbox.start', startSandbox));
	commands.add(registerCommand('agora.sandbox.stop', () => sandbox.stop()));
	return commands;
}
