import type { SandboxClock } from './behaviour';
import { fractionOf } from './random';

/** The businesses of usage (Console REST API, Get project usage). */
export const BUSINESSES = ['default', 'transcodeDuration', 'recording', 'cloudRecording', 'miniapp'] as const;
export type UsageBusiness = (typeof BUSINESSES)[number];

export function isBusiness(word: string): word is UsageBusiness {
	return BUSINESSES.some((business) => business === word);
}

interface UsageColumn {
	readonly key: string;
	readonly en: string;
	/** A Chinese label; the documented example for `default` has none. */
	readonly cn?: string;
	/** Seconds of this column for each second of audio on an ordinary day. */
	readonly share: number;
}

/**
 * Keys and labels of `default` are from the document's example. Those of the other businesses are undocumented and therefore
 * invented: a client must read them from `meta`.
 */
export const COLUMNS_OF: Readonly<Record<UsageBusiness, readonly UsageColumn[]>> = {
	default: [
		{ key: 'durationAudioAll', en: 'Total Audio Duration', share: 1 },
		{ key: 'durationVideo1080P', en: 'Full HD Video Duration(including Recording)', share: 0.11 },
		{ key: 'durationVideo2K', en: '2K Video Duration(including Recording)', share: 0.02 },
		{ key: 'durationVideo4K', en: '4K Video Duration(including Recording)', share: 0.004 },
		{ key: 'durationVideoHd', en: 'HD Video Duration(including Recording)', share: 0.62 },
		{ key: 'durationVideoHdp', en: 'HDP Video Duration(including Recording)', share: 0.17 },
	],
	transcodeDuration: [
		{ key: 'durationTranscodeAudio', en: 'Transcoded Audio Duration', cn: '音频转码时长', share: 0.05 },
		{ key: 'durationTranscodeSd', en: 'Transcoded SD Video Duration', cn: '标清转码时长', share: 0.03 },
		{ key: 'durationTranscodeHd', en: 'Transcoded HD Video Duration', cn: '高清转码时长', share: 0.09 },
		{
			key: 'durationTranscode1080P',
			en: 'Transcoded Full HD Video Duration',
			cn: '全高清转码时长',
			share: 0.02,
		},
	],
	recording: [
		{
			key: 'durationRecordingAudio',
			en: 'On-Premise Recording Audio Duration',
			cn: '本地录制音频时长',
			share: 0.06,
		},
		{
			key: 'durationRecordingHd',
			en: 'On-Premise Recording HD Duration',
			cn: '本地录制高清时长',
			share: 0.04,
		},
		{
			key: 'durationRecordingHdp',
			en: 'On-Premise Recording HDP Duration',
			cn: '本地录制超清时长',
			share: 0.01,
		},
	],
	cloudRecording: [
		{ key: 'durationCloudAudio', en: 'Cloud Recording Audio Duration', cn: '云录制音频时长', share: 0.12 },
		{ key: 'durationCloudHd', en: 'Cloud Recording HD Duration', cn: '云录制高清时长', share: 0.18 },
		{
			key: 'durationCloud1080P',
			en: 'Cloud Recording Full HD Duration',
			cn: '云录制全高清时长',
			share: 0.03,
		},
		{ key: 'durationCloudWebPage', en: 'Web Page Recording Duration', cn: '页面录制时长', share: 0.01 },
	],
	miniapp: [
		{ key: 'durationMiniappAudio', en: 'Miniapp Audio Duration', cn: '小程序音频时长', share: 0.08 },
		{ key: 'durationMiniappVideo', en: 'Miniapp Video Duration', cn: '小程序视频时长', share: 0.05 },
	],
};

export const DAY_MS = 86_400_000;

/** The UTC day `YYYY-MM-DD` of a time in milliseconds. */
export function dayOf(time: number): string {
	return new Date(time).toISOString().slice(0, 10);
}

/** When a UTC day begins, in milliseconds; undefined where the text is not a calendar day. */
export function startOfDay(day: string): number | undefined {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) {
		return undefined;
	}
	const time = Date.parse(`${day}T00:00:00.000Z`);
	return !Number.isNaN(time) && dayOf(time) === day ? time : undefined;
}

