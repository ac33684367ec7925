import { readChannelUser } from '../../agora/channelUser';
import { askForPlayer } from '../create/createSteps';
import { createAndShow } from '../create/creation';
import { fixedRegion } from '../region/fixedRegion';
import type { PlayerCommand } from './playerCommand';

export const createPlayerCommand: PlayerCommand = async (parts, session, argument) => {
	await parts.choice.ready();
	const answers = await askForPlayer({
		project: parts.choice.fromArgument(argument),
		projectItems: parts.choice.items(({ enabled, appId }) => enabled !== false && appId !== ''),
		regionOf: ({ appId }) => parts.regions.ofProject(appId),
		playersOf: ({ appId }) => parts.store.players(appId),
		lastOf: ({ appId }) => parts.lastCreations.of(appId),
		needsToken: ({ appCertificate }) => appCertificate === undefined && parts.certificatesHidden(session),
		fixedRegion: fixedRegion(),
	});
	if (answers) {
		const { project, region, streamUrl, channelName, user, name, token } = answers;
		await parts.lastCreations.remember(project.appId, { streamUrl, channelName, user });
		const player = {
			streamUrl,
			channelName,
			...readChannelUser(user),
			...(name !== '' && { name }),
			...(token && { token }),
		};
		await createAndShow(parts, session, { project, region, player });
	}
};
