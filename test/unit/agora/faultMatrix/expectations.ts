/** Operations that must come out alike. */
export const GROUPS = ['read', 'set', 'delete', 'project', 'player', 'update'] as const;
export const BAN_GROUPS = ['ban', 'kick', 'change', 'lift'] as const;
export type Group = (typeof GROUPS)[number] | (typeof BAN_GROUPS)[number] | 'senders';

/** `once`: the operation's first request is hit; `primary`: each that the primary gets; `everywhere`: each at every host. */
export type Extent = 'once' | 'primary' | 'everywhere';

/**
 * What must come of every fault, by the documents: which hosts got the operation's own requests, one after the other; what
 * the caller learns, `done` or the error's kind with what it says of the outcome; for a write, how often the server acted; and
 * how many requests looked up what became of it. `PPA done 1 +1` is: sent to the primary twice and to the first neighbour, done,
 * once, found by one look.
 *
 * - read: sent again to the same host and others, and once more to a server that failed.
 * - set (enable, recording server, certificate on or off), delete: likewise, since twice is the same as once.
 * - project (create, reset its certificate), player (create): sent again only when it cannot have arrived. A lost answer is
 *   looked up: a project at once and after 3 s, a player also after List's lag of ten seconds, unless an answer's header
 *   names it.
 * - update: after a lost response sent once more, with a larger sequence.
 */
