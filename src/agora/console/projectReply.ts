import * as v from 'valibot';
import { AgoraError } from '../http/error';
import { operationOf } from '../http/operations';
import { type AgoraReply, parseReply, unreadableReply } from '../http/reply';
import type { Losses } from '../logLosses';
import {
	certificateSchema,
	changeReplySchema,
	type Project,
	projectItemsSchema,
	projectSchema,
	readProjectItems,
} from './projectSchema';

/** The projects of a list, one senseless item never losing the others. */
export function readProjects(reply: AgoraReply): Losses & { projects: Project[] } {
	return readProjectItems(parseReply(reply, projectItemsSchema));
}

/** @throws AgoraError `notFound` where there is no project in the reply, `badResponse` where there is none that makes sense. */
export function readOneProject(reply: AgoraReply, id: string): Project {
	const items = parseReply(reply, projectItemsSchema);
	if (items.length === 0) {
		const { operation, status } = reply;
		const message = `${operationOf(operation).title}: the account has no such project.`;
		throw new AgoraError({ kind: 'notFound', operation, status, message });
	}
	return pick(reply, items, id);
}

/** @throws AgoraError `badResponse` when the reply holds no project that makes sense. */
export function readCreatedProject(reply: AgoraReply): Project {
	return pick(reply, parseReply(reply, projectItemsSchema));
}

/**
 * Whether a reply with one project tells of its App Certificate, be it that none is enabled. Replies of the Chinese mainland
 * never do (api-facts §1).
 */
export function tellsCertificate(reply: AgoraReply): boolean {
	return parseReply(reply, projectItemsSchema).some((item) => v.is(certificateSchema, item));
}

/** The project after a change; undefined where the reply only says that it was made. */
export function readChangedProject(reply: AgoraReply, id: string): Project | undefined {
	if (reply.text === '') {
		return undefined;
	}
	const items = parseReply(reply, changeReplySchema);
	return items.length === 0 ? undefined : pick(reply, items, id);
}

/** The project with this id, or else the first: the documents' own examples do not always repeat the id asked for. */
function pick(reply: AgoraReply, items: readonly unknown[], id?: string): Project {
	const projects = projectsIn(items);
	const project = projects.find((candidate) => candidate.id === id) ?? projects[0];
	if (!project) {
		throw unreadableReply(reply, 'the answer holds no project that makes sense');
	}
	return project;
}

function projectsIn(items: readonly unknown[]): Project[] {
	return items.flatMap((item) => {
		const parsed = v.safeParse(projectSchema, item);
		return parsed.success ? [parsed.output] : [];
	});
}
