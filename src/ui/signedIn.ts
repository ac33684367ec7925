import * as vscode from 'vscode';
import type { AgoraSession, SessionSource } from '../agora/session';
import { runCommand } from './commands';
import { showInformationMessage } from './dialogs';
import { notifyFailure } from './notify';

export type SignedInCommand = (session: AgoraSession, ...args: unknown[]) => Promise<void>;

/**
 * Wraps commands that need an account: signs in with the stored one first, offers to sign in where there is
 * none, and tells what a command could not handle itself.
 * @param restore Signs in with the stored account, if that was not done yet.
 * @param watched Runs a command and tells, if that is why it failed, that Agora refuses the account's credentials.
 */
export function commandsForAccount(
	sessions: SessionSource,
	restore: () => Promise<void>,
	watched: (session: AgoraSession, run: () => Promise<void>) => Promise<void>,
): (run: SignedInCommand) => (...args: unknown[]) => Promise<void> {
	return (run) =>
		async (...args) => {
			try {
				await restore();
				const session = sessions.current;
				if (session) {
					await watched(session, () => run(session, ...args));
				} else {
					await offerSignIn();
				}
			} catch (error) {
				await notifyFailure(vscode.l10n.t('Not carried out'), error);
			}
		};
}

async function offerSignIn(): Promise<void> {
	const signIn = vscode.l10n.t('Sign In');
	const trySandbox = vscode.l10n.t('Try the Sandbox');
	const chosen = await showInformationMessage(
		vscode.l10n.t('Sign in to an Agora.io account first, or try everything in the sandbox.'),
		signIn,
		trySandbox,
	);
	if (chosen === signIn) {
		await runCommand('agora.account.signIn');
	} else if (chosen === trySandbox) {
		await runCommand('agora.sandbox.start');
	}
}
