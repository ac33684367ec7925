interface TargetSource<Target> {
	/** The object of a row or of another argument that the command accepts; undefined for any other argument. */
	readonly fromArgument: (argument: unknown) => Target | undefined;
	/** Whether the command makes sense for an object of a row; always true by default. */
	readonly fits?: (target: Target) => boolean;
	/** Asks the user; undefined when the user cancels. */
	readonly pick: () => Promise<Target | undefined>;
}

/**
 * Returns the objects that a command means: those of the selected rows where it was called on one of them, otherwise the one of its row,
 * otherwise one that the user picks. Arguments that are not recognised are ignored, since any extension may call a command.
 *
 * @param argument what the command was called on.
 * @param selection all selected rows.
 */
export async function resolveTargets<Target>(
	argument: unknown,
	selection: unknown,
	{ fromArgument, fits = () => true, pick }: TargetSource<Target>,
): Promise<readonly Target[]> {
	const rows = selectedRows(argument, selection);
	const targets = new Set(rows.flatMap((row) => fromArgument(row) ?? []));
	if (targets.size > 0) {
		return [...targets].filter(fits);
	}
	const picked = await pick();
	return picked === undefined ? [] : [picked];
}

/** The rows that a command was called on: all selected ones if its row is one of them. */
export function selectedRows(argument: unknown, selection: unknown): readonly unknown[] {
	return Array.isArray(selection) && selection.includes(argument) ? selection : [argument];
}
