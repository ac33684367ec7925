import type * as vscode from 'vscode';
import type { Project } from '../agora/console/projects';
import { isNotification } from '../agora/notifications/event';
import type { KnownSecrets } from '../agora/redact';
import { type SessionSource, serverTime } from '../agora/session';
import type { Clock } from '../common/clock';
import { type Disposable, DisposableStore } from '../common/disposable';
import type { Event } from '../common/emitter';
import { ThrottledEvent } from '../common/throttledEvent';
import { LastAnswers } from '../ui/boundedMemento';
import type { ContextKeySetter } from '../ui/commands';
import { type ChangedChannel, EventEffects, type PlayerEvent } from './eventEffects';
import { ListenerController } from './listenerController';
import { NotificationDocuments } from './notificationDocuments';
import { NotificationFilter } from './notificationFilter';
import { NotificationSecrets } from './notificationSecrets';
import { type NotificationContent, ReceivedNotifications } from './receivedNotifications';
import { type NotifyingSandbox, SandboxReceivers } from './sandboxReceivers';
import type { TestSources } from './testNotification';
import type { ItemFacts } from './tree/notificationItems';
import { NotificationTree } from './tree/notificationTree';
import { NotificationView, type NotificationViewDeps } from './tree/notificationView';

/** How a command finds the project to use. */
export interface ProjectChoice {
	/** Reads the projects unless they are loaded. */
	ensureProjects(): Promise<void>;
	/** The project of the row that the command was called on. */
	fromArgument(argument: unknown): Project | undefined;
	/** The projects that fit, the active one first. */
	choices(fits: (project: Project) => boolean): Promise<(vscode.QuickPickItem & { value: Project })[]>;
}

/** The projects feature, as far as notifications need it. */
export interface NotificationProjects {
	readonly store: { readonly projects: readonly Project[]; readonly onDidChange: Event<void> };
	readonly picker: ProjectChoice;
	/** Signs in with the stored account and reads its projects, unless that is already done. */
	ensureProjects(): Promise<void>;
}

/** Other features, as far as notifications need them. */
export interface ConnectedFeatures {
	readonly players: {
		/** The App ID of the project of a loaded player. */
		projectOf(playerId: string): string | undefined;
		/** Applies events in any order, and repeated ones. */
		applyEvents(events: readonly PlayerEvent[]): Promise<void>;
	} & TestSources['players'];
	readonly channels: {
		/** Reads what is shown of channels earlier. */
		readSoon(changed: readonly ChangedChannel[]): Promise<void>;
	} & TestSources['channels'];
	readonly sandbox: NotifyingSandbox;
	/** Shows that the listener is open, until the result is disposed of. */
	readonly showListener: (status: ListenerStatus) => Promise<Disposable>;
}

/** What is shown of the listener outside of the view. */
export interface ListenerStatus {
	readonly listener: Pick<ListenerController, 'port' | 'address' | 'onDidChange'>;
	readonly count: () => { readonly received: number; readonly invalid: number };
	readonly onDidChange: Event<void>;
}

export interface NotificationsDeps {
	readonly sessions: SessionSource;
	/** Of all accounts. */
	readonly secrets: Pick<vscode.SecretStorage, 'keys' | 'get' | 'store' | 'delete' | 'onDidChange'>;
	readonly knownSecrets: KnownSecrets;
	readonly clock: Clock;
	readonly contextKeys: ContextKeySetter;
	readonly projects: NotificationProjects;
	readonly features: ConnectedFeatures;
	/** Of all windows. */
	readonly memento: vscode.Memento;
}

/** The minimum time between two redraws: thousands of notifications may arrive in a second. */
const REDRAW_MS = 250;

