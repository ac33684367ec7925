import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { HIDDEN } from '../../../src/agora/redact';
import { type BundleFacts, bundleFiles, changedSettings, zipFiles } from '../../../src/support/bundleFiles';

/** Secrets that are known to the extension. */
const CUSTOMER_SECRET = 'Zq9/secret with "signs"+of&all kinds';
const CERTIFICATE = '5d0c1e2f3a4b5c6d7e8f901a2b3c4d5e';
/** Secrets that the extension does not know as such. */
const STRANGE_CERTIFICATE = 'fedcba98765432100123456789abcdef';
const TOKEN = `007eJxTYPj${'Ab3/+='.repeat(12)}`;
const OLD_TOKEN = `006${STRANGE_CERTIFICATE}IAB${'Cd4/+='.repeat(12)}`;
const BASIC = Buffer.from('user:their secret').toString('base64');
const PASSWORD = 'pa55word';
const STREAM_KEY = 'stream-key-1';
const CUSTOMER_ID = '8f1d00aa11bb22cc33dd44ee55ff6677';
const SECRETS = [
	...[CUSTOMER_SECRET, CERTIFICATE, STRANGE_CERTIFICATE, TOKEN, OLD_TOKEN.slice(35)],
	...[BASIC, PASSWORD, STREAM_KEY, CUSTOMER_ID],
];

const PLANTED = [
	CUSTOMER_SECRET,
	encodeURIComponent(CUSTOMER_SECRET),
	CERTIFICATE.toUpperCase(),
	`certificate=${STRANGE_CERTIFICATE} my_${STRANGE_CERTIFICATE}`,
	`token ${TOKEN} or ${OLD_TOKEN}`,
	`Authorization: Basic ${BASIC}`,
	`rtmp://director:${PASSWORD}@live.example.com/stage?key=${STREAM_KEY}`,
	`director:${PASSWORD}@live.example.com`,
	`(${CUSTOMER_ID})`,
].join(' ');

/** Facts in which every text is `text`. */
function factsOf(text: string): BundleFacts {
	return {
		createdAt: 1,
		versions: { extension: text, vsCode: text },
		settings: [
			{ key: 'agora.word', schema: { enum: ['ask'] }, default: 'ask', value: text },
			{ key: 'agora.prices', schema: {}, default: {}, value: { hd: text, [text]: 1 } },
			{ key: 'agora.list', schema: {}, default: [], value: [text] },
		],
		accounts: [{ id: text, label: text, area: text, customerId: CUSTOMER_ID }],
		session: {
			accountId: text,
			accountLabel: text,
			area: text,
			host: text,
			hostReason: text,
			pacedUntil: 2,
			credentialsRefused: false,
		},
		counts: { projects: 1, playersByCondition: { running: 1 } },
		log: [{ at: 1, level: 'warn', line: text }],
		history: [
			{
				id: text,
				action: { id: text, command: text },
				at: 1,
				account: text,
				accountId: text,
				project: text,
				operation: text,
				subject: text,
				change: text,
				playerId: text,
				outcome: 'done',
				error: { kind: text, status: 400, code: text, agoraMessage: text },
				requestId: text,
			},
		],
	};
}

