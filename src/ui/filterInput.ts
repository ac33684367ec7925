import * as vscode from 'vscode';
import type { AgoraSession } from '../agora/session';
import { DisposableStore } from '../common/disposable';
import type { Event } from '../common/emitter';
import { inertText } from './inertText';
import type { TextFilter } from './textFilter';

interface FilterQuestion {
	readonly title: string;
	readonly placeholder: string;
	/** How many rows are shown; called again after each change of the filter or the rows. */
	readonly count: () => string;
	readonly onDidChangeRows: Event<unknown>;
}

/** Filters a tree while the user types. Enter keeps the filter and resolves to its text; Escape restores the previous one. */
export async function askFilter(
	filter: TextFilter,
	session: AgoraSession | undefined,
	{ title, placeholder, count, onDidChangeRows }: FilterQuestion,
): Promise<string | undefined> {
	const before = filter.text;
	const subscriptions = new DisposableStore();
	const input = subscriptions.add(vscode.window.createInputBox());
	const updatePrompt = () => {
		input.prompt = inertText(count());
	};
	input.title = inertText(title);
	input.placeholder = placeholder;
	input.value = before;
	// A click on a row must not end the filter.
	input.ignoreFocusOut = true;
	updatePrompt();
	subscriptions.add(input.onDidChangeValue((value) => filter.set(value, session)));
	subscriptions.add(filter.onDidChange(updatePrompt));
	subscriptions.add(onDidChangeRows(updatePrompt));
	try {
		const kept = await new Promise<boolean>((resolve) => {
			subscriptions.add(input.onDidAccept(() => resolve(true)));
			subscriptions.add(input.onDidHide(() => resolve(false)));
			input.show();
		});
		filter.set(kept ? input.value : before, session);
		return kept ? input.value : undefined;
	} finally {
		subscriptions.dispose();
	}
}
