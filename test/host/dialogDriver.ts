import { setImmediate, setTimeout } from 'node:timers/promises';
import { commands, type InputBox, type QuickPick, type QuickPickItem, Uri, window } from 'vscode';

/** What the user does with the open dialog. */
export type UserAction =
	| { readonly pick: string }
	| { readonly type: string }
	| { readonly press: string }
	/** The path to save to. */
	| { readonly saveAs: string }
	/** The path of the file to open. */
	| { readonly open: string }
	| 'back'
	| 'dismiss';

export interface ShownDialog {
	readonly kind: 'message' | 'pick' | 'input' | 'save' | 'open';
	/** Title, text, detail, placeholder or prompt. */
	readonly text: string;
	/** The labels of the items, or of the buttons. */
	readonly choices: readonly string[];
	/** The descriptions and details of the items, or the initial value of an input box. */
	readonly details: readonly string[];
	readonly modal: boolean;
}

type Decide = (dialog: ShownDialog) => UserAction;

const ACCEPT = 'workbench.action.acceptSelectedQuickOpenItem';
const BACK = 'workbench.action.quickInputBack';
const DISMISS = 'workbench.action.closeQuickOpen';

/**
 * Answers the dialogs of a command with the given actions in order, and dismisses every dialog after them.
 * Quick inputs are real, and VS Code's own commands accept, dismiss and go back in them. Message boxes and file dialogs, which
 * VS Code refuses to show under its test driver, are replaced.
 */
export class DialogDriver {
	readonly shown: ShownDialog[] = [];
	/** Texts shown without a question: progress titles, status bar messages and validation messages. */
	readonly otherTexts: string[] = [];
	/** Actions that were impossible, such as a button that did not exist. */
	readonly problems: string[] = [];
	readonly #actions: UserAction[];
	readonly #decide: Decide;
	readonly #restore: (() => void)[] = [];

	private constructor(actions: readonly UserAction[], decide: Decide) {
		this.#actions = [...actions];
		this.#decide = decide;
	}

	/**
	 * Runs a command and answers its dialogs.
	 * @param actions In order; or a function that decides at each dialog.
	 */
	static async run(
		actions: readonly UserAction[] | Decide,
		command: () => Promise<unknown>,
	): Promise<DialogDriver> {
		const driver =
			typeof actions === 'function'
				? new DialogDriver([], actions)
				: new DialogDriver(actions, () => 'dismiss');
		driver.#replaceDialogs();
		try {
			await command();
		} finally {
			for (const restore of driver.#restore) {
				restore();
			}
		}
		return driver;
	}

	/** The number of actions that remain because the command showed fewer dialogs. */
	get unusedActions(): number {
		return this.#actions.length;
	}

	/** All text of all dialogs. */
	get text(): string {
		return this.shown
			.map(({ text, choices, details }) => [text, ...choices, ...details].join('\n'))
			.join('\n\n');
	}

