import * as vscode from 'vscode';
import { DisposableStore } from '../common/disposable';
import { inertItem, type PickItem } from './dialogs';
import { inertText } from './inertText';

/** What the user can do with a row, or with the whole list. */
export interface PickAction {
	readonly label: string;
	/** The id of a codicon. */
	readonly icon: string;
	readonly run: () => unknown;
}

/** A row with actions. Enter closes the list and runs the first one; the others are buttons of the row. */
export interface ActionRow extends PickItem {
	readonly actions?: readonly PickAction[];
}

interface ActionPickOptions {
	readonly title: string;
	readonly placeholder: string;
	/** The first one that is no separator is active. */
	readonly rows: readonly ActionRow[];
	/** Buttons in the title. */
	readonly buttons: readonly TitleAction[];
}

interface TitleAction extends PickAction {
	readonly keepsOpen?: boolean;
}

/** Shows a list to read, whose rows have actions. Resolves to `back` if the user goes back, otherwise after the action. */
export async function showActionPick(options: ActionPickOptions): Promise<'back' | undefined> {
	const chosen = await chosenIn(options);
	if (chosen === 'back') {
		return 'back';
	}
	await chosen?.run();
	return undefined;
}

async function chosenIn({
	title,
	placeholder,
	rows,
	buttons,
}: ActionPickOptions): Promise<PickAction | 'back' | undefined> {
	const input = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly item: ActionRow }>();
	const inTitle = new Map(buttons.map((action) => [buttonOf(action), action]));
	const inRows = new Map<vscode.QuickInputButton, PickAction>();
	input.title = inertText(title);
	input.placeholder = inertText(placeholder);
	input.items = rows.map((row) => {
		const more = (row.actions ?? []).slice(1).map((action) => [buttonOf(action), action] as const);
		for (const [button, action] of more) {
			inRows.set(button, action);
		}
		return inertItem({ ...row, buttons: more.map(([button]) => button) });
	});
	input.buttons = [vscode.QuickInputButtons.Back, ...inTitle.keys()];
	input.matchOnDescription = true;
	input.matchOnDetail = true;
	// The user may look at the code meanwhile.
	input.ignoreFocusOut = true;
	const subscriptions = new DisposableStore();
	try {
		return await new Promise((resolve) => {
			subscriptions.add(
				input.onDidAccept(() => {
					const [row] = input.selectedItems;
					if (row) {
						resolve(row.item.actions?.[0]);
					}
				}),
			);
			subscriptions.add(input.onDidTriggerItemButton(({ button }) => resolve(inRows.get(button))));
			subscriptions.add(
				input.onDidTriggerButton((button) => {
					const action = inTitle.get(button);
					if (action?.keepsOpen) {
						void action.run();
					} else {
						resolve(action ?? 'back');
					}
				}),
			);
			subscriptions.add(input.onDidHide(() => resolve(undefined)));
			input.show();
		});
	} finally {
		subscriptions.dispose();
		input.dispose();
	}
}

function buttonOf({ label, icon }: PickAction): vscode.QuickInputButton {
	return { iconPath: new vscode.ThemeIcon(icon), tooltip: label };
}
