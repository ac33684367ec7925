import * as v from 'valibot';
import type { Business, Figures } from '../../src/usage/report/figures';
import type {
	AccessMessage,
	FigureState,
	FiguresMessage,
	InitMessage,
	StatesMessage,
	ToExtension,
} from '../../src/usage/report/messages';
import { type SavedState, savedStateSchema } from '../../src/usage/report/view';

interface VsCodeApi {
	postMessage(message: ToExtension): void;
	getState(): unknown;
	setState(state: SavedState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();

export function post(message: ToExtension): void {
	api.postMessage(message);
}

/** What was kept before the webview was hidden or the window reloaded. */
export function loadState(): SavedState | undefined {
	const kept = v.safeParse(savedStateSchema, api.getState());
	return kept.success ? kept.output : undefined;
}

export function saveState(state: SavedState): void {
	api.setState(state);
}

/** What the extension said last, about everything. */
export class PanelState {
	init: InitMessage;
	access: AccessMessage | undefined;
	progress: StatesMessage['progress'] = null;
	readonly #figures = new Map<string, Figures>();
	readonly #states = new Map<string, FigureState>();

	constructor(init: InitMessage) {
		this.init = init;
	}

	onAccess(access: AccessMessage): void {
		this.access = access;
		if (access.state !== 'ready') {
			this.#figures.clear();
			this.#states.clear();
			this.progress = null;
		}
	}

	onFigures({ items }: FiguresMessage): void {
		for (const { project, business, figures } of items) {
			this.#figures.set(keyOf(project, business), figures);
		}
	}

	onStates({ items, progress }: StatesMessage): void {
		for (const state of items) {
			this.#states.set(keyOf(state.project, state.business), state);
		}
		this.progress = progress;
	}

	figuresOf(project: string, business: Business): Figures | undefined {
		return this.#figures.get(keyOf(project, business));
	}

	stateOf(project: string, business: Business): FigureState | undefined {
		return this.#states.get(keyOf(project, business));
	}
}

function keyOf(project: string, business: Business): string {
	return `${business}\n${project}`;
}
