import * as vscode from 'vscode';

export interface Template {
	readonly label: string;
	readonly detail: string;
	readonly player: Readonly<Record<string, unknown>>;
	/** By the field's path. */
	readonly comments: Readonly<Record<string, string>>;
}

const USER = { channelName: 'class32', uid: 101, name: 'class32_101' };

/** What New Cloud Player Definition offers (Media Pull REST API, Create API). */
export function templates(): readonly Template[] {
	const common = {
		'player.streamUrl': vscode.l10n.t('rtmp, https or http'),
		'player.uid': vscode.l10n.t('or "account" with a string; 0 lets Agora choose'),
		'player.name': vscode.l10n.t('unique in the project, so that nothing is played twice'),
	};
	const idleTimeout = vscode.l10n.t('seconds without a stream until the player is destroyed');
	const transcoding = vscode.l10n.t('leave out to pass the video through unchanged');
	return [
		{
			label: vscode.l10n.t('Live stream'),
			detail: vscode.l10n.t('An RTMP stream, passed through unchanged'),
			player: { streamUrl: 'rtmp://example.com/live/class32', ...USER, idleTimeout: 300 },
			comments: { ...common, 'player.idleTimeout': idleTimeout },
		},
		{
			label: vscode.l10n.t('Video in a loop'),
			detail: vscode.l10n.t('A file that plays over and over'),
			player: { streamUrl: 'https://example.com/lesson.mp4', ...USER, repeatTime: -1, seekPosition: 0 },
			comments: {
				...common,
				'player.repeatTime': vscode.l10n.t('-1 plays in a loop until the player is deleted'),
				'player.seekPosition': vscode.l10n.t('seconds from the start'),
			},
		},
		{
			label: vscode.l10n.t('Picture'),
			detail: vscode.l10n.t('A JPEG or PNG, shown as video'),
			player: {
				streamUrl: 'https://example.com/board.png',
				...USER,
				videoOptions: { width: 1280, height: 720, frameRate: 5, fillMode: 'fit' },
			},
			comments: common,
		},
		{
			label: vscode.l10n.t('Transcoded'),
			detail: vscode.l10n.t('Size, frame rate, bitrate and audio of your choice'),
			player: {
				streamUrl: 'rtmp://example.com/live/class32',
				...USER,
				audioOptions: { profile: 2, volume: 100 },
				videoOptions: {
					width: 1280,
					height: 720,
					frameRate: 15,
					bitrate: 1130,
					codec: 'H.264',
					fillMode: 'fit',
				},
			},
			comments: { ...common, 'player.videoOptions.width': transcoding },
		},
		{
			label: vscode.l10n.t('Encrypted'),
			detail: vscode.l10n.t('For a channel with media stream encryption; you are asked for the key once'),
			player: {
				streamUrl: 'rtmp://example.com/live/class32',
				...USER,
				encryptMode: 'aes-256-gcm2',
				encryptKey: '${secret:class32.encryptKey}',
				encryptKdfSalt: '${secret:class32.encryptKdfSalt}',
			},
			comments: {
				...common,
				'player.encryptKey': vscode.l10n.t('kept in the secret storage, never in this file'),
				'player.encryptKdfSalt': vscode.l10n.t('32 bytes in Base64: openssl rand -base64 32'),
			},
		},
	];
}

/** What stands above a new definition. */
export function templateHead(): string {
	return [
		vscode.l10n.t('A cloud player. It is billed from its creation until it is deleted.'),
		vscode.l10n.t(
			'Hover over a field to read what it does. Suggestions (Ctrl+Space) show what else there is.',
		),
		vscode.l10n.t('A token is signed for it if the project’s App Certificate can be read.'),
	].join('\n');
}
