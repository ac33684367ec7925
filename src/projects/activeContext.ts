import { type Disposable, DisposableStore } from '../platform/disposable';
import type { ContextKeySetter } from '../ui/contextKeys';
import type { ActiveProject } from './activeProject';
import type { ProjectStore } from './projectStore';

/** Tells package.json, whose walkthrough has a step for it, whether this workspace has an active project. */
export function bindActiveContext(
	active: ActiveProject,
	projects: ProjectStore,
	context: ContextKeySetter,
): Disposable {
	const update = () => context.set('agora.project.active', active.current !== undefined);
	const subscriptions = new DisposableStore();
	subscriptions.add(active.onDidChange(update));
	subscriptions.add(projects.onDidChange(update));
	update();
	return subscriptions;
}
