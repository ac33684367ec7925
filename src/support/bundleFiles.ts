import { strToU8, zipSync } from 'fflate/browser';
import { isObject } from '../agora/parsing';
import { HIDDEN, redactText } from '../agora/redact';
import type { HistoryEntry } from './history';
import type { LogLine } from './recentLog';

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
	readonly log: readonly LogLine[];
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

/** Customer ID, Customer Secret, App ID and App Certificate all look like this, and so does the id of a cloud player. */
const HEX_WORD = /(?<![\da-f])[\da-f]{32}(?![\da-f])/gi;
/** Tokens of Agora of every version (token format, `006…` and `007…`), and Base64 behind the word Basic. */
const TOKEN = /\b00[67][\w+/=-]{30,}|\bBasic\s+[\w+/=-]{4,}/gi;
/** User and password before a host where no protocol tells that it is a URL. */
const PASSWORD = /[^\s"'/:]+:[^\s"'@]+@[^\s"']+/g;

/**
 * A text fit for a support bundle, whoever wrote it: without any of `secrets`, without passwords and queries of URLs, without
 * tokens, and of every word that may be an App Certificate or a Customer Secret only enough to tell it from others.
 */
export function hideInBundle(text: string, secrets: readonly string[]): string {
	return redactText(text, secrets)
		.replaceAll(TOKEN, HIDDEN)
		.replaceAll(PASSWORD, HIDDEN)
		.replaceAll(HEX_WORD, maskedId);
}

/** An id by its first and last two characters; one that is so short that these would give it away is hidden. */
export function maskedId(id: string): string {
	return id.length < 12 ? HIDDEN : `${id.slice(0, 2)}${HIDDEN}${id.slice(-2)}`;
}

/** Plain words, and the tiers of Agora's prices, such as `durationVideo1080P`. */
const KEY = /^(?:[a-z]{1,20}|duration[a-z\d]{1,30})$/i;

/** What the manifest says of a setting, as far as it matters here. */
export interface SettingSchema {
	readonly enum?: readonly unknown[];
}

/** A setting as the manifest declares it and as it is. */
export interface Setting {
	readonly key: string;
	readonly schema: SettingSchema;
	readonly default: unknown;
	readonly value: unknown;
}

/**
 * The settings that differ from their defaults. Of the values only what cannot hold a secret is told: numbers, booleans, words
 * that the manifest names, and codes of currencies; in objects, as of prices, likewise.
 */
export function changedSettings(settings: readonly Setting[]): Record<string, unknown> {
	const changed = settings.filter((each) => JSON.stringify(each.value) !== JSON.stringify(each.default));
	return Object.fromEntries(changed.map(({ key, value, schema }) => [key, tellable(value, schema)]));
}

function tellable(value: unknown, schema: SettingSchema): unknown {
	const cannotHide = value === null || typeof value === 'number' || typeof value === 'boolean';
	if (cannotHide || schema.enum?.includes(value)) {
		return value;
	}
	if (typeof value === 'string' && /^[A-Z]{3}$/.test(value)) {
		return value;
	}
	if (isObject(value) && Object.keys(value).every((key) => KEY.test(key))) {
		return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, tellable(each, {})]));
	}
	return HIDDEN;
}

// The form for Node asks for createRequire by itself, which every chunk of the build has already (esbuild.mjs).

/** A ZIP archive with the files, as UTF-8. */
export function zipFiles(files: readonly BundleFile[]): Uint8Array {
	return zipSync(Object.fromEntries(files.map(({ name, text }) => [name, strToU8(text)])));
}
