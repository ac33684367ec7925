import * as vscode from 'vscode';
import type { AgoraSession, SessionSource } from '../agora/session';
import { runCommand } from './commands';
import { showInformationMessage } from './dialogs';
import { notifyFailure } from './notify';

export type SignedInCommand = (session: AgoraSession, ...args: unknown[]) => Promise<void>;

/**
 * A command of a feature that needs an account. `argument` is the row it was called on and `selection` all selected rows, or any other
 * value.
 *
 * @typeParam Deps the members of the feature that the command uses.
 */
export type FeatureCommand<Deps> = (
	deps: Deps,
	session: AgoraSession,
	argument?: unknown,
	selection?: unknown,
) => Promise<void>;

/**
 * Wraps commands that need an account: signs in with the stored account first, offers to sign in where there is none, and shows
 * errors that a command did not handle.
 *
 * @param ensureSignedIn signs in with the stored account unless that was already done
 * @param runMonitored runs a command, and reports credentials that Agora refuses
 */
export function commandsForAccount(
	sessions: SessionSource,
	ensureSignedIn: () => Promise<void>,
	runMonitored: (session: AgoraSession, run: () => Promise<void>) => Promise<void>,
): (run: SignedInCommand) => (...args: unknown[]) => Promise<void> {
	return (run) =>
		async (...args) => {
			try {
				await ensureSignedIn();
				const session = sessions.current;
				if (session) {
					await runMonitored(session, () => run(session, ...args));
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