/** The usage pattern of a project, from which each day's figures follow. */
export interface Traffic {
	/** Audio seconds on an ordinary working day, once the project has grown to its full size. */
	readonly audioSecondsPerDay: number;
	/** `office` is low at weekends, `evening` is highest then. */
	readonly rhythm: 'office' | 'evening';
	/** When the traffic ended, in milliseconds since 1970. */
	readonly endedAt?: number;
}

/** Factors from Sunday to Saturday. */
const WEEK: Readonly<Record<Traffic['rhythm'], readonly number[]>> = {
	office: [0.22, 1, 1.06, 1.1, 1.04, 0.9, 0.27],
	evening: [1.45, 0.7, 0.66, 0.72, 0.85, 1.25, 1.6],
};

interface TrafficSource {
	readonly id: string;
	readonly createdAt: number;
	readonly traffic: Traffic | undefined;
}

/** The figures of a whole day in seconds by column key: a pure function of seed, project, business and day. */
export function modelledDay(
	seed: number,
	project: TrafficSource,
	business: UsageBusiness,
	dayStart: number,
): Record<string, number> {
	const base = audioSeconds(seed, project, dayStart);
	const day = String(dayStart);
	return Object.fromEntries(
		COLUMNS_OF[business].map(({ key, share }) => {
			const variation = 0.85 + 0.3 * fractionOf(seed, project.id, business, key, day);
			return [key, Math.round(base * share * variation)];
		}),
	);
}

function audioSeconds(seed: number, project: TrafficSource, dayStart: number): number {
	const { traffic, createdAt, id } = project;
	if (traffic === undefined || dayStart + DAY_MS <= createdAt || dayStart > (traffic.endedAt ?? Infinity)) {
		return 0;
	}
	const weekday = new Date(dayStart).getUTCDay();
	const ageDays = Math.max(0, dayStart - createdAt) / DAY_MS;
	const growth = 0.3 + 0.7 * Math.min(1, ageDays / 400);
	const variation = 0.88 + 0.24 * fractionOf(seed, id, String(dayStart));
	return traffic.audioSecondsPerDay * (WEEK[traffic.rhythm][weekday] ?? 1) * growth * variation;
}

interface UsageDay {
	/** UTC day `YYYY-MM-DD`. */
	readonly day: string;
	/** Seconds by column key. */
	readonly values: Readonly<Record<string, number>>;
}

/** The usage of every project on every day: modelled, unless the day was set. */
export class UsageStore {
	readonly #overrides = new Map<string, Readonly<Record<string, number>>>();
	readonly #seed: number;
	readonly #clock: SandboxClock;

	constructor(seed: number, clock: SandboxClock) {
		this.#seed = seed;
		this.#clock = clock;
	}

	/** Sets the figures of one day. Any keys are allowed. */
	set(
		projectId: string,
		business: UsageBusiness,
		day: string,
		values: Readonly<Record<string, number>>,
	): void {
		this.#overrides.set(keyOf(projectId, business, day), values);
	}

	/** The days from `from` to `to`, inclusive, up to today. Today's figures grow with the time of day. Throws RangeError for other texts. */
	days(project: TrafficSource, business: UsageBusiness, from: string, to: string): UsageDay[] {
		const now = this.#clock.now();
		const first = startOfDay(from);
		const last = startOfDay(to);
		if (first === undefined || last === undefined) {
			throw new RangeError(`invalid days: ${from} to ${to}`);
		}
		const days: UsageDay[] = [];
		for (let start = first; start <= Math.min(last, now); start += DAY_MS) {
			const day = dayOf(start);
			const values = this.#overrides.get(keyOf(project.id, business, day));
			days.push({ day, values: values ?? this.#modelled(project, business, start, now) });
		}
		return days;
	}

	#modelled(project: TrafficSource, business: UsageBusiness, start: number, now: number) {
		const whole = modelledDay(this.#seed, project, business, start);
		const elapsed = Math.min(1, (now - start) / DAY_MS);
		return Object.fromEntries(
			Object.entries(whole).map(([key, value]) => [key, Math.floor(value * elapsed)]),
		);
	}
}

function keyOf(projectId: string, business: UsageBusiness, day: string): string {
	return `${projectId}\n${business}\n${day}`;
}
