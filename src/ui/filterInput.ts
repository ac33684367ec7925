import * as vscode from 'vscode';
import type { AgoraSession } from '../agora/session';
import { DisposableStore } from '../common/disposable';
import type { Event } from '../common/emitter';
import { inertText } from './inertText';
import type { TextFilter } from './textFilter';

export interface FilterQuestion {
	readonly title: string;
	readonly placeholder: string;
	/** How many rows are shown: read again whenever the filter or the rows change. */
	readonly count: () => string;
	readonly onDidChangeRows: Event<unknown>;
}

/**
 * Filters a tree while the user types. Enter keeps what is shown, and gives the text as typed; Escape brings back what was
 * shown before, and gives undefined.
 */
export async function askFilter(
	filter: TextFilter,
	session: AgoraSession,
	{ title, placeholder, count, onDidChangeRows }: FilterQuestion,
): Promise<string | undefined> {
	const before = filter.text;
	const subscriptions = new DisposableStore();
	const input = subscriptions.add(vscode.window.createInputBox());
	const tell = () => {
		input.prompt = inertText(count());
	};
	input.title = inertText(title);
	input.placeholder = placeholder;
	input.value = before;
	// A click on a row that was found must not bring the other rows back.
	input.ignoreFocusOut = true;
	tell();
	subscriptions.add(input.onDidChangeValue((value) => filter.set(value, session)));
	subscriptions.add(filter.onDidChange(tell));
	subscriptions.add(onDidChangeRows(tell));
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
