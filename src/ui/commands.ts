import * as vscode from 'vscode';
import type { Disposable } from '../common/disposable';
import type { CommandId } from './commandIds';

/**
 * Registers a command. Arguments are `unknown` on purpose: any extension may call any command, so a handler
 * takes from them only what it recognises. Callers get nothing back.
 */
export function registerCommand(id: CommandId, run: (...args: unknown[]) => unknown): Disposable {
	return vscode.commands.registerCommand(id, async (...args: unknown[]) => {
		await run(...args);
	});
}

export async function runCommand(id: CommandId, ...args: unknown[]): Promise<void> {
	await vscode.commands.executeCommand(id, ...args);
}

/** A link for a trusted Markdown string that runs a command. What it is given can be read by everybody: no secrets. */
export function commandLink(label: string, id: CommandId, ...args: unknown[]): string {
	return `[${label}](${commandUri(id, ...args)})`;
}

/** The address that runs a command when it is followed. */
export function commandUri(id: CommandId, ...args: unknown[]): string {
	return args.length === 0 ? `command:${id}` : `command:${id}?${encodeURIComponent(JSON.stringify(args))}`;
}

interface ContextKeys {
	'agora.session': 'signedOut' | 'signingIn' | 'signedIn';
	'agora.sandbox.running': boolean;
	'agora.project.active': boolean;
	'agora.projects.state': 'unknown' | 'empty' | 'failed' | 'noMatch' | 'ready';
	'agora.projects.filtered': boolean;
	'agora.players.filtered': boolean;
	'agora.players.state': 'unknown' | 'empty' | 'notEnabled' | 'ready';
}

/** The only caller of `setContext`, so that every key that package.json's `when` clauses use is listed here. */
export class ContextKeySetter {
	readonly #known = new Map<string, unknown>();

	set<K extends keyof ContextKeys>(key: K, value: ContextKeys[K]): void {
		if (this.#known.get(key) !== value) {
			this.#known.set(key, value);
			void vscode.commands.executeCommand('setContext', key, value);
		}
	}
}
