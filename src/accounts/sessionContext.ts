import { type Disposable, DisposableStore } from '../platform/disposable';
import type { ContextKeySetter } from '../ui/contextKeys';
import type { SandboxAccount } from './sandboxAccount';
import type { SessionStore } from './sessionStore';

/** Tells the `when` clauses of package.json whether somebody is signed in and whether the sandbox runs. */
export function bindSessionContext(
	sessions: SessionStore,
	sandbox: SandboxAccount,
	context: ContextKeySetter,
): Disposable {
	const update = () => {
		context.set('agora.session', sessions.session.state);
		context.set('agora.sandbox.running', sandbox.running);
	};
	const subscriptions = new DisposableStore();
	subscriptions.add(sessions.onDidChange(update));
	subscriptions.add(sandbox.onDidChange(update));
	update();
	return subscriptions;
}
