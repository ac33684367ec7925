import type { Project } from '../../agora/console/projects';
import { compareNames } from '../../platform/compareNames';
import type { ProjectPicker } from '../projectPicker';

/**
 * The projects a command is for: those among the selected rows that fit, where it was called on one of them, else the one
 * of its row, else one the user picks; none when the user left. A row that was called on always counts, since what it says
 * may be older than what is known. By name.
 */
export async function targetProjects(
	picker: ProjectPicker,
	{ argument, selection }: { readonly argument: unknown; readonly selection: unknown },
	title: string,
	fits: (project: Project) => boolean,
): Promise<readonly Project[]> {
	const called = picker.fromArgument(argument);
	if (!called) {
		const picked = await picker.pick(title, fits);
		return picked ? [picked] : [];
	}
	const rows: readonly unknown[] = Array.isArray(selection) && selection.includes(argument) ? selection : [];
	const others = rows.flatMap((row) => picker.fromArgument(row) ?? []).filter(fits);
	return [...new Set([called, ...others])].sort(compareNames);
}
