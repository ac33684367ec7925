import { setImmediate, setTimeout } from 'node:timers/promises';
import { commands, type InputBox, type QuickPick, type QuickPickItem, Uri, window } from 'vscode';

/** What a person does with the dialog in front of them. */
export type UserAction =
	| { readonly pick: string }
	| { readonly type: string }
	| { readonly press: string }
	/** The path of the file that is written. */
	| { readonly saveAs: string }
	| 'back'
	| 'leave';

export interface SeenDialog {
	readonly kind: 'message' | 'pick' | 'input' | 'save';
	/** What it says: title, text, detail, placeholder or prompt. */
	readonly text: string;
	/** The labels of the items, or of the buttons. */
	readonly choices: readonly string[];
	/** The descriptions and details of the items. */
	readonly facts: readonly string[];
	readonly modal: boolean;
}

const ACCEPT = 'workbench.action.acceptSelectedQuickOpenItem';
const BACK = 'workbench.action.quickInputBack';
const LEAVE = 'workbench.action.closeQuickOpen';

/**
 * A person at the dialogs of a command, who makes the given moves in order and leaves every dialog after them.
 * Quick inputs are the real ones, and accepted, left and gone back from by VS Code's own commands; message boxes, which
 * VS Code refuses to show under its test driver, are answered in their place.
 */
export class DialogDriver {
	readonly seen: SeenDialog[] = [];
	/** What was shown without a question: progress and the messages of the status bar. */
	readonly asides: string[] = [];
	/** What went wrong at the dialogs, such as a button that was not there. */
	readonly troubles: string[] = [];
	private readonly moves: UserAction[];
	private readonly decide: (dialog: SeenDialog) => UserAction;
	private readonly undo: (() => void)[] = [];

	private constructor(moves: readonly UserAction[], decide: (dialog: SeenDialog) => UserAction) {
		this.moves = [...moves];
		this.decide = decide;
	}

	/** Lets a person answer everything that `run` asks. */
	static async at(moves: readonly UserAction[], run: () => Promise<unknown>): Promise<DialogDriver> {
		return await DialogDriver.seat(new DialogDriver(moves, () => 'leave'), run);
	}

	/** Lets a person answer everything that `run` asks as they decide in front of it. */
	static async deciding(
		decide: (dialog: SeenDialog) => UserAction,
		run: () => Promise<unknown>,
	): Promise<DialogDriver> {
		return await DialogDriver.seat(new DialogDriver([], decide), run);
	}

	private static async seat(person: DialogDriver, run: () => Promise<unknown>): Promise<DialogDriver> {
		person.sitDown();
		try {
			await run();
		} finally {
			for (const each of person.undo) {
				each();
			}
		}
		return person;
	}

	/** How many moves were not made, because the command asked less. */
	get left(): number {
		return this.moves.length;
	}

	/** Everything read at the dialogs. */
	get text(): string {
		return this.seen.map(({ text, choices, facts }) => [text, ...choices, ...facts].join('\n')).join('\n\n');
	}

	private sitDown(): void {
		for (const name of ['showInformationMessage', 'showWarningMessage', 'showErrorMessage']) {
			this.replace(
				name,
				() =>
					(text: unknown, ...rest: unknown[]) =>
						Promise.resolve(this.message(text, rest)),
			);
		}
		this.replace('setStatusBarMessage', (original) => (text: unknown, ...rest: unknown[]) => {
			this.asides.push(String(text));
			return Reflect.apply(original, window, [text, ...rest]);
		});
		this.replace('withProgress', (original) => (options: unknown, task: unknown) => {
			this.asides.push(textOf(options, 'title'));
			return Reflect.apply(original, window, [options, task]);
		});
		this.replace('createQuickPick', (original) => () => {
			const input: QuickPick<QuickPickItem> = Reflect.apply(original, window, []);
			this.answerWhenShown(input, () => this.atPick(input));
			return input;
		});
		this.replace('createInputBox', (original) => () => {
			const input: InputBox = Reflect.apply(original, window, []);
			this.answerWhenShown(input, () => this.atInput(input));
			return input;
		});
		this.replace('showQuickPick', () => async (items: unknown, options: unknown) => {
			const list: readonly QuickPickItem[] = await (items as Promise<QuickPickItem[]> | QuickPickItem[]);
			const texts = [textOf(options, 'title'), textOf(options, 'placeHolder')];
			this.see('pick', texts, list.map(labelOf), false, list.flatMap(factsOf));
			const move = this.next();
			return typeof move === 'object' && 'pick' in move ? this.choose(list, move.pick) : undefined;
		});
		this.replace('showInputBox', () => async (options: unknown) => {
			this.see('input', [textOf(options, 'title'), textOf(options, 'prompt')], []);
			const move = this.next();
			if (typeof move !== 'object' || !('type' in move)) {
				return undefined;
			}
			const problem = problemOf(options, move.type);
			if (problem !== undefined) {
				this.asides.push(problem);
			}
			return move.type;
		});
		this.replace('showSaveDialog', () => async (options: unknown) => {
			this.see('save', [textOf(options, 'title')], []);
			const move = this.next();
			return typeof move === 'object' && 'saveAs' in move ? Uri.file(move.saveAs) : undefined;
		});
	}

	private replace(name: string, by: (original: (...args: unknown[]) => never) => unknown): void {
		const original: unknown = Reflect.get(window, name);
		if (typeof original !== 'function' || !Reflect.set(window, name, by(original as () => never))) {
			throw new Error(`window.${name} cannot be replaced`);
		}
		this.undo.push(() => Reflect.set(window, name, original));
	}

