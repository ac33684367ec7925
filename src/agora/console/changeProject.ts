import { isIPv4 } from 'node:net';
import type { AgoraClient } from '../client';
import type { FieldIssue } from '../errors';
import { AgoraError, invalidRequestError, isAgoraError, unknownOutcomeError } from '../errors';
import type { CallControl } from '../operations';
import { operationOf } from '../operations';
import { type LookupResult, reconcile } from '../reconcile';
import type { AgoraRequest, WriteSubject } from '../request';
import type { Project } from './projects';
import {
	getProject,
	hasCertificateField,
	type ProjectRef,
	readChangedProject,
	readOneProject,
} from './projects';

/** The second look is for a server that was still at work when its answer was lost. */
const WAITS = [0, 3_000];

/**
 * Enables or disables a project (Console REST API, Disable or enable a project).
 *
 * @throws AgoraError `unknownOutcome`, as all changes of a project do, when the answer was lost and the project could not be
 * read again.
 */
export function setProjectEnabled(
	client: AgoraClient,
	ref: ProjectRef,
	enabled: boolean,
	control?: CallControl,
): Promise<Project> {
	const body = { id: ref.id, status: enabled ? 1 : 0 };
	const request = {
		operation: 'setProjectEnabled',
		body,
		subject: subjectOf(ref, enabledWord(enabled)),
	} as const;
	return changeProject(client, ref, request, isMade.setProjectEnabled(enabledWord(enabled)), control);
}

/**
 * Sets where On-Premise Recording SDK v1.9.0 and earlier records to (Console REST API, Set the IP address of the recording
 * server): an IPv4 address, with a port or without.
 *
 * @throws AgoraError `invalid` for anything else.
 */
export async function setRecordingServer(
	client: AgoraClient,
	ref: ProjectRef,
	recordingServer: string,
	control?: CallControl,
): Promise<Project> {
	const issue = checkRecordingServer(recordingServer);
	if (issue) {
		throw invalidRequestError('setRecordingServer', [issue]);
	}
	const body = { id: ref.id, recording_server: recordingServer };
	const request = {
		operation: 'setRecordingServer',
		body,
		subject: subjectOf(ref, recordingServer),
	} as const;
	return changeProject(client, ref, request, isMade.setRecordingServer(recordingServer), control);
}

/** Enables or disables the primary App Certificate (Console REST API, Enable or disable the primary app certificate). */
export function setCertificateEnabled(
	client: AgoraClient,
	ref: ProjectRef,
	enabled: boolean,
	control?: CallControl,
): Promise<Project> {
	const body = { id: ref.id, enable: enabled };
	const request = {
		operation: 'setCertificateEnabled',
		body,
		subject: subjectOf(ref, enabledWord(enabled)),
	} as const;
	return changeProject(client, ref, request, isMade.setCertificateEnabled(enabledWord(enabled)), control);
}

/**
 * Replaces the primary App Certificate, or enables one where none was (Console REST API, Reset the primary app
 * certificate). Tokens signed with the old one stop working at once.
 *
 * @param project With the App Certificate as it is known now: by that it can be told whether a reset was done whose answer
 * was lost.
 * @throws AgoraError `unknownOutcome` also where the reset was done but the new certificate could not be read.
 */
export function resetCertificate(
	client: AgoraClient,
	project: ProjectRef & Pick<Project, 'appCertificate'>,
	control?: CallControl,
): Promise<Project> {
	const request = {
		operation: 'resetCertificate',
		body: { id: project.id },
		subject: subjectOf(project),
	} as const;
	const isReset = ({ project: { appCertificate }, certificateTold }: ProjectNow) =>
		certificateTold ? appCertificate !== undefined && appCertificate !== project.appCertificate : undefined;
	return changeProject(client, project, request, isReset, control);
}

function subjectOf({ id, name }: ProjectRef, change?: string): WriteSubject {
	return { name, projectId: id, change };
}

function enabledWord(enabled: boolean): string {
	return enabled ? 'enabled' : 'disabled';
}

/** A project as it was read after a change whose answer was lost. */
interface ProjectNow {
	readonly project: Project;
	/** Whether the reply told anything at all of the App Certificate. */
	readonly certificateTold: boolean;
}

type IsMade = (now: ProjectNow) => boolean | undefined;

/** Whether a project shows a change, by the word that its `WriteSubject` has for it; undefined where that cannot be told. */
const isMade = {
	setProjectEnabled:
		(change: string): IsMade =>
		({ project: { enabled } }) =>
			enabled === undefined ? undefined : enabledWord(enabled) === change,
	setCertificateEnabled:
		(change: string): IsMade =>
		({ project: { appCertificate }, certificateTold }) =>
			certificateTold ? enabledWord(appCertificate !== undefined) === change : undefined,
	setRecordingServer:
		(change: string): IsMade =>
		({ project: { recordingServer } }) =>
			recordingServer === change,
} as const;

/** What became of a change of which nothing is known but its `WriteSubject`. */
export async function lookUpProjectChange(
	client: AgoraClient,
	operation: keyof typeof isMade,
	ref: ProjectRef,
	change: string,
	signal: AbortSignal,
): Promise<'done' | 'notDone' | 'unknown'> {
	const finding = await lookAt(client, ref, isMade[operation](change), signal);
	return typeof finding === 'string' ? finding : 'done';
}

/**
 * Makes a change of one project, and reads the project again where the answer leaves it out.
 *
 */
async function changeProject(
	client: AgoraClient,
	ref: ProjectRef,
	request: AgoraRequest,
	madeBy: IsMade,
	control: CallControl,
): Promise<Project> {
	const changed = await reconcile(
		client,
		(send) => send(request, (reply) => readChangedProject(reply, ref.id), control),
		{ waitsMs: WAITS, lookUp: (_, lookSignal) => lookAt(client, ref, madeBy, lookSignal) },
		control,
	);
	return changed ?? readAgain(client, ref, request, control);
}

async function lookAt(
	client: AgoraClient,
	ref: ProjectRef,
	madeBy: IsMade,
	signal: AbortSignal,
): Promise<LookupResult<Project>> {
	const query = { id: ref.id, name: ref.name };
	const now = await client.send(
		{ operation: 'getProject', query },
		(reply) => ({ project: readOneProject(reply, ref.id), certificateTold: hasCertificateField(reply) }),
		signal,
	);
	const made = madeBy(now);
	if (made === undefined) {
		return 'unknown';
	}
	return made ? { done: now.project } : 'notDone';
}

/** The change was made, and its answer told nothing else. */
async function readAgain(
	client: AgoraClient,
	ref: ProjectRef,
	{ operation }: AgoraRequest,
	control: CallControl,
): Promise<Project> {
	try {
		return await getProject(client, ref, control);
	} catch (error) {
		if (!isAgoraError(error)) {
			throw error;
		}
		const message = `${operationOf(operation).title}: the project could not be read again.`;
		throw unknownOutcomeError(new AgoraError({ ...error, operation, message }));
	}
}

/** An IPv4 address, with a port or without: the document gives no other form, and no way to take the server away again. */
export function checkRecordingServer(recordingServer: string): FieldIssue | undefined {
	const [, address = '', port = '1'] = /^([\d.]+)(?::(\d{1,5}))?$/.exec(recordingServer) ?? [];
	if (isIPv4(address) && Number(port) >= 1 && Number(port) <= 65_535) {
		return undefined;
	}
	const detail = 'the recording server must be an IPv4 address, with a port or without';
	return { field: 'recordingServer', rule: 'format', detail };
}