	#replaceDialogs(): void {
		for (const name of ['showInformationMessage', 'showWarningMessage', 'showErrorMessage']) {
			this.#replace(
				name,
				() =>
					async (text: unknown, ...rest: unknown[]) =>
						this.#answerMessage(text, rest),
			);
		}
		this.#replace('setStatusBarMessage', (original) => (text: unknown, ...rest: unknown[]) => {
			this.otherTexts.push(String(text));
			return Reflect.apply(original, window, [text, ...rest]);
		});
		this.#replace('withProgress', (original) => (options: unknown, task: unknown) => {
			this.otherTexts.push(textOf(options, 'title'));
			return Reflect.apply(original, window, [options, task]);
		});
		this.#replace('createQuickPick', (original) => () => {
			const input: QuickPick<QuickPickItem> = Reflect.apply(original, window, []);
			answerWhenShown(input, () => this.#answerQuickPick(input));
			return input;
		});
		this.#replace('createInputBox', (original) => () => {
			const input: InputBox = Reflect.apply(original, window, []);
			answerWhenShown(input, () => this.#answerInputBox(input));
			return input;
		});
		this.#replace('showQuickPick', () => async (items: unknown, options: unknown) => {
			const list: readonly QuickPickItem[] = await (items as Promise<QuickPickItem[]> | QuickPickItem[]);
			const texts = [textOf(options, 'title'), textOf(options, 'placeHolder')];
			this.#record('pick', texts, list.map(labelOf), false, list.flatMap(detailsOf));
			const action = this.#nextAction();
			return typeof action === 'object' && 'pick' in action ? this.#findItem(list, action.pick) : undefined;
		});
		this.#replace('showInputBox', () => async (options: unknown) => {
			this.#record('input', [textOf(options, 'title'), textOf(options, 'prompt')], []);
			const action = this.#nextAction();
			if (typeof action !== 'object' || !('type' in action)) {
				return undefined;
			}
			const message = validationMessageOf(options, action.type);
			if (message !== undefined) {
				this.otherTexts.push(message);
			}
			return action.type;
		});
		this.#replace('showSaveDialog', () => async (options: unknown) => {
			this.#record('save', [textOf(options, 'title')], []);
			const action = this.#nextAction();
			return typeof action === 'object' && 'saveAs' in action ? Uri.file(action.saveAs) : undefined;
		});
		this.#replace('showOpenDialog', () => async (options: unknown) => {
			this.#record('open', [textOf(options, 'title')], []);
			const action = this.#nextAction();
			return typeof action === 'object' && 'open' in action ? [Uri.file(action.open)] : undefined;
		});
	}

	#replace(name: string, by: (original: (...args: unknown[]) => never) => unknown): void {
		const original: unknown = Reflect.get(window, name);
		if (typeof original !== 'function' || !Reflect.set(window, name, by(original as () => never))) {
			throw new Error(`window.${name} cannot be replaced`);
		}
		this.#restore.push(() => Reflect.set(window, name, original));
	}

	#nextAction(): UserAction {
		const dialog = this.shown.at(-1);
		return this.#actions.shift() ?? (dialog ? this.#decide(dialog) : 'dismiss');
	}

	#record(
		kind: ShownDialog['kind'],
		texts: readonly string[],
		choices: readonly string[],
		modal = false,
		details: readonly string[] = [],
	): void {
		this.shown.push({ kind, text: texts.filter((text) => text !== '').join('\n'), choices, modal, details });
	}

	#answerMessage(text: unknown, rest: readonly unknown[]): unknown {
		const [first] = rest;
		const options = typeof first === 'object' && first !== null && !('title' in first) ? first : undefined;
		const buttons = (options ? rest.slice(1) : rest).filter((button) => button !== undefined);
		const modal = options !== undefined && Reflect.get(options, 'modal') === true;
		this.#record('message', [String(text), textOf(options, 'detail')], buttons.map(titleOf), modal);
		const dialog = this.shown.at(-1);
		const action = this.#actions[0] ?? (dialog && this.#decide(dialog));
		// A message that only informs consumes no action: the next action is for the next question.
		if (buttons.length === 0 || (!modal && !(typeof action === 'object' && 'press' in action))) {
			return undefined;
		}
		this.#actions.shift();
		if (typeof action !== 'object' || !('press' in action)) {
			return undefined;
		}
		const button = buttons.find((each) => titleOf(each) === action.press);
		if (button === undefined) {
			this.problems.push(`no button "${action.press}" in: ${String(text)}`);
		}
		return button;
	}

	#findItem<T extends QuickPickItem>(items: readonly T[], label: string): T | undefined {
		const found =
			items.find((item) => labelOf(item) === label) ?? items.find((item) => item.label.includes(label));
		if (!found) {
			this.problems.push(`no item "${label}" among: ${items.map(labelOf).join(', ')}`);
		}
		return found;
	}

	async #answerQuickPick(input: QuickPick<QuickPickItem>): Promise<void> {
		const texts = [input.title ?? '', input.placeholder ?? ''];
		this.#record('pick', texts, input.items.map(labelOf), false, input.items.flatMap(detailsOf));
		const action = this.#nextAction();
		const item =
			typeof action === 'object' && 'pick' in action ? this.#findItem(input.items, action.pick) : undefined;
		if (item) {
			input.activeItems = [item];
			// VS Code sends the active item from a timer of the same length that was set before this one.
			await setTimeout(0);
			await this.#accept(input);
		} else {
			await close(input, action === 'back' ? BACK : DISMISS);
		}
	}

	async #answerInputBox(input: InputBox): Promise<void> {
		this.#record('input', [input.title ?? '', input.prompt ?? ''], [], false, [input.value]);
		const action = this.#nextAction();
		if (typeof action === 'object' && 'type' in action) {
			input.value = action.type;
			await this.#accept(input);
		} else {
			await close(input, action === 'back' ? BACK : DISMISS);
		}
	}

	/** Repeats Enter until the input accepts: it may not be on screen yet. Dismisses an input that shows an error. */
	async #accept(input: QuickPick<QuickPickItem> | InputBox): Promise<void> {
		let isAccepted = false;
		let isHidden = false;
		input.onDidAccept(() => {
			isAccepted = true;
		});
		input.onDidHide(() => {
			isHidden = true;
		});
		while (!isAccepted && !isHidden) {
			await commands.executeCommand(ACCEPT);
		}
		while (!isHidden && !hasError(input)) {
			await setImmediate();
		}
		if (!isHidden) {
			const { validationMessage } = input as InputBox;
			this.#record('message', [String(validationMessage)], []);
			await close(input, DISMISS);
		}
	}
}

/** Starts to answer once the command shows the input. */
function answerWhenShown(input: QuickPick<QuickPickItem> | InputBox, answer: () => Promise<void>): void {
	const show = input.show.bind(input);
	Reflect.set(input, 'show', () => {
		show();
		void answer();
	});
}

/** Repeats a command until it hides the input, which may not be on screen yet. */
async function close(input: QuickPick<QuickPickItem> | InputBox, command: string): Promise<void> {
	let isHidden = false;
	input.onDidHide(() => {
		isHidden = true;
	});
	while (!isHidden) {
		await commands.executeCommand(command);
	}
}

/** An error is a plain string; a hint is an object with a severity. */
function hasError(input: object): boolean {
	const message: unknown = Reflect.get(input, 'validationMessage');
	return typeof message === 'string' && message !== '';
}

function textOf(options: unknown, key: string): string {
	const text: unknown =
		typeof options === 'object' && options !== null ? Reflect.get(options, key) : undefined;
	return typeof text === 'string' ? text : '';
}

/** The message that `validateInput` returns synchronously for a value. */
function validationMessageOf(options: unknown, value: string): string | undefined {
	const validate: unknown =
		typeof options === 'object' && options !== null ? Reflect.get(options, 'validateInput') : undefined;
	const message: unknown =
		typeof validate === 'function' ? Reflect.apply(validate, undefined, [value]) : undefined;
	return typeof message === 'string' ? message : undefined;
}

function titleOf(button: unknown): string {
	return typeof button === 'string' ? button : textOf(button, 'title');
}

function labelOf({ label }: QuickPickItem): string {
	return label;
}

function detailsOf({ description = '', detail = '' }: QuickPickItem): string[] {
	return [description, detail].filter((text) => text !== '');
}
