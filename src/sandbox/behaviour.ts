import type { Clock } from '../common/clock';

/**
 * The time of day, in milliseconds since 1970-01-01 UTC. Everything follows from it; a timer is set only while notifications are sent,
 * the system's if the clock has none.
 */
export type SandboxClock = Pick<Clock, 'now'> & Partial<Pick<Clock, 'setTimeout'>>;

/** How the sandbox responds where Agora's servers or documents differ. May be changed while the sandbox runs. */
export interface Behaviour {
	/** Seconds until List shows a new player (Media Pull REST API, Considerations). */
	listLagSeconds: number;
	/** Seconds for which List still shows a deleted player, as an outdated replica does. */
	listLagAfterDeleteSeconds: number;
	/** Seconds that a player stays `connecting` before it is `running` or `failed`; 0 skips the state. */
	connectSeconds: number;
	/**
	 * The newest version of the path of the senders of notifications that is known; the older one always is (docs/agora-api.md,
	 * Notifications).
	 */
	senderAddressVersion: 'v2' | 'v1';
	/**
	 * Seconds until each resend of a notification that was not answered with 200; undocumented except for the first
	 * (docs/agora-api.md, Notifications).
	 */
	resendSeconds: readonly number[];
	/** Seconds that a receiver has for its answer to a notification (docs/agora-api.md, Notifications). */
	answerSeconds: number;
	/** `partial`: items have id, name and createTs only; `partialCreateTs`: the same, spelled `CreateTs`. */
	listItems: 'whole' | 'partial' | 'partialCreateTs';
	/** `nextPageToken` on the last page; undefined omits it (docs/agora-api.md, Media Pull: List and Delete). */
	lastPageToken: '' | '0' | 0 | null | undefined;
	/** Status of Delete for a player that no longer exists (docs/agora-api.md, Media Pull: List and Delete). */
	deleteGoneStatus: 200 | 404;
	/** Status of Delete for a player of another region (docs/agora-api.md, Media Pull: List and Delete). */
	deleteElsewhereStatus: 200 | 404;
	/** Status of Update for a player of another region; undocumented. */
	updateElsewhereStatus: 200 | 404;
	/** The form of a project's `status`: as documented, null, or an undocumented word. */
	projectStatus: 'number' | 'null' | 'word';
	/** Projects that the account may have (docs/agora-api.md, Console API). */
	projectLimit: number;
	/** Seconds by which the lists of channels and users and the state of a user lag; Agora's lag by minutes (docs/agora-api.md, Channels). */
	channelLagSeconds: number;
	/**
	 * What happens between two pages of the list of channels: nothing; a channel appears, so that the last one of a page is on the
	 * next page, too; or a channel ends, so that one between two pages is on none (docs/agora-api.md, Channels).
	 */
	channelPages: 'stable' | 'repeated' | 'missing';
	/** What `total_size` counts: the channels of all pages, or of this one; undocumented. */
	channelTotal: 'all' | 'page';
	/**
	 * The hosts of a channel that uses the communication profile: `mode` 1 without a list, or `channel_exist` false
	 * (docs/agora-api.md, Channels).
	 */
	communicationHosts: 'mode' | 'notExist';
	/** Seconds after which users that were put offline join again, if they may. */
	userReturnSeconds: number;
	/** Seconds until the list of ban rules contains a new rule (docs/agora-api.md, Bans). */
	banListLagSeconds: number;
	/** The values that a ban rule does not have: `null`, 0 and an empty text, or left out; undocumented. */
	absentBanFields: 'null' | 'empty' | 'omitted';
}

export const DOCUMENTED_BEHAVIOUR: Behaviour = {
	listLagSeconds: 10,
	listLagAfterDeleteSeconds: 0,
	connectSeconds: 2,
	senderAddressVersion: 'v2',
	resendSeconds: [0, 5, 15],
	answerSeconds: 10,
	listItems: 'whole',
	lastPageToken: '',
	deleteGoneStatus: 404,
	deleteElsewhereStatus: 404,
	updateElsewhereStatus: 404,
	projectStatus: 'number',
	projectLimit: 20,
	channelLagSeconds: 0,
	channelPages: 'stable',
	channelTotal: 'all',
	communicationHosts: 'mode',
	userReturnSeconds: 15,
	banListLagSeconds: 0,
	absentBanFields: 'null',
};