/** The files of the saved bundle. */
function unzipped(facts: BundleFacts, secrets: readonly string[]): Record<string, string> {
	const zip = unzipSync(zipFiles(bundleFiles(facts, secrets)));
	return Object.fromEntries(Object.entries(zip).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

describe('bundleFiles', () => {
	it('contains no secret that is planted in any of the facts', () => {
		const files = unzipped(factsOf(PLANTED), [CUSTOMER_SECRET, CERTIFICATE]);
		expect(Object.keys(files)).toEqual(['about.json', 'history.json', 'log.txt']);
		for (const [name, text] of Object.entries(files)) {
			for (const secret of SECRETS) {
				expect(text.toLowerCase(), name).not.toContain(secret.toLowerCase());
				expect(text, name).not.toContain(encodeURIComponent(secret));
				expect(text, name).not.toContain(JSON.stringify(secret).slice(1, -1));
			}
		}
	});

	it('contains no known secret, at any position in a text', () => {
		const secret = fc
			.string({ minLength: 4, maxLength: 40, unit: 'grapheme-ascii' })
			.map((text) => `Zq${text}9x`);
		fc.assert(
			fc.property(secret, fc.string(), fc.string(), (hidden, before, after) => {
				for (const text of Object.values(unzipped(factsOf(before + hidden + after), [hidden]))) {
					expect(text).not.toContain(hidden);
					expect(text).not.toContain(JSON.stringify(hidden).slice(1, -1));
				}
			}),
		);
	});

	it('contains versions, changed settings, accounts, session, counts, history and log', () => {
		const { settings: _, ...facts } = factsOf('Work');
		const files = unzipped(
			{ ...facts, settings: [{ key: 'agora.seconds', schema: {}, default: 10, value: 30 }] },
			[CUSTOMER_SECRET],
		);
		expect(JSON.parse(files['about.json'] ?? '')).toEqual({
			created: '1970-01-01T00:00:00.001Z',
			versions: { extension: 'Work', vsCode: 'Work' },
			changedSettings: { 'agora.seconds': 30 },
			accounts: [{ id: 'Work', label: 'Work', area: 'Work', customerId: '8f•••77' }],
			session: {
				...{ accountId: 'Work', accountLabel: 'Work', area: 'Work', host: 'Work', hostReason: 'Work' },
				pacedUntil: '1970-01-01T00:00:00.002Z',
				credentialsRefused: false,
			},
			counts: { projects: 1, playersByCondition: { running: 1 } },
		});
		expect(JSON.parse(files['history.json'] ?? '')).toMatchObject([
			{ at: '1970-01-01T00:00:00.001Z', account: 'Work', outcome: 'done', requestId: 'Work' },
		]);
		expect(files['log.txt']).toBe('1970-01-01T00:00:00.001Z [warn] Work\n');
	});

	it('contains no address of a banned user', () => {
		const [entry] = factsOf('Work').history;
		if (!entry) {
			throw new Error('the facts have an entry');
		}
		const ip = '203.0.113.7';
		const history = [{ ...entry, subject: ip, ban: { ip, privileges: ['join_channel'], seconds: 600 } }];
		const log = [{ at: 1, level: 'warn', line: `banned ${ip}` }] as const;
		const text = Object.values(unzipped({ ...factsOf('Work'), history, log }, [])).join('\n');
		expect(text).not.toContain(ip);
		expect(text).toContain('"ip": "•••"');
	});

	it('keeps the log lines of the client unchanged', () => {
		const line = '✗ 8af3 createProject dns ENOTFOUND 12 ms X-Request-ID 0f0e8d7c-1111-4222-8333-944455556666';
		const text = unzipped({ ...factsOf(''), log: [{ at: 1, level: 'warn', line }] }, [CUSTOMER_SECRET]);
		expect(text['log.txt']).toContain(line);
	});

	it('states that the user is signed out, or that credentials are missing', () => {
		const facts: BundleFacts = {
			...factsOf('Work'),
			session: undefined,
			accounts: [{ id: '1', label: 'Work', area: 'global', customerId: undefined }],
		};
		const about = JSON.parse(unzipped(facts, [])['about.json'] ?? '');
		expect(about).toMatchObject({ session: 'signed out', accounts: [{ customerId: 'missing' }] });
	});
});

const region = { enum: ['ask', 'na', 'eu'] };

function shown(value: unknown, schema = {}): unknown {
	return changedSettings([{ key: 'agora.x', schema, default: 'ask', value }])['agora.x'];
}

describe('changedSettings', () => {
	it('omits settings with their default values', () => {
		const prices = { hd: 1.99, currency: 'USD' };
		expect(
			changedSettings([
				{ key: 'agora.a', schema: {}, default: 10, value: 10 },
				{ key: 'agora.b', schema: {}, default: prices, value: { ...prices } },
				{ key: 'agora.c', schema: {}, default: true, value: false },
			]),
		).toEqual({ 'agora.c': false });
	});

	it('shows numbers, booleans, enum values and prices', () => {
		expect(shown(30)).toBe(30);
		expect(shown(false)).toBe(false);
		expect(shown('eu', region)).toBe('eu');
		expect(shown({ currency: 'CNY', default: { durationVideo1080P: 63, durationAudioAll: null } })).toEqual({
			currency: 'CNY',
			default: { durationVideo1080P: 63, durationAudioAll: null },
		});
	});

	it('hides all other values of changed settings', () => {
		expect(shown('my password', region)).toBe(HIDDEN);
		expect(shown('my password')).toBe(HIDDEN);
		expect(shown(['my password'])).toBe(HIDDEN);
		expect(shown({ 'my password': 1 })).toBe(HIDDEN);
		expect(shown({ hd: 'my password' })).toEqual({ hd: HIDDEN });
		expect(shown({ pa55word: 1 })).toBe(HIDDEN);
	});
});
