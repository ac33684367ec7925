import { ok } from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { type Extension, extensions } from 'vscode';

interface Manifest {
	readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

/** The extension that runs in this host, from its build in `dist`. */
export function installedExtension(): Extension<unknown> {
	const extension = extensions.getExtension('console-for-agora.console-for-agora');
	ok(extension, 'the extension is not installed');
	return extension;
}

/** The ids of the commands in the manifest. */
export function manifestCommands(): string[] {
	const { contributes }: Manifest = installedExtension().packageJSON;
	return contributes.commands.map(({ command }) => command);
}

/** Polls a condition that VS Code fulfills asynchronously. The timeout of the test ends the wait. */
export async function waitUntil(condition: () => unknown): Promise<void> {
	while (!(await condition())) {
		await setTimeout(20);
	}
}
