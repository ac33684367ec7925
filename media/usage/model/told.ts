import type {
	AccessMessage,
	FigureState,
	FiguresMessage,
	InitMessage,
	StatesMessage,
} from '../../../src/shared/usage/messages';
import type { Figures } from '../../../src/shared/usage/report/figures';
import type { Business } from '../../../src/shared/usage/words';

/** What the extension said last, about everything. */
export class Told {
	init: InitMessage;
	access: AccessMessage | undefined;
	progress: StatesMessage['progress'] = null;
	private readonly figures = new Map<string, Figures>();
	private readonly states = new Map<string, FigureState>();

	constructor(init: InitMessage) {
		this.init = init;
	}

	hearAccess(access: AccessMessage): void {
		this.access = access;
		if (access.state !== 'ready') {
			this.figures.clear();
			this.states.clear();
			this.progress = null;
		}
	}

	hearFigures({ items }: FiguresMessage): void {
		for (const { project, business, figures } of items) {
			this.figures.set(keyOf(project, business), figures);
		}
	}

	hearStates({ items, progress }: StatesMessage): void {
		for (const state of items) {
			this.states.set(keyOf(state.project, state.business), state);
		}
		this.progress = progress;
	}

	figuresOf(project: string, business: Business): Figures | undefined {
		return this.figures.get(keyOf(project, business));
	}

	stateOf(project: string, business: Business): FigureState | undefined {
		return this.states.get(keyOf(project, business));
	}
}

function keyOf(project: string, business: Business): string {
	return `${business}\n${project}`;
}
