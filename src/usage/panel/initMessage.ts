import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { compareNames } from '../../platform/compareNames';
import type { InitMessage } from '../../shared/usage/messages';
import { dayOf } from '../../shared/usage/report/day';
import { shownText } from '../../shared/usage/text';
import type { Subject } from '../../shared/usage/view';
import { pricesNotedOn, readPrices } from '../prices';
import { usageStrings } from './strings';

/** A project as it may stand on a screen. */
export interface ShownProject {
	readonly id: string;
	readonly name: string;
}

/** Everything that a panel is told but access and figures. `now` in milliseconds since 1970. */
export function initMessage(
	subject: Subject,
	projects: readonly ShownProject[],
	others: readonly ShownProject[],
	now: number,
): InitMessage {
	const settings = vscode.workspace.getConfiguration('agora');
	const own = settings.inspect('usage.prices')?.globalValue !== undefined;
	return {
		type: 'init',
		locale: vscode.env.language.slice(0, 40),
		subject,
		projects,
		others,
		today: dayOf(now),
		prices: readPrices(settings.get('usage.prices')),
		pricesNoted: own ? null : pricesNotedOn,
		strings: usageStrings(),
	};
}

/** Projects by name, those without a name by their id. */
export function shownProjects(projects: readonly Pick<Project, 'id' | 'name'>[]): ShownProject[] {
	return projects
		.filter(({ id }) => id.length <= 200)
		.map(({ id, name }) => ({ id, name: shownText(name) || id }))
		.sort(compareNames);
}
