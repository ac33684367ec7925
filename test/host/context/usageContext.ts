import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Uri } from 'vscode';
import { systemClock } from '../../../src/common/clock';
import { UsagePanels } from '../../../src/usage/panel/usagePanels';
import { USAGE_VIEW_TYPE } from '../../../src/usage/usageFeature';
import { installedExtension } from '../extensionHost';
import { openProjectContext } from './projectContext';

/** The usage panels of a sandbox. */
export async function openUsageContext() {
	const projectContext = await openProjectContext();
	const folder = await mkdtemp(join(tmpdir(), 'agora-usage-'));
	const { sessions, reader, deps } = projectContext;
	const accounts = { stored: [{ id: 'account' }], ensureSignedIn: async () => {} };
	const panels = new UsagePanels(USAGE_VIEW_TYPE, {
		context: { extensionUri: installedExtension().extensionUri, globalStorageUri: Uri.file(folder) },
		sessions,
		isSigningIn: () => false,
		accounts,
		projects: deps.store,
		projectReader: reader,
		clock: systemClock,
		log: { warn: () => {} },
	});
	return {
		...projectContext,
		panels,
		folder,
		accounts,
		close: async () => {
			accounts.stored = [];
			sessions.replace(undefined);
			await panels.deleteUnstoredUsage();
			panels.dispose();
			await projectContext.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

export type UsageContext = Awaited<ReturnType<typeof openUsageContext>>;
