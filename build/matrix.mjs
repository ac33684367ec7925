// @ts-check
// `npm run test:matrix`: runs the host tests and the UI tests on the oldest and the newest supported VS Code.
import { onProjectNode } from './setup.mjs';

await onProjectNode();
const { runStages } = await import('./stages.mjs');
const { versions } = await import('./versions.mjs');
for (const name of /** @type {const} */ (['oldest', 'newest'])) {
	const { vscode } = versions[name];
	console.info(`\n━━━━ VS Code ${vscode} (${name})`);
	process.env.VSCODE_VERSION = name;
	process.exitCode = (await runStages(['package', 'host', 'ui'])) || process.exitCode;
}
