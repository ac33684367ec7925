import * as vscode from 'vscode';
import { isObject } from '../../agora/lenient';
import { openDefinition } from '../definition/file/openDefinition';
import { writeDefinition } from '../definition/file/writeDefinition';
import { knownDefinition } from '../definition/memory/knownDefinition';
import { likelySecrets } from '../definition/memory/plainSecrets';
import { openRequest, writtenRequest } from '../definition/memory/rememberedRequest';
import { knownHost } from '../definition/variables/resolveForHost';
import { literalText, type Path, setValueAt } from '../definition/variables/variables';
import { playerLabel } from '../playerName';
import { targetPlayers } from '../targetPlayers';
import type { PlayerCommand } from './playerCommand';

export const saveDefinition: PlayerCommand = async (parts, session, argument) => {
	const [target] = await targetPlayers(parts, { argument, title: vscode.l10n.t('Save as Definition') });
	if (!target) {
		return;
	}
	const { appId, player, projectName } = target;
	const { accountId } = session;
	const { memory, secretVariables } = await parts.definitions.room();
	const owner = playerLabel(player).replace(/[^\w-]+/g, '-');
	const remembered = await memory.read({ accountId, appId, playerId: player.id });
	const request = knownDefinition(parts.regions, target, remembered);
	const host = knownHost(openRequest(request), (name) => process.env[name]);
	const definition = await withoutSecrets(
		writtenRequest(request),
		async (what, value) => await secretVariables.add(accountId, { name: `${owner}.${what}`, host }, value),
	);
	const isWhole = remembered !== undefined && !remembered.fromList;
	const regionIsKnown = isWhole || parts.regions.ofPlayer(player.id) !== undefined;
	const text = writeDefinition(definition, {
		'': isWhole ? undefined : headOfKnown(),
		region: regionIsKnown ? undefined : vscode.l10n.t('unknown: check it'),
		project: projectName,
	});
	await openDefinition(owner, text);
};

/** Moves what is or may be a secret of a written definition to the secret storage, with variables in its place. */
async function withoutSecrets(
	written: Readonly<Record<string, unknown>>,
	store: (what: string, value: string) => Promise<string>,
): Promise<Readonly<Record<string, unknown>>> {
	let definition: unknown = written;
	// The last of a text first, so that the places of the others stay right.
	for (const { path, start, end, what } of likelySecrets(written).toSorted((a, b) => b.start - a.start)) {
		const text = valueAt(definition, path);
		if (typeof text === 'string') {
			const name = await store(what, literalText(text.slice(start, end)) ?? '');
			definition = setValueAt(
				definition,
				path,
				`${text.slice(0, start)}\${secret:${name}}${text.slice(end)}`,
			);
		}
	}
	return isObject(definition) ? definition : written;
}

function valueAt(value: unknown, path: Path): unknown {
	return path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

function headOfKnown(): string {
	return vscode.l10n.t(
		'This player was created elsewhere, and Agora reports only what you see here. Transcoding, encryption and the like are unknown.',
	);
}
