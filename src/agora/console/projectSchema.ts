import * as v from 'valibot';
import { readInstant } from '../instant';
import { type AnyObject, anyObject, isLost, isObject, readLabel, readText } from '../lenient';
import type { Losses } from '../logLosses';

/** A project as this code speaks of it: `vendor_key` is its App ID, `sign_key` its primary App Certificate. */
export interface Project {
	/** The short id of the Console API; not the App ID. */
	readonly id: string;
	/** The id where a list told of none. */
	readonly name: string;
	/** Empty where a list told of none: nothing can be done with such a project but in the Agora Console. */
	readonly appId: string;
	/** A secret. Undefined where none is enabled, and always for accounts of the Chinese mainland (api-facts §1). */
	readonly appCertificate: string | undefined;
	/** Undefined where Agora's reply does not say: then it may be either. */
	readonly enabled: boolean | undefined;
	readonly createdAt: Date | undefined;
	/** Legacy: matters to On-Premise Recording SDK v1.9.0 and earlier only. */
	readonly recordingServer: string | undefined;
}

/** The one project of a reply, in every spelling seen (api-facts §2). It is of no use without its App ID. */
export const projectSchema = v.pipe(
	anyObject,
	v.transform(readProject),
	v.check(({ id, appId }) => id !== '' && appId !== ''),
);

/** The projects of a list. An item without an id is left out, since nothing could be done with it. */
export function readProjectItems(items: readonly unknown[]): Losses & { projects: Project[] } {
	const projects: Project[] = [];
	let partial = 0;
	for (const item of items) {
		const project = isObject(item) ? readProject(item) : undefined;
		if (isObject(item) && project?.id) {
			projects.push(project);
			partial += isPartial(item, project) ? 1 : 0;
		}
	}
	return { projects, partial, rejected: items.length - projects.length };
}

function readProject(item: AnyObject): Project {
	const id = readLabel(item.id) ?? '';
	return {
		id,
		name: readLabel(item.name) ?? id,
		appId: readText(item.vendor_key) ?? '',
		appCertificate: readText(item.sign_key),
		enabled: readStatus(item.status),
		createdAt: readInstant(item.created),
		recordingServer: readText(item.recording_server),
	};
}

/** A reply that leaves the status out describes a project that can be used; any other value must be a known one. */
function readStatus(status: unknown): boolean | undefined {
	switch (status) {
		case undefined:
		case 1:
		case '1':
		case true:
			return true;
		case 0:
		case '0':
		case false:
			return false;
		default:
			return undefined;
	}
}

function isPartial(item: AnyObject, project: Project): boolean {
	return (
		readLabel(item.name) === undefined ||
		project.appId === '' ||
		isLost(item.status, project.enabled) ||
		isLost(item.sign_key, project.appCertificate) ||
		isLost(item.created, project.createdAt) ||
		isLost(item.recording_server, project.recordingServer)
	);
}

/** A project in which it is told whether a certificate is enabled, and which. */
export const certificateSchema = v.object({ sign_key: v.nullable(v.string()) });

const anything = v.optional(v.unknown());

/**
 * The items of a reply that holds projects, not yet looked at: `{project:{…}}`, `{project:[…]}` or `{projects:[…]}`, where
 * null means none.
 */
export const projectItemsSchema = v.pipe(
	v.object({ project: anything, projects: anything }),
	v.transform(({ project, projects }) => (projects === null ? [] : (projects ?? project))),
	v.check((items) => typeof items === 'object' && items !== null),
	v.transform((items): unknown[] => (Array.isArray(items) ? items : [items])),
);

/** A write's reply: likewise, or `{success:true}` in place of the project, which reads as no items. */
export const changeReplySchema = v.union([
	projectItemsSchema,
	v.pipe(
		v.object({ success: v.literal(true) }),
		v.transform((): unknown[] => []),
	),
]);
