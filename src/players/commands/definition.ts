import { findNodeAtLocation } from 'jsonc-parser';
import * as vscode from 'vscode';
import { isObject } from '../../agora/parsing';
import { showQuickPick, showQuickPickMany } from '../../ui/dialogs';
import { notifyDone } from '../../ui/notify';
import type { FeatureCommand } from '../../ui/signedIn';
import type { RegionCache } from '../control/regionCache';
import { fixedRegion } from '../create/createSteps';
import {
	openNewDefinition,
	pickDefinition,
	requireTrust,
	templateHead,
	templates,
} from '../definitions/definitionFiles';
import { literalText, setValueAt, valueAt } from '../definitions/definitionSyntax';
import type { DefinitionsFeature } from '../definitions/definitionsFeature';
import { FileTemplate, readDefinitionText, writeDefinition } from '../definitions/definitionText';
import { likelySecrets, plainSecrets, secretOwner } from '../definitions/plainSecrets';
import { openDefinition } from '../definitions/resolveDefinition';
import { knownHost } from '../definitions/resolveForHost';
import { openRequest, requestToRecreate, writtenRequest } from '../definitions/storedRequests';
import { playerLabel } from '../playerNames';
import { regionName } from '../playerText';
import type { ProjectChoice } from '../projectSource';
import { type TargetDeps, targetPlayers } from '../targetPlayers';

interface NewDefinitionDeps {
	readonly choice: Pick<ProjectChoice, 'ensureProjects' | 'active'>;
	readonly regions: RegionCache;
}

export const newDefinition: FeatureCommand<NewDefinitionDeps> = async (deps) => {
	await deps.choice.ensureProjects();
	const template = await showQuickPick(templates(), {
		title: vscode.l10n.t('New Cloud Player Definition'),
		placeHolder: vscode.l10n.t('What do you want to play?'),
		matchOnDetail: true,
	});
	if (!template) {
		return;
	}
	const project = deps.choice.active;
	const region = fixedRegion() ?? (project && deps.regions.ofProject(project.appId)) ?? 'na';
	const text = writeDefinition(
		{ region, project: project?.appId, player: template.player },
		{
			...template.comments,
			'': templateHead(),
			region: vscode.l10n.t('{0}: where the stream originates', regionName(region)),
			project: project?.name,
		},
	);
	await openNewDefinition('player', text);
};

export interface SaveDefinitionDeps extends TargetDeps {
	readonly regions: RegionCache;
	readonly definitions: Pick<DefinitionsFeature, 'requests' | 'secretVariables'>;
}

export const saveDefinition: FeatureCommand<SaveDefinitionDeps> = async (deps, session, argument) => {
	const [target] = await targetPlayers(deps, { argument, title: vscode.l10n.t('Save as Definition') });
	if (!target) {
		return;
	}
	const { appId, player, projectName } = target;
	const { accountId } = session;
	const { requests, secretVariables } = deps.definitions;
	const owner = playerLabel(player).replace(/[^\w-]+/g, '-');
	const remembered = await requests.read({ accountId, appId, playerId: player.id });
	const request = requestToRecreate(deps.regions, target, remembered);
	const host = knownHost(openRequest(request), (name) => process.env[name]);
	const definition = await withoutSecrets(
		writtenRequest(request),
		async (kind, value) => await secretVariables.add(accountId, { name: `${owner}.${kind}`, host }, value),
	);
	const isWhole = remembered !== undefined && !remembered.fromList;
	const regionIsKnown = isWhole || deps.regions.ofPlayer(player.id) !== undefined;
	const text = writeDefinition(definition, {
		'': isWhole ? undefined : headOfKnown(),
		region: regionIsKnown ? undefined : vscode.l10n.t('unknown: check it'),
		project: projectName,
	});
	await openNewDefinition(owner, text);
};

