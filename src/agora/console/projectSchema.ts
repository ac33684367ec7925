import * as v from 'valibot';
import { readInstant } from '../instant';
import { lenient, readText } from '../lenient';

/** A project as this code speaks of it: `vendor_key` is its App ID, `sign_key` its primary App Certificate. */
export interface Project {
	/** The short id of the Console API; not the App ID. */
	readonly id: string;
	readonly name: string;
	readonly appId: string;
	/** A secret. Undefined where none is enabled, and always for accounts of the Chinese mainland (api-facts §1). */
	readonly appCertificate: string | undefined;
	readonly enabled: boolean;
	readonly createdAt: Date | undefined;
	/** Legacy: matters to On-Premise Recording SDK v1.9.0 and earlier only. */
	readonly recordingServer: string | undefined;
}

const identifier = v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.nonEmpty());

/** One project in every spelling seen (api-facts §2). */
export const projectSchema = v.pipe(
	v.object({
		id: identifier,
		name: v.pipe(v.union([v.string(), v.number()]), v.transform(String)),
		vendor_key: v.pipe(v.string(), v.nonEmpty()),
		sign_key: lenient(readText),
		recording_server: lenient(readText),
		status: lenient((status) => status === 1 || status === '1' || status === true),
		created: lenient(readInstant),
	}),
	v.transform(
		(item): Project => ({
			id: item.id,
			name: item.name,
			appId: item.vendor_key,
			appCertificate: item.sign_key,
			enabled: item.status ?? true,
			createdAt: item.created,
			recordingServer: item.recording_server,
		}),
	),
);

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
