// The Node variant of fflate declares `createRequire`, as the banner of every chunk already does (esbuild.mjs).
import { strToU8, zipSync } from 'fflate/browser';
import { isObject } from '../agora/parsing';
import { HIDDEN, redactText } from '../agora/redact';
import type { HistoryEntry } from './history';
import type { LogLine } from './recentLog';

/** The content of a bundle. Its texts may contain anything; `bundleFiles` removes secrets from them. */
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
	/** Undefined while signed out. */
	readonly session: SessionFacts | undefined;
	readonly counts: {
		/** Undefined before the first load. */
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
	/** Why requests go to this host: `primary`, or the reason of a failover. */
	readonly hostReason: string;
	/** Milliseconds since 1970; in the past where no call waits. */
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
 * @param secrets removed from all texts, in every encoding
 */
export function bundleFiles(facts: BundleFacts, secrets: readonly string[]): BundleFile[] {
	const { createdAt, versions, settings, session, counts, log, history } = facts;
	// The addresses of banned users are personal data of others.
	const addresses = history.flatMap(({ ban }) => ban?.ip ?? []);
	const hide = (text: string) => hideInBundle(text, [...secrets, ...addresses]);
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

/** Applies `hide` to every string value. Keys are constants of this file, or accepted by `changedSettings`. */
function toJson(value: unknown, hide: (text: string) => string): string {
	const text = JSON.stringify(value, (_, each) => (typeof each === 'string' ? hide(each) : each), '\t');
	return `${text}\n`;
}

function timeOf(ms: number): string {
	return new Date(ms).toISOString();
}

/** The form of Customer ID, Customer Secret, App ID, App Certificate and the id of a cloud player. */
const HEX_WORD = /(?<![\da-f])[\da-f]{32}(?![\da-f])/gi;
/** Agora tokens of both versions (`006…` and `007…`), and Base64 after `Basic`. */
const TOKEN = /\b00[67][\w+/=-]{30,}|\bBasic\s+[\w+/=-]{4,}/gi;
/** User and password before a host without a protocol. */
const PASSWORD = /[^\s"'/:]+:[^\s"'@]+@[^\s"']+/g;

/**
 * A text for a support bundle, from any source: without `secrets`, passwords and queries of URLs, and tokens. Words that may be
 * an App Certificate or a Customer Secret are masked, so that they can still be distinguished.
 */
function hideInBundle(text: string, secrets: readonly string[]): string {
	return redactText(text, secrets)
		.replaceAll(TOKEN, HIDDEN)
		.replaceAll(PASSWORD, HIDDEN)
		.replaceAll(HEX_WORD, maskedId);
}

/** An id with its first and last two characters only; a short id is hidden completely. */
function maskedId(id: string): string {
	return id.length < 12 ? HIDDEN : `${id.slice(0, 2)}${HIDDEN}${id.slice(-2)}`;
}

/** Plain words, and the keys of usage columns, such as `durationVideo1080P`. */
const SAFE_KEY = /^(?:[a-z]{1,20}|duration[a-z\d]{1,30})$/i;

interface SettingSchema {
	readonly enum?: readonly unknown[];
}

/** The declaration of a setting in the manifest, and its value. */
export interface Setting {
	readonly key: string;
	readonly schema: SettingSchema;
	readonly default: unknown;
	readonly value: unknown;
}

/**
 * The settings that differ from their defaults. Only values that cannot be secrets are shown: numbers, booleans, words of the
 * setting's `enum`, currency codes, and objects of these.
 */
export function changedSettings(settings: readonly Setting[]): Record<string, unknown> {
	const changed = settings.filter((each) => JSON.stringify(each.value) !== JSON.stringify(each.default));
	return Object.fromEntries(changed.map(({ key, value, schema }) => [key, withoutSecrets(value, schema)]));
}

function withoutSecrets(value: unknown, schema: SettingSchema): unknown {
	const isSafe = value === null || typeof value === 'number' || typeof value === 'boolean';
	if (isSafe || schema.enum?.includes(value)) {
		return value;
	}
	if (typeof value === 'string' && /^[A-Z]{3}$/.test(value)) {
		return value;
	}
	if (isObject(value) && Object.keys(value).every((key) => SAFE_KEY.test(key))) {
		return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutSecrets(each, {})]));
	}
	return HIDDEN;
}

/** A ZIP archive with the files, as UTF-8. */
export function zipFiles(files: readonly BundleFile[]): Uint8Array {
	return zipSync(Object.fromEntries(files.map(({ name, text }) => [name, strToU8(text)])));
}
