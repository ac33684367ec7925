/** Every command of the extension. A test holds this list against package.json. */
export const COMMANDS = [
	'agora.account.signIn',
	'agora.account.switch',
	'agora.account.signOut',
	'agora.sandbox.start',
	'agora.sandbox.stop',
	'agora.projects.refresh',
	'agora.project.create',
	'agora.project.enable',
	'agora.project.disable',
	'agora.project.select',
	'agora.project.copyAppId',
	'agora.project.copyId',
	'agora.certificate.enable',
	'agora.certificate.disable',
	'agora.certificate.reset',
	'agora.certificate.copy',
	'agora.players.refresh',
	'agora.player.create',
	'agora.player.delete',
	'agora.player.copyId',
	'agora.usage.show',
	'agora.log.show',
] as const;

export type CommandId = (typeof COMMANDS)[number];
