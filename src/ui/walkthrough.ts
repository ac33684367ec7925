import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../common/disposable';
import type { ContextKeySetter } from './commands';

/** The ids of the steps in package.json. */
const STEPS = ['signIn', 'project', 'env', 'player', 'usage', 'notifications'] as const;

export type WalkthroughStep = (typeof STEPS)[number];

const KEY = 'agora.walkthrough.done';

/**
 * VS Code ticks a step when its context key becomes true while it observes the key. It begins with the first page of a walkthrough, at
 * most five seconds after that is opened (milliseconds). A key that is true before that would never tick its step, so that keys are
 * true for a moment only.
 */
const REPEAT_AFTER_MS = [0, 500, 1_000, 2_000, 3_000, 4_000, 5_000, 6_000];

/** Ticks the steps of the walkthrough that are done, also those that were done before it is opened. */
export class Walkthrough implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #timers = new Set<NodeJS.Timeout>();
	readonly #context: Pick<vscode.ExtensionContext, 'globalState' | 'extension'>;
	readonly #contextKeys: ContextKeySetter;

	constructor(
		context: Pick<vscode.ExtensionContext, 'globalState' | 'extension'>,
		contextKeys: ContextKeySetter,
	) {
		this.#context = context;
		this.#contextKeys = contextKeys;
		const { tabGroups } = vscode.window;
		this.#subscriptions.add(
			tabGroups.onDidChangeTabs(({ opened }) => {
				if (opened.some(mayBeWalkthrough)) {
					this.#tickSoon();
				}
				if (opened.some(isUsagePanel)) {
					this.complete('usage');
				}
			}),
		);
		if (tabGroups.all.some(({ tabs }) => tabs.some(mayBeWalkthrough))) {
			this.#tickSoon();
		}
	}

	/** Stores that the user did what a step is about. */
	complete(step: WalkthroughStep): void {
		const { done } = this;
		if (!done.includes(step)) {
			void this.#context.globalState.update(KEY, [...done, step]);
			this.#signal(step);
		}
	}

	get done(): readonly WalkthroughStep[] {
		const stored = this.#context.globalState.get<unknown>(KEY);
		return STEPS.filter((step) => Array.isArray(stored) && stored.includes(step));
	}

	/** Opens the walkthrough in an editor. */
	async open(): Promise<void> {
		await vscode.commands.executeCommand(
			'workbench.action.openWalkthrough',
			`${this.#context.extension.id}#start`,
			false,
		);
	}

	dispose(): void {
		this.#subscriptions.dispose();
		for (const timer of this.#timers) {
			clearTimeout(timer);
		}
	}

	#tickSoon(): void {
		for (const ms of REPEAT_AFTER_MS) {
			const timer = setTimeout(() => {
				this.#timers.delete(timer);
				this.#tick();
			}, ms);
			this.#timers.add(timer);
		}
	}

	#tick(): void {
		for (const step of this.done) {
			this.#signal(step);
		}
	}

	#signal(step: WalkthroughStep): void {
		this.#contextKeys.set(`agora.walkthrough.${step}`, true);
		this.#contextKeys.set(`agora.walkthrough.${step}`, false);
	}
}

/** The page of a walkthrough is a tab without an input that extensions can read. */
function mayBeWalkthrough({ input }: vscode.Tab): boolean {
	return input === undefined;
}

function isUsagePanel({ input }: vscode.Tab): boolean {
	return input instanceof vscode.TabInputWebview && input.viewType.endsWith('agora.usage');
}
