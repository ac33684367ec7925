import * as vscode from 'vscode';
import { isAgoraError } from '../../agora/http/error';
import { createPlayer } from '../../agora/mediaPull/createPlayer';
import type { PlayerRequest } from '../../agora/mediaPull/playerRequest';
import { REGIONS, type Region } from '../../agora/mediaPull/region';
import type { AgoraSession } from '../../agora/session';
import { notifyDone, notifyFailure } from '../../ui/notify';
import { withViewProgress } from '../../ui/progress';
import { askForPlayer, type CreateAnswers, userOf } from '../createSteps';
import { playerLabel } from '../playerName';
import type { PlayerCommand, PlayerParts } from './playerCommand';

/** As long as Agora lets a token live (api-facts §6). */
const TOKEN_LIFETIME_SECONDS = 24 * 3600;

export const createPlayerCommand: PlayerCommand = async (parts, session, argument) => {
	await parts.choice.ready();
	const answers = await askForPlayer({
		project: parts.choice.fromArgument(argument),
		projectItems: parts.choice.items(({ enabled, appId }) => enabled && appId !== ''),
		regionOf: ({ appId }) => parts.regions.ofProject(appId),
		fixedRegion: fixedRegion(),
	});
	if (answers) {
		await create(parts, session, answers);
	}
};

async function create(parts: PlayerParts, session: AgoraSession, answers: CreateAnswers): Promise<void> {
	const { region, project } = answers;
	const { appId } = project;
	try {
		const player = await withViewProgress('agora.players', async () =>
			createPlayer(session.client, { region, appId, player: await requestOf(parts, answers) }),
		);
		await parts.regions.remember(appId, player.id, region);
		if (parts.sessions.current === session) {
			parts.store.applyCreated(appId, player, parts.clock.now());
			notifyDone(vscode.l10n.t('Cloud player {0} created', playerLabel(player)));
		}
	} catch (error) {
		if (isAgoraError(error) && (error.kind === 'conflict' || error.outcome === 'unknown')) {
			parts.watch.lookSoon(appId);
		}
		const what = vscode.l10n.t('Create the cloud player for channel “{0}”', answers.channelName);
		await notifyFailure(what, error, async () => {
			if (parts.sessions.current === session) {
				await create(parts, session, answers);
			}
		});
	}
}

async function requestOf(
	{ mintToken }: PlayerParts,
	{ project, streamUrl, channelName, user, name }: CreateAnswers,
): Promise<PlayerRequest> {
	const { appId, appCertificate } = project;
	const token =
		appCertificate === undefined
			? undefined
			: await mintToken({
					appId,
					appCertificate,
					channelName,
					user: userOf(user),
					lifetimeSeconds: TOKEN_LIFETIME_SECONDS,
				});
	return { streamUrl, channelName, token, ...userOf(user), name: name === '' ? undefined : name };
}

function fixedRegion(): Region | undefined {
	const setting = vscode.workspace.getConfiguration('agora').get<string>('players.defaultRegion', 'ask');
	return REGIONS.find((region) => region === setting);
}
