import type { BanRule } from '../../agora/channels/banRules';
import { isAgoraError } from '../../agora/errors';
import { TextFilter } from '../../ui/textFilter';
import type { ListedChannel } from '../channelMerge';
import type { ChannelScope } from '../channelScope';
import type { ChannelStore } from '../channelStore';
import { ruleText } from '../channelText';
import type { ListedProject } from './channelRows';

/** Shows only the channels whose name contains a text, and the bans whose words do. Ignores case. */
export class ChannelFilter extends TextFilter {
	get #part(): string {
		return this.text.trim().toLowerCase();
	}

	get isActive(): boolean {
		return this.#part !== '';
	}

	channels(channels: readonly ListedChannel[]): readonly ListedChannel[] {
		const part = this.#part;
		return part === '' ? channels : channels.filter(({ name }) => name.toLowerCase().includes(part));
	}

	bans(bans: readonly BanRule[]): readonly BanRule[] {
		const part = this.#part;
		return part === '' ? bans : bans.filter((rule) => ruleText(rule).toLowerCase().includes(part));
	}
}

type Store = Pick<ChannelStore, 'channels' | 'bans'>;

/**
 * The projects that have rows, by name: those with channels or bans, and without a filter those that could not be read. If none has
 * any rows because Agora refuses to list channels, there are none: then the view shows its welcome text.
 */
export function listedProjects(
	scope: Pick<ChannelScope, 'projects' | 'isAll'>,
	store: Store,
	filter: ChannelFilter,
): ListedProject[] {
	const listed = scope.projects.map((project) => {
		const { appId } = project;
		const bans = store.bans(appId);
		const shownBans = filter.bans(bans.value ?? []);
		const isReadable = store.channels(appId).error === undefined;
		return {
			project,
			channels: filter.channels(store.channels(appId).value ?? []),
			bans: shownBans,
			// If the channels cannot be read either, that is said elsewhere.
			hasBansRow: shownBans.length > 0 || (bans.error !== undefined && isReadable && !filter.isActive),
		};
	});
	if (!scope.isAll) {
		return listed;
	}
	const hasRows = ({ channels, hasBansRow }: ListedProject) => channels.length > 0 || hasBansRow;
	const isUnread = ({ project }: ListedProject) => store.channels(project.appId).error !== undefined;
	const isRefused = ({ project }: ListedProject) =>
		isAgoraError(store.channels(project.appId).error, 'forbidden');
	const shown = listed.filter((each) => hasRows(each) || (!filter.isActive && isUnread(each)));
	return shown.every((each) => !hasRows(each) && isRefused(each)) ? [] : shown;
}
