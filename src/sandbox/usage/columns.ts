/** The businesses of usage (Console REST API, Get project usage). */
export const businesses = ['default', 'transcodeDuration', 'recording', 'cloudRecording', 'miniapp'] as const;
export type UsageBusiness = (typeof businesses)[number];

export function isBusiness(word: string): word is UsageBusiness {
	return businesses.some((business) => business === word);
}

export interface UsageColumn {
	readonly key: string;
	readonly en: string;
	/** A Chinese label; the documented example for `default` has none. */
	readonly cn?: string;
	/** Seconds of this column for each second of audio on an ordinary day. */
	readonly share: number;
}

/**
 * Keys and labels of `default` are the document's example; the other businesses' are undocumented, so these are
 * stand-ins that a reader must take from `meta`.
 */
export const columnsOf: Readonly<Record<UsageBusiness, readonly UsageColumn[]>> = {
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
