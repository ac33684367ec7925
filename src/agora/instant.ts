/** Above this a number counts milliseconds: as seconds it would lie past the year 5000, as milliseconds before 1974. */
const FIRST_MILLISECONDS = 100_000_000_000;
const LAST_MILLISECONDS = Date.UTC(9999, 11, 31);

/**
 * Reads a time in every spelling that Agora's replies use: Unix seconds or milliseconds, as a number or in a string, or ISO
 * 8601, in UTC unless it names a zone (api-facts §2). Undefined for everything else, 0 included.
 */
export function readInstant(value: unknown): Date | undefined {
	const unix = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
	if (typeof unix === 'number') {
		const milliseconds = unix < FIRST_MILLISECONDS ? unix * 1000 : unix;
		return milliseconds > 0 && milliseconds <= LAST_MILLISECONDS ? new Date(milliseconds) : undefined;
	}
	if (typeof unix !== 'string') {
		return undefined;
	}
	const [, day, time = '00:00', zone = 'Z'] =
		/^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:[\d:.]+)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(unix) ?? [];
	const date = new Date(`${day}T${time}${zone}`);
	return Number.isNaN(date.getTime()) ? undefined : date;
}
