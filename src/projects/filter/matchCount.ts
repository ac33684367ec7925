import * as vscode from 'vscode';
import { countText } from '../../ui/formats';
import type { ProjectStore } from '../projectStore';
import type { ProjectFilter } from './projectFilter';

/** How many of the projects the filter shows: "12 of 5,000". */
export function matchCount(filter: ProjectFilter, { projects }: ProjectStore): string {
	return vscode.l10n.t(
		'{0} of {1}',
		countText(projects.filter(filter.matcher).length),
		countText(projects.length),
	);
}
