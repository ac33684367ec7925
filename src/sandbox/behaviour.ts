/** How the sandbox answers where Agora's servers are known to differ. May be changed at any time. */
export interface Behaviour {
	/** Seconds for which List does not show a new player yet (Media Pull REST API, Considerations). */
	listLagSeconds: number;
	/** Seconds for which List still shows a player that was deleted, as a slow copy would. */
	listLagAfterDeleteSeconds: number;
	/** Seconds that a player stays `connecting` before it is `running` or `failed`; 0 skips the state. */
	connectSeconds: number;
	/** `partial`: items hold id, name and createTs only; `partialCreateTs`: likewise, spelt `CreateTs`. */
	listItems: 'whole' | 'partial' | 'partialCreateTs';
	/** What `nextPageToken` is on the last page; undefined leaves it out (docs/agora-api.md, Media Pull: List and Delete). */
	lastPageToken: '' | '0' | 0 | null | undefined;
	/** Status of a delete whose player is already gone; documents disagree (docs/agora-api.md, Media Pull: List and Delete). */
	deleteGoneStatus: 200 | 404;
	/** Status of a delete that is sent to another region than the player's; no document says (docs/agora-api.md, Media Pull: List and Delete). */
	deleteElsewhereStatus: 200 | 404;
	/** How a project's status is printed: as documented, as null, or as a word that no document knows. */
	projectStatus: 'number' | 'null' | 'word';
	/** Status of an update that is sent to another region than the player's; no document says either. */
	updateElsewhereStatus: 200 | 404;
	/** Projects that the account may have; deleted ones do not exist here (docs/agora-api.md, Console API). */
	projectLimit: number;
}

export const DOCUMENTED_BEHAVIOUR: Behaviour = {
	listLagSeconds: 10,
	listLagAfterDeleteSeconds: 0,
	connectSeconds: 2,
	listItems: 'whole',
	lastPageToken: '',
	deleteGoneStatus: 404,
	deleteElsewhereStatus: 404,
	updateElsewhereStatus: 404,
	projectStatus: 'number',
	projectLimit: 20,
};

/** The sandbox's time of day. Everything that ages (players, rate limits, usage) asks it, and nothing sets a timer. */
export interface SandboxClock {
	/** Milliseconds since 1970-01-01 UTC. */
	now(): number;
}

export const systemClock: SandboxClock = { now: () => Date.now() };
