import { KnownSecrets } from '../../../src/agora/redact';
import { systemClock } from '../../../src/common/clock';
import type { BundleDeps } from '../../../src/support/bundle';
import { History } from '../../../src/support/history';
import { RecentLog } from '../../../src/support/recentLog';
import { historyDeps } from '../../fixtures/historyDeps';
import { TestMemento } from '../../fixtures/memento';
import { installedExtension } from '../extensionHost';
import { openProjectContext } from './projectContext';

/** The projects of a sandbox, and the dependencies of the support bundle. */
export async function openSupportContext() {
	const { sandbox, sessions, session, deps, close } = await openProjectContext();
	const silent = { debug: () => {}, info: () => {}, warn: () => {} };
	const log = new RecentLog(
		silent,
		systemClock,
		() => true,
		() => undefined,
	);
	const history = new History(new TestMemento(), historyDeps(sessions));
	const knownSecrets = new KnownSecrets();
	const bundleDeps: BundleDeps = {
		clock: systemClock,
		log,
		history,
		knownSecrets,
		sessions,
		accounts: {
			stored: [{ id: 'account', label: `Work ${sandbox.customerSecret}`, area: 'local' }],
			credentials: async () => sandbox,
		},
		projects: deps.store,
		players: { players: () => [{ condition: 'running' }, { condition: 'failed' }] },
	};
	return {
		sandbox,
		session,
		log,
		history,
		knownSecrets,
		manifest: installedExtension().packageJSON as unknown,
		deps: bundleDeps,
		close: async () => {
			history.dispose();
			await close();
		},
	};
}

export type SupportContext = Awaited<ReturnType<typeof openSupportContext>>;
