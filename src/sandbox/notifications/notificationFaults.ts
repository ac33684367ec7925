/**
 * What goes wrong with a notification:
 * - `lost`: it is never sent;
 * - `duplicate`: it is sent once more although it was answered;
 * - `outOfOrder`: it is sent after the next one to the same receiver, or after 10 seconds;
 * - `wrongSignature`: it is signed with another secret;
 * - `delaySeconds`: it is sent so much later;
 * - `lostAnswers`: so many answers do not arrive, and it is sent again, three times at most.
 */
export type NotificationFault =
	| 'lost'
	| 'duplicate'
	| 'outOfOrder'
	| 'wrongSignature'
	| { readonly delaySeconds: number }
	| { readonly lostAnswers: number };

/** The faults of the next notifications. */
export class NotificationFaults {
	#queue: { readonly fault: NotificationFault; left: number }[] = [];

	/** @param times how many notifications; Infinity until `clear`. */
	next(fault: NotificationFault, times = 1): void {
		this.#queue.push({ fault, left: times });
	}

	clear(): void {
		this.#queue = [];
	}

	/** The fault of a notification, counted as used. */
	take(): NotificationFault | undefined {
		const [first] = this.#queue;
		if (first) {
			first.left -= 1;
			this.#queue = this.#queue.filter(({ left }) => left > 0);
		}
		return first?.fault;
	}
}
