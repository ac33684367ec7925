import { deepStrictEqual, ok } from 'node:assert/strict';
import { commands, extensions } from 'vscode';

interface Manifest {
	readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

describe('commands', () => {
	it('are all there once the extension is active', async () => {
		const extension = extensions.getExtension('console-for-agora.console-for-agora');
		ok(extension, 'the extension is not installed');
		await extension.activate();

		const { contributes }: Manifest = extension.packageJSON;
		const registered = new Set(await commands.getCommands(true));
		const missing = contributes.commands.map(({ command }) => command).filter((id) => !registered.has(id));

		deepStrictEqual(missing, []);
	});
});
