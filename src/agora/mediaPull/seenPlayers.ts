import type { Player } from './playerSchema';

/** Beyond so many players of the same second, looking them through one by one would take longer than a set. */
const LOOKED_THROUGH = 64;

/**
 * Tells players that came before from new ones. List gives them in ascending order of their creation (Media Pull REST API, List
 * API), and a player keeps its creation time: one that is younger than all before is new. Only where that order does not hold
 * are the ids compared, since a set of thousands of ids takes longer than all else that is done with a list.
 */
export class SeenPlayers {
	/** Of every player so far, until they are needed as a set. */
	private readonly order: string[] = [];
	private ids: Set<string> | undefined;
	private latest = Number.NEGATIVE_INFINITY;
	/** How many of the last ones were created at `latest`. */
	private tied = 0;

	/** Whether the player was not there before; it is from now on. */
	isNew({ id, createdAt }: Player): boolean {
		if (this.ids) {
			return this.addToSet(this.ids, id);
		}
		const time = createdAt?.getTime() ?? Number.NaN;
		if (time > this.latest) {
			this.latest = time;
			this.tied = 1;
			this.order.push(id);
			return true;
		}
		if (time === this.latest && this.tied < LOOKED_THROUGH) {
			if (this.order.includes(id, this.order.length - this.tied)) {
				return false;
			}
			this.tied += 1;
			this.order.push(id);
			return true;
		}
		this.ids = new Set(this.order);
		return this.addToSet(this.ids, id);
	}

	private addToSet(ids: Set<string>, id: string): boolean {
		const before = ids.size;
		return ids.add(id).size > before;
	}
}
