// Hover texts and completions of definition files (Media Pull REST API, Create API; docs/agora-api.md, Media Pull: Create). The
// build puts them into one JSON Schema for each language, so the extension's code does not contain them.

import { CHANNEL_MARKS } from '../../agora/fields';

export type Language = 'en' | 'zh';
export type Texts = Readonly<Record<Language, string>>;

export interface FieldText extends Texts {
	/** The value that Agora uses if the field is missing. */
	readonly default?: unknown;
	readonly snippets?: readonly { readonly label: string; readonly body: unknown }[];
	/** Descriptions of the allowed values. */
	readonly words?: Readonly<Record<string, Texts>>;
	/** The message for a value with invalid characters. */
	readonly pattern?: Texts;
}

export const ROOT_TEXT: Texts = {
	en: 'Creates a cloud player, which plays an online stream into a channel of an Agora.io project. Any text may contain the variables `${env:NAME}` and `${input:label}`; `$${` stands for the characters `${`.',
	zh: '创建一个云端播放器，把在线媒体流播放到 Agora.io 项目的频道中。任何文本都可以包含变量 `${env:NAME}` 和 `${input:label}`；`$${` 表示字符 `${` 本身。',
};

const CHANNEL_CHARACTERS: Texts = {
	en: `Only letters, digits, spaces and ${CHANNEL_MARKS}`,
	zh: `只能包含字母、数字、空格和 ${CHANNEL_MARKS}`,
};

/** A snippet that inserts the variable of a secret. A leading `^` makes VS Code insert the rest unchanged. */
const SECRET = [{ label: '${secret:…}', body: '^"\\${secret:${1:NAME}\\}"' }];

