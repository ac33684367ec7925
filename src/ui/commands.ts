import * as vscode from 'vscode';
import type { Disposable } from '../platform/disposable';
import type { CommandId } from './commandIds';

/**
 * Registers a command. Arguments are `unknown` on purpose: any extension may call any command, so a handler
 * takes from them only what it recognises.
 */
export function registerCommand(id: CommandId, run: (...args: unknown[]) => unknown): Disposable {
	return vscode.commands.registerCommand(id, run);
}

export async function runCommand(id: CommandId, ...args: unknown[]): Promise<void> {
	await vscode.commands.executeCommand(id, ...args);
}

/** A link for a trusted Markdown string that runs a command without arguments. */
export function commandLink(label: string, id: CommandId): string {
	return `[${label}](command:${id})`;
}
