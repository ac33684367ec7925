import { ok } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extensions, Uri } from 'vscode';
import { systemClock } from '../../../src/common/clock';
import { UsagePanels } from '../../../src/usage/panel/usagePanels';
import { openProjectRoom } from './projectRoom';

/** The usage panels of a sandbox of its own. */
export async function openUsageRoom() {
	const room = await openProjectRoom();
	const folder = await mkdtemp(join(tmpdir(), 'agora-usage-'));
	const extension = extensions.getExtension('console-for-agora.console-for-agora');
	ok(extension, 'the extension is not installed');
	const { sessions, reader, parts } = room;
	const stored = ['account'];
	const panels = new UsagePanels({
		extensionUri: extension.extensionUri,
		storageUri: Uri.file(folder),
		sessions,
		isSigningIn: () => false,
		restore: async () => {},
		storedAccountIds: () => stored,
		projects: {
			knownNow: () => parts.store.known,
			onDidChange: parts.store.onDidChange,
			ready: () => reader.ready(),
			refresh: () => reader.refresh(),
		},
		clock: systemClock,
		warn: () => {},
	});
	return {
		...room,
		panels,
		folder,
		stored,
		close: async () => {
			stored.length = 0;
			sessions.replace(undefined);
			await panels.forgetRemoved();
			panels.dispose();
			await room.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
