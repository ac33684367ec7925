import type { FigureState } from '../../shared/usage/messages';
import type { Figures } from '../../shared/usage/report/figures';
import type { Subject, View } from '../../shared/usage/view';
import type { Business } from '../../shared/usage/words';

/** What a panel shows, for those who write it to a file. */
export interface ExportSource {
	readonly subject: Subject;
	readonly view: View;
	/** The projects of the panel, by name, those switched off among them. */
	readonly projects: readonly { readonly id: string; readonly name: string }[];
	readonly figures: (project: string, business: Business) => Figures | undefined;
	readonly state: (project: string, business: Business) => FigureState;
	/** Milliseconds since 1970. */
	readonly now: number;
	/** The chart as PNG, or undefined where none is on screen. */
	readonly picture: (() => Promise<Uint8Array | undefined>) | undefined;
}

/** The projects that count, which are those not switched off. */
export function countedProjects({ projects, view }: Pick<ExportSource, 'projects' | 'view'>) {
	return projects.filter(({ id }) => !view.hiddenProjects.includes(id));
}

/** What of the counted projects was not read, so that an export is without it. */
export function unreadPairs(source: ExportSource, businesses: readonly Business[]) {
	return countedProjects(source).flatMap(({ id, name }) =>
		businesses
			.filter((business) => source.state(id, business).state !== 'ready')
			.map((business) => ({ project: id, name, business })),
	);
}
