import * as vscode from 'vscode';
import { DisposableStore } from '../../../platform/disposable';
import { matchCount } from '../../matchCount';
import type { ProjectCommand } from '../projectCommand';

/** Filters the tree while the user types. Enter keeps what is shown; Escape brings back what was shown before. */
export const filterProjects: ProjectCommand = async ({ picker, store, filter }, session) => {
	await picker.ready();
	await vscode.commands.executeCommand('agora.projects.focus');
	const before = filter.text;
	const subscriptions = new DisposableStore();
	const input = subscriptions.add(vscode.window.createInputBox());
	const tell = () => {
		input.prompt = vscode.l10n.t('{0} projects', matchCount(filter, store));
	};
	input.title = vscode.l10n.t('Filter Projects');
	input.placeholder = vscode.l10n.t('Part of a name, App ID or project ID');
	input.value = before;
	// A click on a row that was found must not bring the other rows back.
	input.ignoreFocusOut = true;
	tell();
	subscriptions.add(input.onDidChangeValue((value) => filter.set(value, session)));
	subscriptions.add(filter.onDidChange(tell));
	subscriptions.add(store.onDidChange(tell));
	const kept = await new Promise<boolean>((resolve) => {
		subscriptions.add(input.onDidAccept(() => resolve(true)));
		subscriptions.add(input.onDidHide(() => resolve(false)));
		input.show();
	});
	filter.set(kept ? input.value : before, session);
	subscriptions.dispose();
};
