import { getUsage } from '../../agora/console/usage';
import type { AgoraSession } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { type Disposable, DisposableStore } from '../../common/disposable';
import type { AccountUsage } from '../cache/accountUsage';
import { listSeries, UsageLoader, type UsageRequest } from '../cache/usageLoader';
import { type Business, type Figures, type SeriesId, seriesKey } from '../report/figures';
import type { FigureState, FiguresMessage, StatesMessage } from '../report/messages';
import { neededSpans, spansOf, type View } from '../report/view';

/** Changes within this time are posted in one message. */
const BATCH_MS = 50;

export interface UsageFeedDeps {
	readonly session: AgoraSession;
	readonly usage: AccountUsage;
	readonly clock: Clock;
	readonly post: (message: FiguresMessage | StatesMessage) => void;
	/** A sentence for the user about a failed call, without secrets. */
	readonly describeError: (error: unknown) => string;
}

/** Posts the figures of one panel: cached ones at once, others as they are read. */
export class UsageFeed implements Disposable {
	readonly #deps: UsageFeedDeps;
	readonly #loader: UsageLoader;
	readonly #store = new DisposableStore();
	#request: UsageRequest | undefined;
	/** The projects whose cached figures were posted; later figures are posted as they change. */
	#postedProjects: ReadonlySet<string> = new Set();
	readonly #changedFigures = new Map<string, SeriesId>();
	readonly #changedStates = new Map<string, SeriesId>();
	#postTimer: NodeJS.Timeout | undefined;

	constructor(deps: UsageFeedDeps) {
		this.#deps = deps;
		const { usage, clock, session } = deps;
		this.#loader = this.#store.add(
			new UsageLoader({
				read: (query, options) => getUsage(session.client, query, options),
				usage,
				clock,
				onDidChange: (series) => this.#postSoon(this.#changedStates, series),
			}),
		);
		this.#store.add(usage.onDidChange((series) => this.#postSoon(this.#changedFigures, [series])));
		this.#store.add({ dispose: () => clearTimeout(this.#postTimer) });
	}

	/** Reads what the view needs of the projects and is not cached. Does nothing for the same view again. */
	async show(projects: readonly string[], view: View, today: string): Promise<void> {
		const request: UsageRequest = {
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
		if (JSON.stringify(request) === JSON.stringify(this.#request)) {
			return;
		}
		this.#request = request;
		// Changes of a project that is not requested are not posted.
		this.#postedProjects = new Set(projects.filter((project) => this.#postedProjects.has(project)));
		await Promise.all(projects.map((project) => this.#deps.usage.load(project)));
		if (this.#request === request) {
			const added = projects.filter((project) => !this.#postedProjects.has(project));
			this.#postedProjects = new Set(projects);
			this.#postSoon(this.#changedFigures, listSeries({ ...request, projects: added }));
			this.#loader.load(request);
		}
	}

	/** Posts all figures and states, to a webview that has just been loaded. */
	postAll(): void {
		const series = listSeries(this.#request);
		this.#postSoon(this.#changedFigures, series);
		this.#postSoon(this.#changedStates, series);
		this.#post();
	}

	refresh(): void {
		this.#loader.refresh();
	}

	/** Retries what failed or was cancelled, of one project or business, or of all with null. */
	retry(project: string | null, business: Business | null): void {
		this.#loader.retry(project, business);
	}

	cancel(): void {
		this.#loader.cancel();
		this.#post();
	}

	getFigures(series: SeriesId): Figures | undefined {
		return this.#deps.usage.getCache(series).figures();
	}

	getState({ project, business }: SeriesId): FigureState {
		const { usage, describeError } = this.#deps;
		const cache = usage.getCache({ project, business });
		const state = this.#loader.getState({ project, business });
		return {
			project,
			business,
			state: state.state,
			failure: state.state === 'failed' ? describeError(state.error) : null,
			readAt: cache.readAt ?? null,
			cached: cache.isFromStorage,
		};
	}

	dispose(): void {
		// A call of `show` that still waits for the storage must not read as a former account.
		this.#request = undefined;
		this.#store.dispose();
	}

	#postSoon(changed: Map<string, SeriesId>, series: readonly SeriesId[]): void {
		const requested = new Set(this.#request?.projects);
		for (const { project, business } of series.filter((each) => requested.has(each.project))) {
			changed.set(seriesKey({ project, business }), { project, business });
		}
		this.#postTimer ??= setTimeout(() => this.#post(), BATCH_MS);
	}

	#post(): void {
		clearTimeout(this.#postTimer);
		this.#postTimer = undefined;
		const items = [...this.#changedFigures.values()].flatMap((series) => {
			const figures = this.getFigures(series);
			this.#changedStates.set(seriesKey(series), series);
			return figures ? [{ ...series, figures }] : [];
		});
		this.#changedFigures.clear();
		if (items.length > 0) {
			this.#deps.post({ type: 'figures', items });
		}
		const states = [...this.#changedStates.values()].map((series) => this.getState(series));
		this.#changedStates.clear();
		this.#deps.post({ type: 'states', items: states, progress: this.#loader.progress ?? null });
	}
}
