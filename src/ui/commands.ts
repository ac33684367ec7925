import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Disposable } from '../common/disposable';
import type { CommandId } from './commandIds';

/** One use of a command by the user, which may send several requests. */
export interface UserAction {
	/** Unique. */
	readonly id: string;
	readonly command: CommandId;
}

const actions = new AsyncLocalStorage<UserAction>();

/** The action that the running code belongs to, also after an `await`; undefined outside of commands. */
export function currentAction(): UserAction | undefined {
	return actions.getStore();
}

/** Runs what one use of a command does. */
export async function runAction(command: CommandId, run: () => Promise<unknown>): Promise<void> {
	await actions.run({ id: randomUUID(), command }, run);
}

/**
 * Registers a command that returns nothing. Arguments are `unknown` because any extension may call any command: a handler must
 * accept only arguments that it recognizes.
 */
export function registerCommand(id: CommandId, run: (...args: unknown[]) => unknown): Disposable {
	return vscode.commands.registerCommand(id, async (...args: unknown[]) => {
		await runAction(id, async () => await run(...args));
	});
}

export async function runCommand(id: CommandId, ...args: unknown[]): Promise<void> {
	await vscode.commands.executeCommand(id, ...args);
}

/** A link that runs a command, for a trusted Markdown string. The arguments are readable: no secrets. */
export function commandLink(label: string, id: CommandId, ...args: unknown[]): string {
	return `[${label}](${commandUri(id, ...args)})`;
}

/** The URI that runs a command. No argument can end the link in a Markdown text. */
export function commandUri(id: CommandId, ...args: unknown[]): string {
	if (args.length === 0) {
		return `command:${id}`;
	}
	const query = encodeURIComponent(JSON.stringify(args));
	return `command:${id}?${query.replace(/[!'()*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`;
}

interface ContextKeys {
	'agora.session': 'signedOut' | 'signingIn' | 'signedIn';
	'agora.sandbox.running': boolean;
	'agora.walkthrough.signIn': boolean;
	'agora.walkthrough.project': boolean;
	'agora.walkthrough.env': boolean;
	'agora.walkthrough.player': boolean;
	'agora.walkthrough.usage': boolean;
	'agora.walkthrough.notifications': boolean;
	'agora.projects.state': 'unknown' | 'empty' | 'unreachable' | 'refused' | 'failed' | 'noMatch' | 'ready';
	'agora.projects.failing': boolean;
	'agora.projects.filtered': boolean;
	'agora.players.failing': boolean;
	'agora.players.filtered': boolean;
	'agora.channels.failing': boolean;
	'agora.channels.filtered': boolean;
	'agora.channels.scope': 'active' | 'all';
	'agora.channels.state': 'unknown' | 'noProject' | 'disabled' | 'empty' | 'forbidden' | 'noMatch' | 'ready';
	'agora.players.state': 'unknown' | 'empty' | 'notEnabled' | 'ready';
	'agora.notifications.listening': boolean;
	'agora.notifications.filtered': boolean;
	'agora.notifications.received': boolean;
}

/** The only caller of `setContext`: a test compares these keys with the `when` clauses in package.json. */
export class ContextKeySetter {
	readonly #values = new Map<string, unknown>();

	set<K extends keyof ContextKeys>(key: K, value: ContextKeys[K]): void {
		if (this.#values.get(key) !== value) {
			this.#values.set(key, value);
			void vscode.commands.executeCommand('setContext', key, value);
		}
	}
}