const TABLE = `
fault                  | extent        | read             | set                       | delete                    | project                | player                 | update
dns                    | primary       | O done           | O done 1                  | O done 1                  | O done 1               | O done 1               | O done 1
dns                    | everywhere    | - dns            | - dns notDone 0           | - dns notDone 0           | - dns notDone 0        | - dns notDone 0        | - dns notDone 0
refused                | once          | P done           | P done 1                  | P done 1                  | P done 1               | P done 1               | P done 1
refused                | primary       | A done           | A done 1                  | A done 1                  | A done 1               | A done 1               | A done 1
refused                | everywhere    | - network        | - network notDone 0       | - network notDone 0       | - network notDone 0    | - network notDone 0    | - network notDone 0
reset before           | once          | PP done          | PP done 1                 | PP done 1                 | P network notDone 0 +2 | P network notDone 0 +3 | PP done 1
reset before           | primary       | PPA done         | PPA done 1                | PPA done 1                | P network notDone 0 +2 | P network notDone 0 +3 | PP unknownOutcome unknown 0
reset before           | everywhere    | PPAB network     | PPAB network notDone 0 +2 | PPAB network notDone 0 +2 | P network notDone 0 +2 | P network notDone 0 +3 | PP unknownOutcome unknown 0
reset after            | once          | PP done          | PP done 2                 | PP done 1                 | P done 1 +1            | P done 1 +2            | PP done 2
reset after            | primary       | PPA done         | PPA done 3                | PPA done 1                | P done 1 +1            | P done 1 +2            | PP unknownOutcome unknown 2
reset after            | everywhere    | PPAB network     | PPAB done 4 +1            | PPAB done 1 +1            | P done 1 +1            | P done 1 +2            | PP unknownOutcome unknown 2
hang                   | once          | PP done          | PP done 1                 | PP done 1                 | P timeout notDone 0 +2 | P timeout notDone 0 +3 | PP done 1
hang                   | primary       | PPA done         | PPA done 1                | PPA done 1                | P timeout notDone 0 +2 | P timeout notDone 0 +3 | PP unknownOutcome unknown 0
hang                   | everywhere    | PPA timeout      | PPA timeout notDone 0 +2  | PPA timeout notDone 0 +2  | P timeout notDone 0 +2 | P timeout notDone 0 +3 | PP unknownOutcome unknown 0
slow body              | once          | P timeout        | P done 1 +1               | P done 1 +1               | P done 1 +1            | P done 1               | PP done 2
slow body              | primary       | P timeout        | P done 1 +1               | P done 1 +1               | P done 1 +1            | P done 1               | PP unknownOutcome unknown 2
cut body               | once          | PP done          | PP done 2                 | PP done 1                 | P done 1 +1            | P done 1               | PP done 2
cut body               | primary       | PPA done         | PPA done 3                | PP done 1 +1              | P done 1 +1            | P done 1               | PP unknownOutcome unknown 2
cut body               | everywhere    | PPAB network     | PPAB done 4 +1            | PP done 1 +1              | P done 1 +1            | P done 1               | PP unknownOutcome unknown 2
400                    | once, primary | P invalid        | P invalid 0               | P invalid 0               | P invalid 0            | P invalid 0            | P invalid 0
401                    | once, primary | P unauthorized   | P unauthorized 0          | P unauthorized 0          | P unauthorized 0       | P unauthorized 0       | P unauthorized 0
403                    | once, primary | P forbidden      | P forbidden 0             | P forbidden 0             | P forbidden 0          | P forbidden 0          | P forbidden 0
404                    | once, primary | P notFound       | P notFound 0              | P done 0                  | P notFound 0           | P notFound 0           | P notFound 0
409                    | once, primary | P conflict       | P conflict 0              | P conflict 0              | P conflict 0           | P conflict 0           | P conflict 0
415                    | once, primary | P invalid        | P invalid 0               | P invalid 0               | P invalid 0            | P invalid 0            | P invalid 0
429 calls              | once          | PP done          | PP done 1                 | PP done 1                 | PP done 1              | PP done 1              | PP done 1
429 calls              | primary       | PPPP rateLimited | PPPP rateLimited 0        | PPPP rateLimited 0        | PPPP rateLimited 0     | PPPP rateLimited 0     | PPPP rateLimited 0
429 quota              | once, primary | P quota          | P quota 0                 | P quota 0                 | P quota 0              | P quota 0              | P quota 0
429 no resources       | once, primary | P quota          | P quota 0                 | P quota 0                 | P quota 0              | P quota 0              | P quota 0
500, 503               | once          | PP done          | PP done 1                 | PP done 1                 | P server 0             | P server 0             | P server 0
500, 503               | primary       | PP server        | PPPP server 0             | PPPP server 0             | P server 0             | P server 0             | P server 0
502 HTML, 504 not done | once          | PP done          | PP done 1                 | PP done 1                 | P server notDone 0 +2  | P server notDone 0 +3  | PP done 1
502 HTML, 504 not done | primary       | PP server        | PPPP server notDone 0 +2  | PPPP server notDone 0 +2  | P server notDone 0 +2  | P server notDone 0 +3  | PP unknownOutcome unknown 0
504 done               | once          | PP done          | PP done 2                 | PP done 1                 | P done 1 +1            | P done 1 +2            | PP done 2
504 done               | primary       | PP server        | PPPP done 4 +1            | PPPP done 1 +1            | P done 1 +1            | P done 1 +2            | PP unknownOutcome unknown 2
200 error              | once, primary | P invalid        | P invalid 0               | P invalid 0               | P invalid 0            | P invalid 0            | P invalid 0
malformed JSON         | once          | P badResponse    | P done 1 +1               | P done 1 +1               | P done 1 +1            | P done 1               | PP done 2
malformed JSON         | primary       | P badResponse    | P done 1 +1               | P done 1 +1               | P done 1 +1            | P done 1               | PP unknownOutcome unknown 2
wrong shape            | once, primary | P badResponse    | P done 1 +1               | P done 1                  | P done 1 +1            | P done 1               | P done 1
empty body             | once, primary | P badResponse    | P done 1 +1               | P done 1                  | P done 1 +1            | P done 1               | P done 1
huge body              | once          | P badResponse    | P done 1 +1               | P done 1 +1               | P done 1 +1            | P done 1               | PP done 2
huge body              | primary       | P badResponse    | P done 1 +1               | P done 1 +1               | P done 1 +1            | P done 1               | PP unknownOutcome unknown 2
`;