/** By the path of the field. */
export const fieldTexts: Readonly<Record<string, FieldText>> = {
	$schema: { en: 'Not needed in VS Code. Never sent.', zh: '在 VS Code 中无需填写，也不会发送。' },
	region: {
		en: 'Where the stream originates. The cloud player is created there.',
		zh: '媒体流的来源区域。云端播放器将在该区域创建。',
		words: {
			na: { en: 'North America', zh: '北美' },
			eu: { en: 'Europe', zh: '欧洲' },
			ap: { en: 'Asia Pacific', zh: '亚太' },
			cn: { en: 'Chinese mainland', zh: '中国大陆' },
		},
	},
	project: {
		en: 'App ID or name of the project. The active project where it is left out.',
		zh: '项目的 App ID 或名称。省略时使用当前项目。',
	},
	streamIp: {
		en: 'IPv4 address of the stream’s origin server. Only for streams that some regions cannot reach.',
		zh: '媒体流源站的 IPv4 地址。仅用于只在部分区域可访问的媒体流。',
	},
	player: {
		en: 'The cloud player, as Media Pull’s Create takes it.',
		zh: '云端播放器，字段与输入在线媒体流（Media Pull）的 Create 接口一致。',
	},
	'player.audioOptions': {
		en: 'Transcodes the audio. Without this it is left as it is.',
		zh: '对音频转码。省略时不转码。',
		snippets: [{ label: '{ profile, volume }', body: { profile: '^${1:2}', volume: '^${2:100}' } }],
	},
	'player.audioOptions.profile': {
		en: 'Sample rate, bitrate and channels: 0 default · 1 speech, mono, 18 Kbps · 2 music, mono, 64 Kbps · 3 music, stereo, 80 Kbps · 4 music, mono, 96 Kbps · 5 music, stereo, 128 Kbps.',
		zh: '采样率、码率和声道：0 默认 · 1 语音单声道 18 Kbps · 2 音乐单声道 64 Kbps · 3 音乐双声道 80 Kbps · 4 音乐单声道 96 Kbps · 5 音乐双声道 128 Kbps。',
		default: 0,
	},
	'player.audioOptions.volume': { en: 'Volume from 0 to 200.', zh: '音量，0 到 200。', default: 100 },
	'player.videoOptions': {
		en: 'Transcodes the video, or shows a picture. Without this it is left as it is.',
		zh: '对视频转码，或用于显示图片。省略时不转码。',
		snippets: [
			{
				label: '1280 × 720',
				body: { width: 1280, height: 720, frameRate: 15, bitrate: 1130, fillMode: 'fit' },
			},
			{
				label: '1920 × 1080',
				body: { width: 1920, height: 1080, frameRate: 30, bitrate: 3150, fillMode: 'fit' },
			},
		],
	},
	'player.videoOptions.width': { en: 'Width in pixels, 66 to 1920.', zh: '宽度（像素），66 到 1920。' },
	'player.videoOptions.height': { en: 'Height in pixels, 66 to 1080.', zh: '高度（像素），66 到 1080。' },
	'player.videoOptions.widthHeightAdaption': {
		en: 'Follows the source: 1280 × 720 in landscape, 720 × 1280 in portrait.',
		zh: '跟随源视频的方向：横屏为 1280 × 720，竖屏为 720 × 1280。',
		default: false,
	},
	'player.videoOptions.frameRate': {
		en: 'Frames per second, 1 to 30.',
		zh: '帧率（fps），1 到 30。',
		default: 15,
	},
	'player.videoOptions.bitrate': { en: 'Kbps, 1 to 10000.', zh: '码率（Kbps），1 到 10000。' },
	'player.videoOptions.codec': {
		en: 'Video codec.',
		zh: '视频编码格式。',
		words: {
			'H.264': { en: 'Plays everywhere', zh: '各平台均可播放' },
			VP9: { en: 'Not on the Chinese mainland', zh: '中国大陆不支持' },
		},
	},
	'player.videoOptions.gop': { en: 'Key frame interval, 1 or more.', zh: '关键帧间隔，至少为 1。' },
	'player.videoOptions.fillMode': {
		en: 'How the video fills its frame.',
		zh: '视频的填充方式。',
		default: 'fit',
		words: {
			fit: { en: 'All of the video is seen', zh: '完整显示视频' },
			fill: { en: 'All of the frame is filled', zh: '填满画面' },
		},
	},
	'player.streamUrl': {
		en: 'Address of the stream, video or picture: `rtmp://`, `https://` or `http://`, at most 1,024 bytes. Put user and password, or a stream key, into `${secret:NAME}`. Write `$${` for the characters `${`.',
		zh: '媒体流、视频或图片的地址：`rtmp://`、`https://` 或 `http://`，最长 1,024 字节。用户名和密码或推流密钥请用 `${secret:NAME}` 代替。字符 `${` 本身请写作 `$${`。',
		snippets: [
			{ label: 'rtmp://…', body: 'rtmp://${1:example.com/live/class32}' },
			{ label: 'https://…', body: 'https://${1:example.com/lesson.mp4}' },
		],
	},
	'player.channelName': {
		en: 'Channel to play in, at most 64 bytes. Its users must join with the channel profile LIVE_BROADCASTING.',
		zh: '要播放到的频道，最长 64 字节。频道中的用户须使用 LIVE_BROADCASTING 频道场景加入。',
		pattern: CHANNEL_CHARACTERS,
	},
	'player.token': {
		en: 'RTC token of this channel and user. Leave it out where the project’s App Certificate can be read: a token is signed then.',
		zh: '该频道和用户的 RTC Token。如果能读取项目的 App 证书，请省略：会自动签发。',
		snippets: SECRET,
	},
	'player.uid': {
		en: 'User of the player in the channel, 0 to 4294967295; 0 lets Agora choose. Nobody else in the channel may have it. Either this or `account`.',
		zh: '播放器在频道中的用户 ID，0 到 4294967295；0 表示由 Agora 分配。不得与频道中的其他用户相同。与 `account` 二选一。',
	},
	'player.account': {
		en: 'User account of the player in the channel, at most 255 bytes. Nobody else in the channel may have it. Either this or `uid`.',
		zh: '播放器在频道中的用户账号，最长 255 字节。不得与频道中的其他用户相同。与 `uid` 二选一。',
		pattern: CHANNEL_CHARACTERS,
	},
	'player.idleTimeout': {
		en: 'Seconds without a stream, 5 to 600, after which the player is destroyed. A paused player is never idle.',
		zh: '无媒体流多少秒（5 到 600）后销毁播放器。已暂停的播放器不算空闲。',
		default: 300,
	},
	'player.playTs': {
		en: 'Unix seconds at which to play: at most a day ago or five minutes ahead; 0 at once. Waiting is billed.',
		zh: '开始播放的 Unix 时间（秒）：最早为一天前，最晚为五分钟后；0 表示立即播放。等待期间照常计费。',
		default: 0,
	},
	'player.name': {
		en: 'Name of the player, at most 64 bytes and unique in the project: the same stream is not played twice then. Best made of channel and user, such as `class32_101`.',
		zh: '播放器名称，最长 64 字节，在项目内唯一，可避免重复播放同一媒体流。建议由频道和用户组成，如 `class32_101`。',
		pattern: { en: 'Only letters, digits, - and _.', zh: '只能包含字母、数字、- 和 _。' },
	},
	'player.encryptMode': {
		en: 'How the channel is encrypted. Needs `encryptKey`.',
		zh: '频道的加密模式。须同时设置 `encryptKey`。',
		words: {
			'aes-128-xts': { en: 'AES, 128 bits, XTS', zh: 'AES，128 位，XTS' },
			'aes-256-xts': { en: 'AES, 256 bits, XTS', zh: 'AES，256 位，XTS' },
			'aes-128-ecb': { en: 'AES, 128 bits, ECB', zh: 'AES，128 位，ECB' },
			'sm4-128-ecb': { en: 'SM4, 128 bits, ECB', zh: 'SM4，128 位，ECB' },
			'aes-128-gcm': { en: 'AES, 128 bits, GCM', zh: 'AES，128 位，GCM' },
			'aes-256-gcm': { en: 'AES, 256 bits, GCM', zh: 'AES，256 位，GCM' },
			'aes-128-gcm2': {
				en: 'AES, 128 bits, GCM with a salt: recommended',
				zh: 'AES，128 位，GCM 加盐：推荐',
			},
			'aes-256-gcm2': {
				en: 'AES, 256 bits, GCM with a salt: recommended',
				zh: 'AES，256 位，GCM 加盐：推荐',
			},
		},
	},
	'player.encryptKey': {
		en: 'The encryption key, 32 bytes recommended. A secret: use `${secret:NAME}`.',
		zh: '加密密钥，建议 32 字节。属于机密，请用 `${secret:NAME}` 代替。',
		snippets: SECRET,
	},
	'player.encryptKdfSalt': {
		en: 'The salt: 32 bytes in Base64, as `openssl rand -base64 32` prints them. For `aes-128-gcm2` and `aes-256-gcm2`, which need it.',
		zh: '盐：32 字节的 Base64，可由 `openssl rand -base64 32` 生成。`aes-128-gcm2` 和 `aes-256-gcm2` 需要它，其他模式不可用。',
		snippets: SECRET,
		pattern: { en: '32 bytes in Base64, not all zeros.', zh: '须为 32 字节的 Base64，且不能全为零。' },
	},
	'player.repeatTime': {
		en: 'On-demand streams only: how often to play; -1 plays in a loop.',
		zh: '仅用于点播流：播放次数；-1 表示循环播放。',
		default: 1,
	},
	'player.seekPosition': {
		en: 'On-demand streams only: seconds from the start, less than the length.',
		zh: '仅用于点播流：从第几秒开始播放，须小于总时长。',
		default: 0,
	},
	'player.tempo': {
		en: 'On-demand streams in the region `cn` only: how fast to play, as a multiple of the recorded speed.',
		zh: '仅用于 `cn` 区域的点播流：播放速度（原速的倍数）。',
		default: 1,
		words: {
			0.5: { en: 'Half speed', zh: '半速' },
			1: { en: 'As recorded', zh: '原速' },
			2: { en: 'Double speed', zh: '两倍速' },
		},
	},
	'player.dataStreamOptions': {
		en: 'On-demand streams only: the position in the stream as SEI information.',
		zh: '仅用于点播流：以 SEI 信息传递播放位置。',
	},
	'player.dataStreamOptions.enable': {
		en: 'Injects SEI information of type Agora DataStream.',
		zh: '注入 Agora DataStream 类型的 SEI 信息。',
		default: false,
	},
};
