import * as vscode from 'vscode';
import { inertText, withIcon } from './inertText';

/**
 * The message boxes, quick picks and input boxes of `vscode.window`, with the same signatures. Their texts contain data, such as
 * names and Agora's messages, which must not become links or icons (`inertText`). A unit test checks that other files use these.
 */

type MessageOptions = Pick<vscode.MessageOptions, 'modal' | 'detail'>;
type Show = (
	text: string,
	options: vscode.MessageOptions,
	...buttons: string[]
) => Thenable<string | undefined>;

export async function showInformationMessage(
	text: string,
	...rest: MessageArguments
): Promise<string | undefined> {
	return await showMessage((...all) => vscode.window.showInformationMessage(...all), text, rest);
}

export async function showWarningMessage(
	text: string,
	...rest: MessageArguments
): Promise<string | undefined> {
	return await showMessage((...all) => vscode.window.showWarningMessage(...all), text, rest);
}

export async function showErrorMessage(text: string, ...rest: MessageArguments): Promise<string | undefined> {
	return await showMessage((...all) => vscode.window.showErrorMessage(...all), text, rest);
}

/** Buttons, perhaps after options. */
type MessageArguments = readonly string[] | readonly [MessageOptions, ...string[]];

async function showMessage(
	show: Show,
	text: string,
	rest: readonly (string | MessageOptions)[],
): Promise<string | undefined> {
	const buttons = rest.filter((each) => typeof each === 'string');
	const { detail, ...options } = rest.find((each) => typeof each === 'object') ?? {};
	const shown = detail === undefined ? options : { ...options, detail: inertText(detail) };
	return await show(inertText(text), shown, ...buttons);
}

/** An item of a quick pick. Its icon is separate, because icons in its texts are not rendered. */
export interface PickItem extends vscode.QuickPickItem {
	/** The id of a codicon, shown before the label. */
	readonly icon?: string | undefined;
}

/** The item as a quick pick shows it. */
export function inertItem<T extends PickItem>(item: T): vscode.QuickPickItem & { readonly item: T } {
	const { icon, label, description, detail } = item;
	return {
		...(item.kind !== undefined && { kind: item.kind }),
		...(item.iconPath && { iconPath: item.iconPath }),
		...(item.picked !== undefined && { picked: item.picked }),
		...(item.alwaysShow !== undefined && { alwaysShow: item.alwaysShow }),
		...(item.buttons && { buttons: item.buttons }),
		label: icon === undefined ? inertText(label) : withIcon(icon, label),
		...(description !== undefined && { description: inertText(description) }),
		...(detail !== undefined && { detail: inertText(detail) }),
		item,
	};
}

type PickOptions = Omit<vscode.QuickPickOptions, 'canPickMany' | 'onDidSelectItem'>;

/** Resolves to the picked item itself. */
export async function showQuickPick<T extends PickItem>(
	items: readonly T[],
	options: PickOptions,
): Promise<T | undefined> {
	return (await vscode.window.showQuickPick(items.map(inertItem), inertOptions(options)))?.item;
}

export async function showQuickPickMany<T extends PickItem>(
	items: readonly T[],
	options: PickOptions,
): Promise<T[] | undefined> {
	const picked = await vscode.window.showQuickPick(items.map(inertItem), {
		...inertOptions(options),
		canPickMany: true,
	});
	return picked?.map(({ item }) => item);
}

/** VS Code renders titles and placeholders as plain text today; they are made inert in case that changes. */
function inertOptions<T extends { readonly title?: string; readonly placeHolder?: string }>(options: T): T {
	const { title, placeHolder } = options;
	return {
		...options,
		...(title !== undefined && { title: inertText(title) }),
		...(placeHolder !== undefined && { placeHolder: inertText(placeHolder) }),
	};
}

interface InputOptions extends vscode.InputBoxOptions {
	validateInput?(value: string): string | undefined;
}

/** Resolves to the input unchanged; only the texts around it are made inert. */
export async function showInputBox({
	prompt,
	validateInput,
	...options
}: InputOptions): Promise<string | undefined> {
	return await vscode.window.showInputBox({
		...inertOptions(options),
		...(prompt !== undefined && { prompt: inertText(prompt) }),
		...(validateInput && { validateInput: (value) => inertProblem(validateInput(value)) }),
	});
}

/** The problem shown below an input. */
export function inertProblem(problem: string | undefined): string | undefined {
	return problem === undefined ? undefined : inertText(problem);
}
