import * as v from 'valibot';
import { type Business, type Figures, seriesKey } from '../../src/usage/report/figures';
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

/** The state from before the webview was hidden or the window reloaded. */
export function loadState(): SavedState | undefined {
	const { success, output } = v.safeParse(savedStateSchema, api.getState());
	return success ? output : undefined;
}

export function saveState(state: SavedState): void {
	api.setState(state);
}

/** The latest messages of the extension. */
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
			this.#figures.set(seriesKey({ project, business }), figures);
		}
	}

	onStates({ items, progress }: StatesMessage): void {
		for (const state of items) {
			this.#states.set(seriesKey(state), state);
		}
		this.progress = progress;
	}

	figuresOf(project: string, business: Business): Figures | undefined {
		return this.#figures.get(seriesKey({ project, business }));
	}

	stateOf(project: string, business: Business): FigureState | undefined {
		return this.#states.get(seriesKey({ project, business }));
	}
}