	private next(): UserAction {
		const dialog = this.seen.at(-1);
		return this.moves.shift() ?? (dialog ? this.decide(dialog) : 'leave');
	}

	private see(
		kind: SeenDialog['kind'],
		text: readonly string[],
		choices: readonly string[],
		modal = false,
		facts: readonly string[] = [],
	): void {
		this.seen.push({ kind, text: text.filter((part) => part !== '').join('\n'), choices, modal, facts });
	}

	private message(text: unknown, rest: readonly unknown[]): unknown {
		const [first] = rest;
		const options = typeof first === 'object' && first !== null && !('title' in first) ? first : undefined;
		const buttons = (options ? rest.slice(1) : rest).filter((each) => each !== undefined);
		const modal = options !== undefined && Reflect.get(options, 'modal') === true;
		this.see('message', [String(text), textOf(options, 'detail')], buttons.map(titleOf), modal);
		const dialog = this.seen.at(-1);
		const move = this.moves[0] ?? (dialog && this.decide(dialog));
		// A message that only tells something is read and left alone: the next move is for the next question.
		if (buttons.length === 0 || (!modal && !(typeof move === 'object' && 'press' in move))) {
			return undefined;
		}
		this.moves.shift();
		if (typeof move !== 'object' || !('press' in move)) {
			return undefined;
		}
		const button = buttons.find((each) => titleOf(each) === move.press);
		if (button === undefined) {
			this.troubles.push(`no button "${move.press}" in: ${String(text)}`);
		}
		return button;
	}

	private choose<T extends QuickPickItem>(items: readonly T[], label: string): T | undefined {
		const found =
			items.find((item) => labelOf(item) === label) ?? items.find((item) => item.label.includes(label));
		if (!found) {
			this.troubles.push(`no item "${label}" among: ${items.map(labelOf).join(', ')}`);
		}
		return found;
	}

	/** Answers once VS Code has the input on its screen. */
	private answerWhenShown(input: QuickPick<QuickPickItem> | InputBox, answer: () => Promise<void>): void {
		const show = input.show.bind(input);
		Reflect.set(input, 'show', () => {
			show();
			void answer();
		});
	}

	private async atPick(input: QuickPick<QuickPickItem>): Promise<void> {
		const texts = [input.title ?? '', input.placeholder ?? ''];
		this.see('pick', texts, input.items.map(labelOf), false, input.items.flatMap(factsOf));
		const move = this.next();
		const item = typeof move === 'object' && 'pick' in move ? this.choose(input.items, move.pick) : undefined;
		if (item) {
			input.activeItems = [item];
			// VS Code is told of it by a timer of the same length, set before; until then another item has the focus.
			await setTimeout(0);
			await this.accept(input);
		} else {
			await this.leave(input, move === 'back' ? BACK : LEAVE);
		}
	}

	private async atInput(input: InputBox): Promise<void> {
		this.see('input', [input.title ?? '', input.prompt ?? ''], [], false, [input.value]);
		const move = this.next();
		if (typeof move === 'object' && 'type' in move) {
			input.value = move.type;
			await this.accept(input);
		} else {
			await this.leave(input, move === 'back' ? BACK : LEAVE);
		}
	}

	/** Presses Enter until the input hears it: it may not be on the screen yet. One that answers "not like this" is left. */
	private async accept(input: QuickPick<QuickPickItem> | InputBox): Promise<void> {
		let heard = false;
		let gone = false;
		input.onDidAccept(() => {
			heard = true;
		});
		input.onDidHide(() => {
			gone = true;
		});
		while (!heard && !gone) {
			await commands.executeCommand(ACCEPT);
		}
		while (!gone && !isRefusal(input)) {
			await setImmediate();
		}
		if (!gone) {
			const { validationMessage } = input as InputBox;
			this.see('message', [String(validationMessage)], []);
			await this.leave(input, LEAVE);
		}
	}

	private async leave(input: QuickPick<QuickPickItem> | InputBox, command: string): Promise<void> {
		let gone = false;
		input.onDidHide(() => {
			gone = true;
		});
		while (!gone) {
			await commands.executeCommand(command);
		}
	}
}

/** A hint, unlike a refusal, is not a plain text. */
function isRefusal(input: object): boolean {
	const message: unknown = Reflect.get(input, 'validationMessage');
	return typeof message === 'string' && message !== '';
}

function textOf(options: unknown, key: string): string {
	const text: unknown =
		typeof options === 'object' && options !== null ? Reflect.get(options, key) : undefined;
	return typeof text === 'string' ? text : '';
}

/** What an input box says of what is typed, where it says so at once. */
function problemOf(options: unknown, typed: string): string | undefined {
	const validate: unknown =
		typeof options === 'object' && options !== null ? Reflect.get(options, 'validateInput') : undefined;
	const problem: unknown =
		typeof validate === 'function' ? Reflect.apply(validate, undefined, [typed]) : undefined;
	return typeof problem === 'string' ? problem : undefined;
}

function titleOf(button: unknown): string {
	return typeof button === 'string' ? button : textOf(button, 'title');
}

function labelOf({ label }: QuickPickItem): string {
	return label;
}

function factsOf({ description = '', detail = '' }: QuickPickItem): string[] {
	return [description, detail].filter((text) => text !== '');
}
