import * as vscode from 'vscode';
import { DisposableStore } from '../common/disposable';
import { inertItem, inertProblem, type PickItem } from './dialogs';
import { inertText } from './inertText';
import { abortSignalOf } from './progress';

/** The outcome of a step: an answer, one step back, or the end of all steps. */
type StepOutcome<T> = { readonly answer: T } | 'back' | 'cancel';

interface StepFrame {
	readonly title: string;
	/** Counted from 1. */
	readonly number: number;
	readonly total: number;
}

/** Asks one question. `State` holds the answers so far, so that going back shows earlier answers. */
export type Step<State> = (frame: StepFrame, state: State) => Promise<StepOutcome<State>>;

/** One of the steps of `runSteps`. */
export interface StepOptions<State> {
	readonly ask: Step<State>;
	/** Such a step is not asked and not counted. */
	readonly skip?: (state: State) => boolean;
	/** True for a first step whose answer is in the initial state: it is asked only where the user goes back to it. */
	readonly isAnswered?: boolean;
}

/**
 * Runs the steps in order, with Back between them. Resolves to the final state, or undefined where the user cancelled.
 *
 * @param title may name answers that were given or taken over
 */
export async function runSteps<State>(
	title: string | ((state: State) => string),
	steps: readonly StepOptions<State>[],
	initial: State,
): Promise<State | undefined> {
	let state = initial;
	const firstAsked = steps.findIndex(({ isAnswered = false }) => !isAnswered);
	const answered = [...steps.keys()].slice(0, firstAsked);
	for (let at = firstAsked; ; ) {
		const step = steps[at];
		if (!step) {
			return state;
		}
		if (step.skip?.(state)) {
			at += 1;
			continue;
		}
		const following = steps.slice(at + 1).filter((each) => !each.skip?.(state)).length;
		const number = answered.length + 1;
		const frame = {
			title: typeof title === 'string' ? title : title(state),
			number,
			total: number + following,
		};
		const outcome = await step.ask(frame, state);
		if (outcome === 'cancel') {
			return undefined;
		}
		if (outcome === 'back') {
			const previous = answered.pop();
			if (previous === undefined) {
				return undefined;
			}
			at = previous;
		} else {
			state = outcome.answer;
			answered.push(at);
			at += 1;
		}
	}
}

/** Puts an answer into the state; keeps Back and Cancel. */
export function answerInto<T, State>(outcome: StepOutcome<T>, put: (answer: T) => State): StepOutcome<State> {
	return typeof outcome === 'object' ? { answer: put(outcome.answer) } : outcome;
}

interface PickOptions<T> {
	readonly placeholder: string;
	readonly items: readonly (PickItem & { readonly value: T })[];
	readonly selected?: T | undefined;
}

/** A choice among items; `selected` is active at first. */
export async function askPick<T>(frame: StepFrame, options: PickOptions<T>): Promise<StepOutcome<T>> {
	const items = options.items.map(inertItem);
	const input = vscode.window.createQuickPick<(typeof items)[number]>();
	input.placeholder = inertText(options.placeholder);
	input.items = items;
	input.matchOnDescription = true;
	input.matchOnDetail = true;
	const selected = items.find(({ item }) => item.value === options.selected);
	// An empty list would deactivate the first item, and Enter would do nothing.
	if (selected) {
		input.activeItems = [selected];
	}
	return await show(input, frame, [], (finish) =>
		input.onDidAccept(() => {
			const [selectedItem] = input.selectedItems;
			if (selectedItem) {
				finish({ answer: selectedItem.item.value });
			}
		}),
	);
}

interface InputOptions {
	readonly prompt: string;
	readonly value?: string | undefined;
	readonly placeholder?: string;
	readonly password?: boolean;
	/** Called for each change: the problem, or undefined. */
	readonly validate?: (value: string) => string | undefined;
	/** Information about a valid value, shown while it is typed. */
	readonly hint?: (value: string) => string | undefined;
	/** A warning about a valid value, shown while it is typed instead of a hint. */
	readonly warning?: (value: string) => string | undefined;
	/** Called on Enter, for checks that need the network. The problem is shown below the input, which keeps its value. */
	readonly check?: (value: string, signal: AbortSignal) => Promise<string | undefined>;
}

