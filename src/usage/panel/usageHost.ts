import type * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import type { SessionSource } from '../../agora/session';
import type { Clock } from '../../platform/clock';
import type { Event } from '../../platform/emitter';
import type { Known } from '../../platform/known';

/** What this room needs of accounts and projects; the container fills it. */
export interface UsageHost {
	readonly extensionUri: vscode.Uri;
	/** Where figures of past days are kept. */
	readonly storageUri: vscode.Uri;
	readonly sessions: SessionSource;
	/** Whether the account is about to be signed in. */
	readonly isSigningIn: () => boolean;
	/** Signs in with the stored account, if that was not done yet. */
	readonly restore: () => Promise<void>;
	/** The accounts stored on this machine: only their figures are kept, and for as long as they are stored. */
	readonly storedAccountIds: () => readonly string[];
	readonly projects: ProjectSource;
	readonly clock: Clock;
	readonly warn: (message: string) => void;
}

export interface ProjectSource {
	readonly knownNow: () => Known<readonly Project[]>;
	readonly onDidChange: Event<void>;
	/** Makes sure that the projects were read once. */
	ready(): Promise<void>;
	/** Reads the projects again. */
	refresh(): Promise<void>;
}
