const DAY_MS = 86_400_000;

/** The full days a player lives, once it is more than one; both arguments in milliseconds since 1970. */
export function lifetimeInDays(createdAt: number, now: number): number | undefined {
	const days = Math.floor((now - createdAt) / DAY_MS);
	return days >= 1 ? days : undefined;
}