/** A line of text. */
export async function askText(frame: StepFrame, options: InputOptions): Promise<StepOutcome<string>> {
	return answerInto(await askTextOr(frame, options), ({ text }) => text);
}

/** A button beside a line of text that leads to another input. */
interface InputAction {
	/** The id of a codicon. */
	readonly icon: string;
	readonly tooltip: string;
}

/** A line of text, or the text typed so far when the button was pressed. */
export async function askTextOr(
	frame: StepFrame,
	options: InputOptions,
	action?: InputAction,
): Promise<StepOutcome<{ readonly text: string; readonly acted: boolean }>> {
	const input = vscode.window.createInputBox();
	input.prompt = inertText(options.prompt);
	input.value = options.value ?? '';
	input.placeholder = options.placeholder;
	input.password = options.password ?? false;
	const cancellation = new vscode.CancellationTokenSource();
	const button = action && { iconPath: new vscode.ThemeIcon(action.icon), tooltip: action.tooltip };
	try {
		return await show<{ text: string; acted: boolean }>(input, frame, button ? [button] : [], (finish) => {
			const subscriptions = new DisposableStore();
			subscriptions.add(
				input.onDidTriggerButton((pressed) => {
					if (pressed === button) {
						finish({ answer: { text: input.value, acted: true } });
					}
				}),
			);
			input.validationMessage = noteOf(options, input.value);
			subscriptions.add(
				input.onDidChangeValue((value) => {
					input.validationMessage =
						value === '' ? undefined : (inertProblem(options.validate?.(value)) ?? noteOf(options, value));
				}),
			);
			// One check at a time. The input stays enabled meanwhile, because disabling it would remove the focus.
			let checking = false;
			subscriptions.add(
				input.onDidAccept(async () => {
					if (checking) {
						return;
					}
					checking = true;
					const { value } = input;
					let problem = options.validate?.(value);
					if (problem === undefined && options.check) {
						input.busy = true;
						problem = await options.check(value, abortSignalOf(cancellation.token));
						input.busy = false;
					}
					checking = false;
					if (problem === undefined) {
						finish({ answer: { text: value, acted: false } });
					} else {
						input.validationMessage = inertText(problem);
					}
				}),
			);
			return subscriptions;
		});
	} finally {
		cancellation.cancel();
		cancellation.dispose();
	}
}

/** The message about a valid value. */
function noteOf(
	{ hint, warning }: InputOptions,
	value: string,
): vscode.InputBoxValidationMessage | undefined {
	const warned = inertProblem(warning?.(value));
	const message = warned ?? inertProblem(hint?.(value));
	const { Info, Warning } = vscode.InputBoxValidationSeverity;
	return message === undefined ? undefined : { message, severity: warned === undefined ? Info : Warning };
}

async function show<T>(
	input: vscode.QuickInput & {
		buttons: readonly vscode.QuickInputButton[];
		onDidTriggerButton: vscode.Event<vscode.QuickInputButton>;
	},
	frame: StepFrame,
	buttons: readonly vscode.QuickInputButton[],
	subscribe: (finish: (outcome: StepOutcome<T>) => void) => vscode.Disposable,
): Promise<StepOutcome<T>> {
	input.title = inertText(frame.title);
	input.step = frame.number;
	input.totalSteps = frame.total;
	input.ignoreFocusOut = true;
	input.buttons = [...(frame.number > 1 ? [vscode.QuickInputButtons.Back] : []), ...buttons];
	const subscriptions = new DisposableStore();
	try {
		return await new Promise<StepOutcome<T>>((resolve) => {
			subscriptions.add(subscribe(resolve));
			subscriptions.add(input.onDidHide(() => resolve('cancel')));
			subscriptions.add(
				input.onDidTriggerButton((button) => {
					if (button === vscode.QuickInputButtons.Back) {
						resolve('back');
					}
				}),
			);
			input.show();
		});
	} finally {
		subscriptions.dispose();
		(input as vscode.Disposable).dispose();
	}
}
