import { commands } from 'vscode';
import type { ExplainJoinDeps } from '../../../src/channels/explain/explainJoinFailure';
import { LastAnswers } from '../../../src/ui/boundedMemento';
import { TestMemento } from '../../fixtures/memento';
import { openChannelContext } from './channelContext';

/** The channels of a sandbox, and the dependencies of Explain Join Failure. */
export async function openJoinContext() {
	const context = await openChannelContext();
	const { projectDeps, projectReader } = context;
	const deps: ExplainJoinDeps = {
		...context.deps,
		accountProjects: {
			get loadable() {
				return projectDeps.store.loadable;
			},
			refresh: () => projectReader.refresh(),
		},
		lastJoins: new LastAnswers(new TestMemento(), 'agora.lastJoins'),
	};
	const ran: { readonly id: string; readonly args: readonly unknown[] }[] = [];
	const { executeCommand } = commands;
	// The installed extension is signed out: its commands are recorded, not run.
	Reflect.set(commands, 'executeCommand', async (id: string, ...args: unknown[]) => {
		if (!id.startsWith('agora.')) {
			return await executeCommand(id, ...args);
		}
		ran.push({ id, args });
		return undefined;
	});
	return {
		...context,
		deps,
		/** The commands that ways out ran. */
		ran,
		close: async () => {
			Reflect.set(commands, 'executeCommand', executeCommand);
			await context.close();
		},
	};
}

export type JoinContext = Awaited<ReturnType<typeof openJoinContext>>;