/** The objects that receive, store and show notifications. Loaded when they are first needed. Commands take from it what they need. */
export class LoadedNotifications implements Disposable {
	readonly #owned = new DisposableStore();
	readonly sessions: SessionSource;
	readonly clock: Clock;
	readonly projects: NotificationProjects;
	readonly listener: ListenerController;
	readonly received: ReceivedNotifications;
	readonly secrets: NotificationSecrets;
	readonly sandboxReceivers: SandboxReceivers;
	readonly filter: NotificationFilter;
	readonly facts: ItemFacts;
	readonly documents: NotificationDocuments;
	readonly testSources: TestSources;
	readonly lastTests: LastAnswers;
	readonly tree: NotificationTree;

	constructor(view: NotificationViewDeps['view'], deps: NotificationsDeps) {
		const owned = this.#owned;
		const { sessions, clock, contextKeys, projects } = deps;
		this.sessions = sessions;
		this.clock = clock;
		this.projects = projects;
		this.testSources = deps.features;
		this.lastTests = new LastAnswers(deps.memento, 'agora.lastTestNotification');
		const listener = owned.add(new ListenerController());
		this.listener = listener;
		const secrets = owned.add(
			new NotificationSecrets({
				...{ sessions, secrets: deps.secrets, knownSecrets: deps.knownSecrets, clock },
				onDidChangeSecrets: deps.secrets.onDidChange,
				projectOf: (content) => projectOf(content, deps.features),
			}),
		);
		this.secrets = secrets;
		const received = owned.add(
			new ReceivedNotifications({ verify: (request, content) => secrets.verify(request, content) }),
		);
		this.received = received;
		owned.add(secrets.onDidChange(() => received.verifyAgain()));
		owned.add(listener.onDidReceive((request) => received.add(request)));
		const { players, channels, sandbox } = deps.features;
		const applyPlayerEvents = (events: readonly PlayerEvent[]) => void players.applyEvents(events);
		const readChannelsSoon = (changed: readonly ChangedChannel[]) => void channels.readSoon(changed);
		owned.add(new EventEffects({ received, sessions, clock, applyPlayerEvents, readChannelsSoon }));
		this.sandboxReceivers = owned.add(
			new SandboxReceivers({ sandbox, sessions, projects: projects.store, listener, secrets }),
		);
		const filter = owned.add(new NotificationFilter(sessions));
		this.filter = filter;
		const facts: ItemFacts = {
			idleTimeoutOf: (playerId) => received.idleTimeoutOf(playerId),
			projectName: projectNames(projects.store),
			now: () => serverTime(sessions, clock),
		};
		this.facts = facts;
		this.documents = owned.add(new NotificationDocuments({ received, facts }));
		const changes = [received.onDidChange, filter.onDidChange, listener.onDidRefuse];
		const redraw = owned.add(new ThrottledEvent(changes, REDRAW_MS, clock));
		const onDidChange = redraw.event;
		const tree = owned.add(
			new NotificationTree({
				...{ received, filter, facts, onDidChange },
				onDidChangeFacts: projects.store.onDidChange,
			}),
		);
		this.tree = tree;
		owned.add(
			new NotificationView({ view, tree, received, filter, facts, listener, contextKeys, onDidChange }),
		);
		const count = () => ({
			received: received.total,
			invalid: received.all.filter(({ state }) => state === 'invalid').length,
		});
		void deps.features.showListener({ listener, count, onDidChange }).then((item) => owned.add(item));
	}

	dispose(): void {
		this.#owned.dispose();
	}
}

/** Cached for each array of projects: an account may have thousands, and every row needs one. */
function projectNames(source: NotificationProjects['store']): ItemFacts['projectName'] {
	let of: readonly Project[] | undefined;
	let names: ReadonlyMap<string, string> = new Map();
	return (appId) => {
		if (of !== source.projects) {
			of = source.projects;
			names = new Map(of.map((project) => [project.appId, project.name]));
		}
		return appId && (names.get(appId) ?? appId);
	};
}

/** The project of the player that an event is about. */
function projectOf(content: NotificationContent, { players }: ConnectedFeatures): string | undefined {
	const event = isNotification(content) ? content.event : undefined;
	return event && 'player' in event ? players.projectOf(event.player.id) : undefined;
}
