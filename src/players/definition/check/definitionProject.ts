/** What of a project a definition is held against. */
export interface KnownProject {
	readonly name: string;
	readonly appId: string;
	/** Undefined where it is not known. */
	readonly enabled: boolean | undefined;
}

/** The project that a definition names by App ID or name; none where nobody has it or several share the name. */
export function projectNamed<T extends KnownProject>(named: string, projects: readonly T[]): T | undefined {
	const byAppId = projects.find(({ appId }) => appId !== '' && appId === named);
	const byName = projects.filter(({ name }) => name === named);
	return byAppId ?? (byName.length === 1 ? byName[0] : undefined);
}

/** Why no player can be created in the project that a definition names. Nothing is said while the projects are not known. */
export function projectProblem(
	named: unknown,
	projects: readonly KnownProject[] | undefined,
): 'unknownProject' | 'ambiguousProject' | 'disabledProject' | undefined {
	if (typeof named !== 'string' || projects === undefined) {
		return undefined;
	}
	const project = projectNamed(named, projects);
	if (!project) {
		return projects.some(({ name }) => name === named) ? 'ambiguousProject' : 'unknownProject';
	}
	return project.enabled === false ? 'disabledProject' : undefined;
}
