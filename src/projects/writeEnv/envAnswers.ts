import type * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { certificateKeyFor, type KeyStyle, NEXT_KEYS, PLAIN_KEYS, type StyleName } from '../env/envKeys';

/** The answers so far. */
export interface EnvAnswers {
	readonly project?: Project;
	readonly folder?: vscode.WorkspaceFolder;
	/** A file directly inside the folder; empty where another one is to be named. */
	readonly file?: string;
	/** The other file, from the folder, as typed. */
	readonly otherFile?: string;
	readonly style?: StyleName;
	readonly appIdKey?: string;
	readonly withCertificate?: boolean;
	readonly certificateKey?: string;
}

/** The file chosen or named, from the folder, with `/`. */
export function pathOf({ file, otherFile }: EnvAnswers): string {
	return file || (otherFile ?? '');
}

export function keysOf({ style, appIdKey, certificateKey }: EnvAnswers): KeyStyle {
	switch (style) {
		case 'custom': {
			const appId = appIdKey ?? PLAIN_KEYS.appId;
			return { appId, certificate: certificateKey ?? certificateKeyFor(appId) };
		}
		case 'next':
			return NEXT_KEYS;
		default:
			return PLAIN_KEYS;
	}
}
