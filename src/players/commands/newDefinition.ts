import * as vscode from 'vscode';
import { showQuickPick } from '../../ui/dialogs';
import { openDefinition } from '../definition/file/openDefinition';
import { templateHead, templates } from '../definition/file/templates';
import { writeDefinition } from '../definition/file/writeDefinition';
import { fixedRegion } from '../region/fixedRegion';
import { regionName } from '../region/regionName';
import type { PlayerCommand } from './playerCommand';

export const newDefinition: PlayerCommand = async (parts) => {
	await parts.choice.ready();
	const template = await showQuickPick(templates(), {
		title: vscode.l10n.t('New Cloud Player Definition'),
		placeHolder: vscode.l10n.t('What do you want to play?'),
		matchOnDetail: true,
	});
	if (!template) {
		return;
	}
	const project = parts.activeProject();
	const region = fixedRegion() ?? (project && parts.regions.ofProject(project.appId)) ?? 'na';
	const text = writeDefinition(
		{ region, project: project?.appId, player: template.player },
		{
			...template.comments,
			'': templateHead(),
			region: vscode.l10n.t('{0}: where the stream originates', regionName(region)),
			project: project?.name,
		},
	);
	await openDefinition('player', text);
};
