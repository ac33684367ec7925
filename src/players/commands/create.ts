import { askForPlayer, userOf } from '../createSteps';
import { createAndShow } from '../creation';
import { fixedRegion } from '../fixedRegion';
import type { PlayerCommand } from './playerCommand';

export const createPlayerCommand: PlayerCommand = async (parts, session, argument) => {
	await parts.choice.ready();
	const answers = await askForPlayer({
		project: parts.choice.fromArgument(argument),
		projectItems: parts.choice.items(({ enabled, appId }) => enabled && appId !== ''),
		regionOf: ({ appId }) => parts.regions.ofProject(appId),
		fixedRegion: fixedRegion(),
	});
	if (answers) {
		const { project, region, streamUrl, channelName, user, name } = answers;
		const player = { streamUrl, channelName, ...userOf(user), ...(name !== '' && { name }) };
		await createAndShow(parts, session, { project, region, player });
	}
};
