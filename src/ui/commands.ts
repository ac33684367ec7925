import * as vscode from 'vscode';
import type { Disposable } from '../platform/disposable';
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
