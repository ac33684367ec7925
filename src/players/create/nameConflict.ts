import * as vscode from 'vscode';
import type { AgoraError } from '../../agora/errors';
import { type Player, unknownPlayer } from '../../agora/mediaPull/player';
import { checkPlayer } from '../../agora/mediaPull/playerRequest';
import type { AgoraSession, SessionSource } from '../../agora/session';
import { confirm } from '../../ui/confirm';
import { showInputBox, showWarningMessage } from '../../ui/dialogs';
import { notifyFailure } from '../../ui/notify';
import { withPatientProgress, withViewProgress } from '../../ui/progress';
import type { LivePlayers } from '../livePlayers';
import { fieldText } from '../playerText';
import { playerState } from '../stateText';
import type { PlayerStore } from '../store/playerStore';
import type { PlayerView } from '../tree/playerView';
import { type Creation, findNameHolder } from './sendCreation';

export interface ConflictDeps {
	readonly sessions: SessionSource;
	readonly store: PlayerStore;
	readonly live: Pick<LivePlayers, 'lifecycle'>;
	readonly view: Pick<PlayerView, 'reveal'>;
}

/**
 * Reports that another player of the project has the name (Create API, 409), and offers to show it, to replace it, or to use another
 * name. `X-Resource-ID` identifies the other player.
 *
 * @param create tries again.
 * @returns the player that was created then, if any.
 */
export async function offerOnConflict(
	deps: ConflictDeps,
	session: AgoraSession,
	creation: Creation,
	{ resourceId }: AgoraError,
	create: (creation: Creation) => Promise<Player | undefined>,
): Promise<Player | undefined> {
	const { project, player, rescue } = creation;
	const { name = '' } = player;
	const taken = { appId: project.appId, name, resourceId };
	const existing = await withPatientProgress(
		'agora.players',
		vscode.l10n.t('Look up the cloud player named “{0}”', name),
		(signal) => findNameHolder(deps, session, taken, signal),
	);
	const id = resourceId ?? existing?.player.id;
	const show = vscode.l10n.t('Show It');
	const remove = vscode.l10n.t('Delete It and Retry…');
	const rename = vscode.l10n.t('Use Another Name…');
	const text = existing
		? vscode.l10n.t(
				'Project “{0}” already has a cloud player named “{1}” ({2}). Nothing was created.',
				project.name,
				name,
				playerState(existing).word,
			)
		: vscode.l10n.t(
				'Project “{0}” already has a cloud player named “{1}”. Nothing was created.',
				project.name,
				name,
			);
	const chosen = await showWarningMessage(
		text,
		show,
		...(id ? [remove] : []),
		rename,
		...(rescue ? [rescue.label] : []),
	);
	if (deps.sessions.current !== session) {
		return undefined;
	}
	if (rescue && chosen === rescue.label) {
		await rescue.run();
	} else if (chosen === show) {
		await deps.view.reveal(project.appId, id);
	} else if (chosen === remove && id) {
		return await replace(deps, session, creation, id, create);
	} else if (chosen === rename) {
		const other = await askName(name);
		return other === undefined
			? undefined
			: await create({ ...creation, player: { ...player, name: other } });
	}
	return undefined;
}

async function replace(
	deps: ConflictDeps,
	session: AgoraSession,
	creation: Creation,
	id: string,
	create: (creation: Creation) => Promise<Player | undefined>,
): Promise<Player | undefined> {
	const { project, player } = creation;
	const { name = id } = player;
	const verb = vscode.l10n.t('Delete and Create');
	const isConfirmed = await confirm({
		question: vscode.l10n.t('Delete cloud player “{0}” of project “{1}”?', name, project.name),
		account: session.accountLabel,
		consequence: vscode.l10n.t(
			'Its stream leaves its channel at once. Then the new cloud player is created under the same name.',
		),
		verb,
	});
	if (!isConfirmed) {
		return undefined;
	}
	try {
		const isGone = await withViewProgress('agora.players', () =>
			deleteNameHolder(deps, session, project.appId, id),
		);
		if (!isGone) {
			throw new Error(
				vscode.l10n.t(
					'It is not certain yet that it is gone, so nothing was created. It is checked for up to four minutes and deleted again if it is still there. Try again then.',
				),
			);
		}
	} catch (error) {
		await notifyFailure(
			vscode.l10n.t('Delete cloud player “{0}”', name),
			error,
			() => (deps.sessions.current === session ? create(creation) : undefined),
			creation.rescue,
		);
		return undefined;
	}
	return await create({ ...creation, replaces: id });
}

/** How long to wait for the proof of the deletion: a little longer than List needs. */
const PROOF_MS = 15_000;

/** Deletes the other player; returns whether it is certainly gone. */
async function deleteNameHolder(
	deps: ConflictDeps,
	session: AgoraSession,
	appId: string,
	id: string,
): Promise<boolean> {
	const { deletions } = await deps.live.lifecycle();
	const shown = deps.store.player(appId, id);
	const deleted = await deletions.delete(session, { appId, player: shown?.player ?? unknownPlayer(id) });
	return deleted === 'deleted' || (await deletions.whenEndedWithin(id, PROOF_MS)) === 'gone';
}

async function askName(taken: string): Promise<string | undefined> {
	const name = await showInputBox({
		title: vscode.l10n.t('Use Another Name'),
		prompt: vscode.l10n.t('Cloud player names are unique within a project.'),
		value: `${taken.slice(0, 62)}-2`,
		ignoreFocusOut: true,
		validateInput: (value) => {
			if (value === taken) {
				return vscode.l10n.t('This name is taken.');
			}
			const player = { streamUrl: 'https://example.com/live', channelName: 'channel', uid: 1, name: value };
			const issue = checkPlayer(player, 0).find(({ field }) => field === 'name');
			return issue && fieldText(issue);
		},
	});
	return name === '' ? undefined : name;
}
