import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';

/** Packages an extension with one empty view, which is the baseline of the measurements. */
export async function packEmptyExtension(folder: string): Promise<string> {
	await mkdir(folder, { recursive: true });
	const manifest = {
		...{ name: 'empty', publisher: 'bench', version: '1.0.0', engines: { vscode: '^1.105.0' } },
		...{ main: './extension.js', activationEvents: ['onStartupFinished'], license: 'UNLICENSED' },
		contributes: {
			viewsContainers: { activitybar: [{ id: 'agora', title: 'Agora', icon: 'icon.svg' }] },
			views: { agora: [{ id: 'bench.empty', name: 'Empty' }] },
		},
	};
	const icon = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M4 4h16v16H4z"/></svg>';
	const code = `const { window } = require('vscode');
exports.activate = () => window.createTreeView('bench.empty', { treeDataProvider: { getChildren: () => [], getTreeItem: (item) => item } });
`;
	await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
	await writeFile(join(folder, 'icon.svg'), icon);
	await writeFile(join(folder, 'extension.js'), code);
	await writeFile(join(folder, 'README.md'), '# Empty\n\nAn extension with an empty view.\n');
	const vsix = join(folder, 'empty.vsix');
	await createVSIX({
		cwd: folder,
		packagePath: vsix,
		dependencies: false,
		allowMissingRepository: true,
		skipLicense: true,
	});
	return vsix;
}
