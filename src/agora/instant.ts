/** Above this a number counts milliseconds: as seconds it would lie past the year 5000, as milliseconds before 1974. */
const FIRST_MILLISECONDS = 100_000_000_000;
/** 1 January 2000: an earlier time can be in no reply. */
const FIRST_SECONDS = 946_684_800;
const LAST_MILLISECONDS = Date.UTC(9999, 11, 31);

/**
 * Reads a time in every spelling that Agora's replies use: Unix seconds or milliseconds, as a number or in a string; a day
 * such as 20211012, likewise; or ISO 8601, in UTC unless it names a zone (api-facts §2). Undefined for everything else, and
 * for Unix times before 2000.
 */
export function readInstant(value: unknown): Date | undefined {
	const unix = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
	if (typeof unix === 'number') {
		const [, year, month, day] = /^(20\d{2})(\d{2})(\d{2})$/.exec(String(unix)) ?? [];
		return year === undefined ? readUnix(unix) : readIso(`${year}-${month}-${day}`);
	}
	return typeof unix === 'string' ? readIso(unix) : undefined;
}

function readUnix(unix: number): Date | undefined {
	const milliseconds = unix < FIRST_MILLISECONDS ? unix * 1000 : unix;
	return unix >= FIRST_SECONDS && milliseconds <= LAST_MILLISECONDS ? new Date(milliseconds) : undefined;
}

function readIso(text: string): Date | undefined {
	const [, day, time = '00:00', zone = 'Z'] =
		/^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:[\d:.]+)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text) ?? [];
	const date = new Date(`${day}T${time}${zone}`);
	return Number.isNaN(date.getTime()) ? undefined : date;
}