/** Moves what is or may be a secret of a written definition to the secret storage, with variables in its place. */
async function withoutSecrets(
	written: Readonly<Record<string, unknown>>,
	store: (kind: string, value: string) => Promise<string>,
): Promise<Readonly<Record<string, unknown>>> {
	let definition: unknown = written;
	// The last of a text first, so that the places of the others stay right.
	for (const { path, start, end, kind } of likelySecrets(written).toSorted((a, b) => b.start - a.start)) {
		const text = valueAt(definition, path);
		if (typeof text === 'string') {
			const name = await store(kind, literalText(text.slice(start, end)) ?? '');
			definition = setValueAt(
				definition,
				path,
				`${text.slice(0, start)}\${secret:${name}}${text.slice(end)}`,
			);
		}
	}
	return isObject(definition) ? definition : written;
}

function headOfKnown(): string {
	return vscode.l10n.t(
		'This player was created elsewhere, and Agora reports only what you see here. Transcoding, encryption and other options are unknown.',
	);
}

interface SecretDeps {
	readonly definitions: Pick<DefinitionsFeature, 'secretVariables'>;
}

/** Puts the secrets that stand in a definition file into the secret storage, and variables in their places. */
export const hideSecrets: FeatureCommand<SecretDeps> = async ({ definitions }, { accountId }, argument) => {
	requireTrust();
	const document = await pickDefinition(argument, vscode.l10n.t('Hide Secrets of Definition'));
	if (!document) {
		return;
	}
	const { secretVariables } = definitions;
	const { version } = document;
	const definition = readDefinitionText(document.getText());
	const { root, value } = definition;
	const found = plainSecrets(value);
	if (found.length === 0) {
		throw new Error(vscode.l10n.t('There are no plain-text secrets in this file.'));
	}
	const edit = new vscode.WorkspaceEdit();
	const owner = secretOwner(value);
	const host = knownHost(openDefinition(new FileTemplate(definition)), (name) => process.env[name]);
	for (const { path, start, end, kind } of found) {
		const node = root && findNodeAtLocation(root, [...path]);
		if (typeof node?.value === 'string') {
			const text = node.value;
			const secret = literalText(text.slice(start, end)) ?? '';
			const stored = await secretVariables.add(accountId, { name: `${owner}.${kind}`, host }, secret);
			const replaced = `${text.slice(0, start)}\${secret:${stored}}${text.slice(end)}`;
			const range = new vscode.Range(
				document.positionAt(node.offset),
				document.positionAt(node.offset + node.length),
			);
			edit.replace(document.uri, range, JSON.stringify(replaced));
		}
	}
	// The user may type while the secrets are stored.
	if (document.version !== version || !(await vscode.workspace.applyEdit(edit))) {
		throw new Error(
			vscode.l10n.t('The file changed in the meantime, so nothing in it was replaced. Try again.'),
		);
	}
	notifyDone(
		found.length === 1
			? vscode.l10n.t('1 secret moved to the secret storage')
			: vscode.l10n.t('{0} secrets moved to the secret storage', found.length),
	);
};

/** Removes values of `${secret:NAME}`, so that they are asked for again. */
export const forgetSecrets: FeatureCommand<SecretDeps> = async ({ definitions }, { accountId }) => {
	const { secretVariables } = definitions;
	const names = await secretVariables.names(accountId);
	if (names.length === 0) {
		throw new Error(vscode.l10n.t('This account has no stored definition secrets.'));
	}
	const items = names
		.map((secret) => ({ secret, label: secret.name, description: secret.host }))
		.toSorted((a, b) => (a.label < b.label ? -1 : 1));
	const chosen = await showQuickPickMany(items, {
		title: vscode.l10n.t('Forget Secrets of Definitions'),
		placeHolder: vscode.l10n.t('You are asked for them again when they are needed'),
		matchOnDescription: true,
	});
	if (chosen && chosen.length > 0) {
		await secretVariables.forget(
			accountId,
			chosen.map(({ secret }) => secret),
		);
		notifyDone(
			chosen.length === 1
				? vscode.l10n.t('1 secret forgotten')
				: vscode.l10n.t('{0} secrets forgotten', chosen.length),
		);
	}
};