/**
 * The same for channel management.
 *
 * - ban: sent again only when it cannot have arrived. A lost answer is looked up three times, because the list of rules may
 *   leave a rule out; what is not found stays unknown.
 * - kick: likewise, and leaves no rule that could be found.
 * - change: sent again. A lost answer is looked up twice: a changed rule shows its new end.
 * - lift: sent again, and once more after a look at the rules that does not find it, which proves nothing.
 */
const BAN_TABLE = `
fault                  | extent        | ban                           | kick                       | change                           | lift
dns                    | primary       | O done 1                      | O done 1                   | O done 1                         | O done 1
dns                    | everywhere    | - dns notDone 0               | - dns notDone 0            | - dns notDone 0                  | - dns notDone 0
refused                | once          | P done 1                      | P done 1                   | P done 1                         | P done 1
refused                | primary       | A done 1                      | A done 1                   | A done 1                         | A done 1
refused                | everywhere    | - network notDone 0           | - network notDone 0        | - network notDone 0              | - network notDone 0
reset before           | once          | P unknownOutcome unknown 0 +3 | P unknownOutcome unknown 0 | PP done 1                        | PP done 1
reset before           | primary       | P unknownOutcome unknown 0 +3 | P unknownOutcome unknown 0 | PPA done 1                       | PPA done 1
reset before           | everywhere    | P unknownOutcome unknown 0 +3 | P unknownOutcome unknown 0 | PPAB unknownOutcome unknown 0 +2 | PPAB network notDone 0 +1
reset after            | once          | P done 1 +1                   | P unknownOutcome unknown 1 | PP done 2                        | PP done 1
reset after            | primary       | P done 1 +1                   | P unknownOutcome unknown 1 | PPA done 3                       | PPA done 1
reset after            | everywhere    | P done 1 +1                   | P unknownOutcome unknown 1 | PPAB done 4 +1                   | PPABPPAB unknownOutcome unknown 1 +1
hang                   | once          | P unknownOutcome unknown 0 +3 | P unknownOutcome unknown 0 | PP done 1                        | PP done 1
hang                   | primary       | P unknownOutcome unknown 0 +3 | P unknownOutcome unknown 0 | PPA done 1                       | PPA done 1
hang                   | everywhere    | P unknownOutcome unknown 0 +3 | P unknownOutcome unknown 0 | PPA unknownOutcome unknown 0 +2  | PPA timeout notDone 0 +1
slow body              | once          | P done 1 +1                   | P unknownOutcome unknown 1 | P done 1 +1                      | PP done 1 +1
slow body              | primary       | P done 1 +1                   | P unknownOutcome unknown 1 | P done 1 +1                      | PP unknownOutcome unknown 1 +1
cut body               | once          | P done 1 +1                   | P unknownOutcome unknown 1 | PP done 2                        | PP done 1
cut body               | primary       | P done 1 +1                   | P unknownOutcome unknown 1 | PPA done 3                       | PPP unknownOutcome unknown 1 +1
cut body               | everywhere    | P done 1 +1                   | P unknownOutcome unknown 1 | PPAB done 4 +1                   | PPP unknownOutcome unknown 1 +1
400                    | once, primary | P invalid 0                   | P invalid 0                | P invalid 0                      | P invalid 0
401                    | once, primary | P unauthorized 0              | P unauthorized 0           | P unauthorized 0                 | P unauthorized 0
403                    | once, primary | P forbidden 0                 | P forbidden 0              | P forbidden 0                    | P forbidden 0
404                    | once, primary | P notFound 0                  | P notFound 0               | P notFound 0                     | P notFound 0
409                    | once, primary | P conflict 0                  | P conflict 0               | P conflict 0                     | P conflict 0
415                    | once, primary | P invalid 0                   | P invalid 0                | P invalid 0                      | P invalid 0
429 calls              | once          | PP done 1                     | PP done 1                  | PP done 1                        | PP done 1
429 calls              | primary       | PPPP rateLimited 0            | PPPP rateLimited 0         | PPPP rateLimited 0               | PPPP rateLimited 0
429 quota              | once, primary | P quota 0                     | P quota 0                  | P quota 0                        | P quota 0
429 no resources       | once, primary | P quota 0                     | P quota 0                  | P quota 0                        | P quota 0
500, 503               | once          | P server 0                    | P server 0                 | PP done 1                        | PP done 1
500, 503               | primary       | P server 0                    | P server 0                 | PPPP server 0                    | PPPP server 0
502 HTML, 504 not done | once          | P unknownOutcome unknown 0 +3 | P unknownOutcome unknown 0 | PP done 1                        | PP done 1
502 HTML, 504 not done | primary       | P unknownOutcome unknown 0 +3 | P unknownOutcome unknown 0 | PPPP unknownOutcome unknown 0 +2 | PPPP server notDone 0 +1
504 done               | once          | P done 1 +1                   | P unknownOutcome unknown 1 | PP done 2                        | PP done 1
504 done               | primary       | P done 1 +1                   | P unknownOutcome unknown 1 | PPPP done 4 +1                   | PPPPPPPP unknownOutcome unknown 1 +1
200 error              | once, primary | P invalid 0                   | P invalid 0                | P invalid 0                      | P invalid 0
malformed JSON         | once, primary | P done 1 +1                   | P unknownOutcome unknown 1 | P done 1 +1                      | PP done 1 +1
wrong shape            | once          | P done 1 +1                   | P unknownOutcome unknown 1 | P done 1 +1                      | PP done 1 +1
wrong shape            | primary       | P done 1 +1                   | P unknownOutcome unknown 1 | P done 1 +1                      | PP unknownOutcome unknown 1 +1
empty body             | once          | P done 1 +1                   | P unknownOutcome unknown 1 | P done 1 +1                      | PP done 1 +1
empty body             | primary       | P done 1 +1                   | P unknownOutcome unknown 1 | P done 1 +1                      | PP unknownOutcome unknown 1 +1
huge body              | once          | P done 1 +1                   | P unknownOutcome unknown 1 | P done 1 +1                      | PP done 1 +1
huge body              | primary       | P done 1 +1                   | P unknownOutcome unknown 1 | P done 1 +1                      | PP unknownOutcome unknown 1 +1
`;

