import { getUsage } from '../../agora/console/usage';
import type { AgoraSession } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { type Disposable, DisposableStore } from '../../common/disposable';
import type { AccountUsage } from '../cache/accountUsage';
import { listSeries, type UsageRequest } from '../cache/readingPlan';
import { UsageLoader } from '../cache/usageLoader';
import type { Business, Figures, SeriesId } from '../report/figures';
import type { FigureState, FiguresMessage, StatesMessage } from '../report/messages';
import { neededSpans, spansOf, type View } from '../report/view';

/** Answers that come within so many milliseconds go out in one message. */
const GATHER_MS = 50;

export interface UsageFeedOptions {
	readonly session: AgoraSession;
	readonly books: AccountUsage;
	readonly clock: Clock;
	readonly post: (message: FiguresMessage | StatesMessage) => void;
	/** A sentence for the user about a failed reading, free of secrets. */
	readonly describeError: (error: unknown) => string;
}

/** Everything that one panel is told of figures: those from the books at once, those that are read as they come. */
export class UsageFeed implements Disposable {
	readonly #options: UsageFeedOptions;
	readonly #reading: UsageLoader;
	readonly #store = new DisposableStore();
	#wanted: UsageRequest | undefined;
	/** The projects whose figures from the shelf were told; later ones are told as they change. */
	#told: ReadonlySet<string> = new Set();
	readonly #changedFigures = new Map<string, SeriesId>();
	readonly #changedStates = new Map<string, SeriesId>();
	#sending: NodeJS.Timeout | undefined;

	constructor(options: UsageFeedOptions) {
		this.#options = options;
		const { books, clock, session } = options;
		this.#reading = this.#store.add(
			new UsageLoader({
				read: (query, control) => getUsage(session.client, query, control),
				books,
				clock,
				onDidChange: (pairs) => this.#gather(this.#changedStates, pairs),
			}),
		);
		this.#store.add(books.onDidChange((pair) => this.#gather(this.#changedFigures, [pair])));
		this.#store.add({ dispose: () => clearTimeout(this.#sending) });
	}

	/** Reads what the view needs of the projects and is not known. The same view again reads nothing. */
	async show(projects: readonly string[], view: View, today: string): Promise<void> {
		const wanted: UsageRequest = {
			projects,
			days: {
				default: neededSpans(view, today, 'default'),
				transcodeDuration: neededSpans(view, today, 'transcodeDuration'),
				recording: neededSpans(view, today, 'recording'),
				cloudRecording: neededSpans(view, today, 'cloudRecording'),
				miniapp: neededSpans(view, today, 'miniapp'),
			},
			shown: spansOf(view, today).range,
			first: view.business,
		};
		if (JSON.stringify(wanted) === JSON.stringify(this.#wanted)) {
			return;
		}
		this.#wanted = wanted;
		// A project that leaves is not told of while it is away.
		this.#told = new Set(projects.filter((project) => this.#told.has(project)));
		await Promise.all(projects.map((project) => this.#options.books.load(project)));
		if (this.#wanted === wanted) {
			const added = projects.filter((project) => !this.#told.has(project));
			this.#told = new Set(projects);
			this.#gather(this.#changedFigures, listSeries({ ...wanted, projects: added }));
			this.#reading.want(wanted);
		}
	}

	/** Tells everything, to a webview that knows nothing. */
	tellAll(): void {
		const pairs = listSeries(this.#wanted);
		this.#gather(this.#changedFigures, pairs);
		this.#gather(this.#changedStates, pairs);
		this.#send();
	}

	refresh(): void {
		this.#reading.refresh();
	}

	retry(project: string | null, business: Business | null): void {
		this.#reading.retry(project ?? undefined, business ?? undefined);
	}

	cancel(): void {
		this.#reading.cancel();
		this.#send();
	}

	/** What is known of the pair. */
	figures({ project, business }: SeriesId): Figures | undefined {
		return this.#options.books.book(project, business).figures();
	}

	/** What became of reading the pair. */
	state(pair: SeriesId): FigureState {
		const { books, describeError } = this.#options;
		const book = books.book(pair.project, pair.business);
		const state = this.#reading.stateOf(pair);
		return {
			project: pair.project,
			business: pair.business,
			state: state.state,
			failure: state.state === 'failed' ? describeError(state.error) : null,
			readAt: book.readAt ?? null,
			cached: book.fromCache,
		};
	}

	dispose(): void {
		// Whoever waits for the shelf must not ask as an account that is gone.
		this.#wanted = undefined;
		this.#store.dispose();
	}

	#gather(changed: Map<string, SeriesId>, pairs: readonly SeriesId[]): void {
		const ours = new Set(this.#wanted?.projects);
		for (const pair of pairs) {
			if (ours.has(pair.project)) {
				changed.set(`${pair.business}\n${pair.project}`, { project: pair.project, business: pair.business });
			}
		}
		this.#sending ??= setTimeout(() => this.#send(), GATHER_MS);
	}

	#send(): void {
		clearTimeout(this.#sending);
		this.#sending = undefined;
		const items = [...this.#changedFigures.values()].flatMap((pair) => {
			const figures = this.figures(pair);
			this.#changedStates.set(`${pair.business}\n${pair.project}`, pair);
			return figures ? [{ ...pair, figures }] : [];
		});
		this.#changedFigures.clear();
		if (items.length > 0) {
			this.#options.post({ type: 'figures', items });
		}
		const states = [...this.#changedStates.values()].map((pair) => this.state(pair));
		this.#changedStates.clear();
		this.#options.post({ type: 'states', items: states, progress: this.#reading.progress ?? null });
	}
}
