import type { HistoryEntry } from '../history';
import type { KeptLine } from '../keptLog';
import { changedSettings, type Setting } from './changedSettings';
import { hideInBundle, maskedId } from './hideInBundle';

/** Everything that a bundle may tell. Texts may hold anything: what must not be told is taken out of them here. */
export interface BundleFacts {
	/** Milliseconds since 1970. */
	readonly createdAt: number;
	readonly versions: Readonly<Record<string, string>>;
	readonly settings: readonly Setting[];
	readonly accounts: readonly {
		readonly id: string;
		readonly label: string;
		readonly area: string;
		/** Undefined where the secret storage has none. */
		readonly customerId: string | undefined;
	}[];
	/** Undefined while nobody is signed in. */
	readonly session: SessionFacts | undefined;
	readonly counts: {
		/** Undefined where none were read yet. */
		readonly projects: number | undefined;
		readonly playersByCondition: Readonly<Record<string, number>>;
	};
	readonly log: readonly KeptLine[];
	readonly history: readonly HistoryEntry[];
}

interface SessionFacts {
	readonly accountId: string;
	readonly accountLabel: string;
	readonly area: string;
	readonly host: string;
	/** Why requests go to this host: `primary`, or what became of that. */
	readonly hostReason: string;
	/** Milliseconds since 1970; past where no call waits. */
	readonly pacedUntil: number;
	readonly credentialsRefused: boolean;
}

export interface BundleFile {
	readonly name: string;
	readonly text: string;
}

/**
 * The files of a bundle, as they are shown and saved.
 *
 * @param secrets what is known to be secret; texts lose it in all its spellings.
 */
export function bundleFiles(facts: BundleFacts, secrets: readonly string[]): BundleFile[] {
	const hide = (text: string) => hideInBundle(text, secrets);
	const { createdAt, versions, settings, session, counts, log, history } = facts;
	const accounts = facts.accounts.map(({ customerId, ...account }) => ({
		...account,
		customerId: customerId === undefined ? 'missing' : maskedId(customerId),
	}));
	const about = {
		created: timeOf(createdAt),
		versions,
		changedSettings: changedSettings(settings),
		accounts,
		session: session ? describeSession(session, createdAt) : 'signed out',
		counts,
	};
	const entries = history.map(({ at, ...entry }) => ({ at: timeOf(at), ...entry }));
	const lines = log.map(({ at, level, line }) => `${timeOf(at)} [${level}] ${hide(line)}`);
	return [
		{ name: 'about.json', text: toJson(about, hide) },
		{ name: 'history.json', text: toJson(entries, hide) },
		{ name: 'log.txt', text: lines.map((line) => `${line}\n`).join('') },
	];
}

function describeSession({ pacedUntil, ...session }: SessionFacts, now: number) {
	return { ...session, pacedUntil: pacedUntil > now ? timeOf(pacedUntil) : 'not paced' };
}

/** Every text in it goes through `hide`, so that none can be forgotten; the keys are the code's own, or those that `changedSettings` lets pass. */
function toJson(value: unknown, hide: (text: string) => string): string {
	const text = JSON.stringify(value, (_, each) => (typeof each === 'string' ? hide(each) : each), '\t');
	return `${text}\n`;
}

function timeOf(ms: number): string {
	return new Date(ms).toISOString();
}