export interface Row {
	readonly fault: string;
	readonly extent: Extent;
	readonly expected: Readonly<Record<Group, string>>;
}

const bans = new Map(
	rowsOf(BAN_TABLE, BAN_GROUPS).map((row) => [`${row.fault}, ${row.extent}`, row.expected]),
);

export const ROWS: readonly Row[] = rowsOf(TABLE, GROUPS).map(({ fault, extent, expected }) => {
	const key = `${fault}, ${extent}`;
	const others = bans.get(key);
	if (!others) {
		throw new Error(`the table of bans has no row ${key}`);
	}
	return {
		fault,
		extent,
		expected: { ...expected, ...others, senders: sendersOf(fault, extent, expected.read) },
	};
});

/** Like a read, but a path that is not known is followed by the older one. */
function sendersOf(fault: string, extent: Extent, read: string): string {
	return fault === '404' ? (extent === 'once' ? 'PP done' : 'PP notFound') : read;
}

function rowsOf<G extends string>(table: string, groups: readonly G[]) {
	return table
		.trim()
		.split('\n')
		.slice(1)
		.map((line) => line.split('|').map((cell) => cell.trim()))
		.flatMap(([faults = '', extents = '', ...cells]) => {
			const expected = Object.fromEntries(groups.map((group, index) => [group, cells[index] ?? '']));
			return faults.split(', ').flatMap((fault) =>
				extents.split(', ').map((extent) => ({
					fault,
					extent: extent as Extent,
					expected: expected as Record<G, string>,
				})),
			);
		});
}
