import type { Project } from '../../../agora/console/projects';
import type { ProjectPicker } from '../../projectPicker';

/**
 * The projects of the selected rows, or else the one of the argument, or one the user picks among those that fit;
 * none when the user left.
 */
export async function chosenProjects(
	picker: ProjectPicker,
	[argument, selection]: readonly [unknown, unknown],
	title: string,
	fits: (project: Project) => boolean,
): Promise<readonly Project[]> {
	const rows: unknown[] = Array.isArray(selection) ? selection : [];
	const selected = new Set(rows.map((row) => picker.fromArgument(row)).filter((each) => each !== undefined));
	if (selected.size > 0) {
		return [...selected];
	}
	const project = await picker.resolve(argument, title, fits);
	return project ? [project] : [];
}
