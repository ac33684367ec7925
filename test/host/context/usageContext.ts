import { ok } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extensions, Uri } from 'vscode';
import { systemClock } from '../../../src/common/clock';
import { UsagePanels } from '../../../src/usage/panel/usagePanels';
import { openProjectContext } from './projectContext';

/** The usage panels of a sandbox. */
export async function openUsageContext() {
	const projectContext = await openProjectContext();
	const folder = await mkdtemp(join(tmpdir(), 'agora-usage-'));
	const extension = extensions.getExtension('console-for-agora.console-for-agora');
	ok(extension, 'the extension is not installed');
	const { sessions, reader, deps } = projectContext;
	const storedAccountIds = ['account'];
	const panels = new UsagePanels({
		extensionUri: extension.extensionUri,
		storageUri: Uri.file(folder),
		sessions,
		isSigningIn: () => false,
		restore: async () => {},
		storedAccountIds: () => storedAccountIds,
		projects: {
			knownNow: () => deps.store.loadable,
			onDidChange: deps.store.onDidChange,
			ready: () => reader.ensureLoaded(),
			refresh: () => reader.refresh(),
		},
		clock: systemClock,
		warn: () => {},
	});
	return {
		...projectContext,
		panels,
		folder,
		storedAccountIds,
		close: async () => {
			storedAccountIds.length = 0;
			sessions.replace(undefined);
			await panels.forgetRemoved();
			panels.dispose();
			await projectContext.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
