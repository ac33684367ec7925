import * as vscode from 'vscode';
import type { ProjectStore } from '../projectStore';
import type { ProjectFilter } from './projectFilter';

/** How many of the projects the filter shows: "12 of 5,000". */
export function matchCount(filter: ProjectFilter, { projects }: ProjectStore): string {
	const count = (value: number) => value.toLocaleString(vscode.env.language);
	return vscode.l10n.t('{0} of {1}', count(projects.filter(filter.matcher).length), count(projects.length));
}
