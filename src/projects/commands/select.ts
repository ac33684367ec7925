import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { type PickItem, showQuickPick } from '../../ui/dialogs';
import { howActiveText } from '../../ui/howActive';
import type { ActiveProject } from '../activeProject';
import type { ProjectCommand, ProjectParts } from './projectCommand';

type Choice = Project | 'automatic';
type Item = PickItem & { readonly value?: Choice };

export const selectProject: ProjectCommand = async ({ picker, active }, session, argument) => {
	const chosen = picker.fromArgument(argument) ?? (await ask({ picker, active }));
	if (chosen === 'automatic') {
		await active.findAutomatically(session);
	} else if (chosen) {
		await active.choose(session, chosen.id);
	}
};

/** Lists the active project first, with how it came to be it, then the way back to finding it, then the others. */
async function ask({ picker, active }: Pick<ProjectParts, 'picker' | 'active'>): Promise<Choice | undefined> {
	const projects: Item[] = (await picker.choices()).map((item) =>
		item.value === active.current && active.how ? { ...item, detail: howActiveText(active.how) } : item,
	);
	if (active.isChosen) {
		const current = active.current ? 1 : 0;
		projects.splice(current, 0, automaticItem(active), {
			label: '',
			kind: vscode.QuickPickItemKind.Separator,
		});
	}
	const picked = await showQuickPick(projects, {
		title: vscode.l10n.t('Select Active Project'),
		placeHolder: active.mayBeFound
			? vscode.l10n.t('Choose the project of this workspace')
			: vscode.l10n.t('Choose the project: the files of an untrusted workspace are not searched for one'),
		matchOnDescription: true,
	});
	return picked?.value;
}

function automaticItem({ found, mayBeFound }: ActiveProject): Item {
	const nothing = mayBeFound
		? vscode.l10n.t('no file of this workspace names a project of this account')
		: vscode.l10n.t('only once this workspace is trusted');
	return {
		value: 'automatic',
		icon: 'search',
		label: vscode.l10n.t('Find Automatically'),
		description: found ? `${found.project.name}, ${howActiveText({ foundIn: found.file })}` : nothing,
	};
}
