/** The commands of accounts and the sandbox, which work while signed out. */
export const ACCOUNT_COMMANDS = [
	'agora.account.signIn',
	'agora.account.switch',
	'agora.account.manage',
	'agora.account.signOut',
	'agora.sandbox.start',
	'agora.sandbox.stop',
] as const;

/** The commands about projects and the Projects view. */
export const PROJECT_COMMANDS = [
	'agora.project.create',
	'agora.project.enable',
	'agora.project.disable',
	'agora.project.select',
	'agora.project.setActive',
	'agora.project.writeEnv',
	'agora.project.copyAppId',
	'agora.project.copyId',
	'agora.project.reveal',
	'agora.project.show',
	'agora.project.setRecordingServer',
	'agora.project.openConsole',
	'agora.certificate.enable',
	'agora.certificate.disable',
	'agora.certificate.reset',
	'agora.certificate.copy',
	'agora.token.generate',
	'agora.project.pin',
	'agora.project.unpin',
	'agora.project.copyDetail',
	'agora.projects.filter',
	'agora.projects.clearFilter',
] as const;

/** The commands about tokens and joins that work while signed out. */
const JOIN_COMMANDS = ['agora.token.inspect', 'agora.channel.explainJoinFailure'] as const;

/** The commands about cloud players and the Cloud Players view. */
export const PLAYER_COMMANDS = [
	'agora.player.create',
	'agora.player.pause',
	'agora.player.resume',
	'agora.player.seek',
	'agora.player.setVolume',
	'agora.player.setSpeed',
	'agora.player.switchSource',
	'agora.player.restart',
	'agora.player.delete',
	'agora.players.deleteGroup',
	'agora.player.copyId',
	'agora.player.newDefinition',
	'agora.player.createFromFile',
	'agora.player.saveDefinition',
	'agora.player.hideSecrets',
	'agora.player.forgetSecrets',
	'agora.player.show',
	'agora.player.showChannel',
	'agora.players.group',
	'agora.players.filter',
	'agora.players.clearFilter',
	'agora.players.loadMore',
] as const;

/** The commands about channels, their users and bans, and the Channels view. */
export const CHANNEL_COMMANDS = [
	'agora.channels.refresh',
	'agora.channels.retry',
	'agora.channels.filter',
	'agora.channels.clearFilter',
	'agora.channels.showAll',
	'agora.channels.showActive',
	'agora.channels.loadMore',
	'agora.channel.copyName',
	'agora.channel.showPlayer',
	'agora.channel.createPlayer',
	'agora.channel.generateToken',
	'agora.channel.kickUser',
	'agora.channel.banUser',
	'agora.channel.disband',
	'agora.ban.changeDuration',
	'agora.ban.lift',
] as const;

/** The commands about notifications and the Notifications view. */
export const NOTIFICATION_COMMANDS = [
	'agora.notifications.start',
	'agora.notifications.stop',
	'agora.notifications.copyAddress',
	'agora.notifications.setSecret',
	'agora.notifications.sendTest',
	'agora.notifications.filter',
	'agora.notifications.clearFilter',
	'agora.notifications.export',
	'agora.notifications.clear',
	'agora.notifications.copySenders',
	'agora.notifications.loadMore',
	'agora.notification.show',
	'agora.notification.inspect',
	'agora.notification.replay',
	'agora.notification.copyCurl',
] as const;

/** The commands of views, panels and support. */
const VIEW_COMMANDS = [
	'agora.projects.refresh',
	'agora.projects.retry',
	'agora.players.refresh',
	'agora.players.retry',
	'agora.usage.show',
	'agora.usage.export',
	'agora.history.show',
	'agora.history.filter',
	'agora.log.show',
	'agora.support.bundle',
] as const;

/** Every command of the extension. A test compares this list with package.json. */
export const COMMANDS = [
	...ACCOUNT_COMMANDS,
	...PROJECT_COMMANDS,
	...JOIN_COMMANDS,
	...PLAYER_COMMANDS,
	...CHANNEL_COMMANDS,
	...NOTIFICATION_COMMANDS,
	...VIEW_COMMANDS,
] as const;

export type AccountCommandId = (typeof ACCOUNT_COMMANDS)[number];
export type ProjectCommandId = (typeof PROJECT_COMMANDS)[number];
export type PlayerCommandId = (typeof PLAYER_COMMANDS)[number];
export type ChannelCommandId = (typeof CHANNEL_COMMANDS)[number];
export type NotificationCommandId = (typeof NOTIFICATION_COMMANDS)[number];
export type CommandId = (typeof COMMANDS)[number];
