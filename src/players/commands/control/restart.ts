import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Project } from '../../../agora/console/projects';
import type { AgoraError } from '../../../agora/http/error';
import type { AgoraSession } from '../../../agora/session';
import { confirm } from '../../../ui/confirm';
import { notifyFailure } from '../../../ui/notify';
import { withViewProgress } from '../../../ui/progress';
import { removePlayer } from '../../control/removePlayer';
import { resumePosition } from '../../control/resumePosition';
import { type Creation, createAndShow, whatToCreate } from '../../create/creation';
import { withAskedToken } from '../../definition/definitionRequest';
import { knownDefinition } from '../../definition/memory/knownDefinition';
import { openRequest } from '../../definition/memory/rememberedRequest';
import { type Definition, definitionSchema } from '../../definition/schema/definition';
import { variableSource } from '../../definition/variables/askVariables';
import { resolveDefinition } from '../../definition/variables/resolveTemplate';
import { playerLabel } from '../../playerName';
import { namesOf, type TargetPlayer, targetPlayers } from '../../targetPlayers';
import type { PlayerCommand, PlayerParts } from '../playerCommand';
import { saveDefinition } from '../saveDefinition';

export const restartPlayers: PlayerCommand = async (parts, session, argument, selection) => {
	const title = vscode.l10n.t('Restart Player');
	const targets = await targetPlayers(parts, { argument, selection, title });
	const [first] = targets;
	if (!first || !(await confirmRestart(parts, session, targets, first, title))) {
		return;
	}
	for (const target of targets) {
		if (parts.sessions.current === session) {
			await restart(parts, session, target, title);
		}
	}
};

async function confirmRestart(
	parts: PlayerParts,
	session: AgoraSession,
	targets: readonly TargetPlayer[],
	first: TargetPlayer,
	verb: string,
): Promise<boolean> {
	const { memory } = await parts.definitions.room();
	const isKnown = ({ appId, player }: TargetPlayer) =>
		memory.get({ accountId: session.accountId, appId, playerId: player.id }) !== undefined;
	const isOne = targets.length === 1;
	const names = namesOf(targets);
	return await confirm({
		question: isOne
			? vscode.l10n.t('Restart cloud player “{0}” of project “{1}”?', names, first.projectName)
			: vscode.l10n.t('Restart {0} cloud players: {1}?', targets.length, names),
		account: session.accountLabel,
		consequence: [consequence(isOne), targets.every(isKnown) ? '' : lossText(isOne)]
			.filter((sentence) => sentence !== '')
			.join('\n\n'),
		verb,
	});
}

function consequence(isOne: boolean): string {
	return isOne
		? vscode.l10n.t(
				'It is deleted and created again in the same channel. The channel is without it for a moment, and it gets a new ID.',
			)
		: vscode.l10n.t(
				'They are deleted and created again in the same channels. Each channel is without its player for a moment, and each player gets a new ID.',
			);
}

/** What is lost of players that were created elsewhere. */
function lossText(isOne: boolean): string {
	return isOne
		? vscode.l10n.t(
				'It was not created here, and Agora reports only its source, channel, user and name. Transcoding, encryption and the like are lost.',
			)
		: vscode.l10n.t(
				'Some were not created here, and Agora reports only their source, channel, user and name. Transcoding, encryption and the like are lost.',
			);
}

async function restart(
	parts: PlayerParts,
	session: AgoraSession,
	target: TargetPlayer,
	title: string,
): Promise<void> {
	const { appId, shown } = target;
	const { player } = shown;
	const what = vscode.l10n.t('Restart cloud player “{0}”', playerLabel(player));
	try {
		const again = await creationOf(parts, session, target, title);
		if (!again) {
			return;
		}
		if (shown.condition !== 'gone') {
			await withViewProgress('agora.players', () => removePlayer(parts, session, { appId, id: player.id }));
		}
		await createAndShow(parts, session, again);
	} catch (error) {
		await notifyFailure(what, error, () => restart(parts, session, target, title));
	}
}

/** Everything that must be known is found out before the player is deleted. Undefined where the user left a question. */
async function creationOf(
	parts: PlayerParts,
	session: AgoraSession,
	target: TargetPlayer,
	title: string,
): Promise<Creation | undefined> {
	const { appId, player, shown } = target;
	const { memory, secretVariables } = await parts.definitions.room();
	const key = { accountId: session.accountId, appId, playerId: player.id };
	const remembered = await memory.read(key);
	const resolved = await resolveDefinition(
		openRequest(remembered ?? knownDefinition(parts.regions, target)),
		variableSource(secretVariables, session.accountId, title),
	);
	if (!resolved) {
		return undefined;
	}
	const project = parts.projects.projects.find((each) => each.appId === appId);
	const definition = 'missing' in resolved ? undefined : v.safeParse(definitionSchema, resolved.value);
	if ('missing' in resolved || !definition?.success || !project) {
		throw new Error(
			vscode.l10n.t('Not enough is known about the player to create it again. Nothing was changed.'),
		);
	}
	const asked = await withAskedToken(
		parts,
		session,
		project,
		definition.output,
		`${title}: ${playerLabel(player)}`,
	);
	if (!asked) {
		return undefined;
	}
	const { playTs: _begun, ...request } = asked.player;
	const times = { now: parts.clock.monotonic(), serverNow: session.client.serverNow() };
	const seekPosition = resumePosition(request, shown, times);
	const creation = creationIn(project, asked, request, resolved.secrets);
	const rescue = {
		label: vscode.l10n.t('Save as Definition'),
		run: () => saveDefinition(parts, session, target, undefined),
	};
	const again = { ...creation, origin: remembered, replaces: player.id, rescue };
	return seekPosition === undefined
		? again
		: {
				...again,
				player: { ...request, seekPosition },
				// A file that is shorter than that has been played to its end: then from its beginning.
				tellRefusal: (error) => createFromStart(parts, session, again, error),
			};
}

function creationIn(
	project: Project,
	{ region, streamIp }: Definition,
	player: Creation['player'],
	secrets: readonly string[],
): Creation {
	return { project, region, streamIp, player, secrets };
}

async function createFromStart(
	parts: PlayerParts,
	session: AgoraSession,
	creation: Creation,
	error: AgoraError,
): Promise<void> {
	if (/seekPosition/i.test(error.agoraMessage ?? '')) {
		await createAndShow(parts, session, creation);
	} else {
		await notifyFailure(whatToCreate(creation), error, undefined, creation.rescue);
	}
}
