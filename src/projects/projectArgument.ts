/**
 * Names a project in a command's arguments where no row can: links in hovers and quick fixes. The id is no secret, and
 * the only thing taken from such an argument.
 */
export interface ProjectArgument {
	readonly projectId: string;
}

export function isProjectArgument(argument: unknown): argument is ProjectArgument {
	return (
		typeof argument === 'object' &&
		argument !== null &&
		'projectId' in argument &&
		typeof argument.projectId === 'string'
	);
}
