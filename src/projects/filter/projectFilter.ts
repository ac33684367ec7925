import type { Project } from '../../agora/console/projects';
import type { AgoraSession } from '../../agora/session';
import { TextFilter } from '../../ui/textFilter';

/** Which projects this window's tree shows. */
export class ProjectFilter extends TextFilter {
	/** Tells of a project whether it is shown. */
	get matcher(): (project: Project) => boolean {
		return matcherFor(this.text);
	}

	/** Blanks around what is searched for mean nothing. */
	override set(text: string, session: AgoraSession): void {
		super.set(text.trim(), session);
	}
}

/** Finds projects by a part of their name, App ID or project ID, in capitals or not. An empty text finds all. */
function matcherFor(text: string): (project: Project) => boolean {
	const part = text.toLocaleLowerCase();
	return ({ name, appId, id }) =>
		part === '' ||
		name.toLocaleLowerCase().includes(part) ||
		appId.toLowerCase().includes(part) ||
		id.toLowerCase().includes(part);
}
