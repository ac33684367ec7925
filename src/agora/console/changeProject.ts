import { isIPv4 } from 'node:net';
import type { AgoraClient } from '../client';
import {
	AgoraError,
	type FieldIssue,
	invalidRequestError,
	isAgoraError,
	unknownOutcomeError,
} from '../errors';
import { type CallControl, type OperationName, operationOf } from '../operations';
import { type LookupResult, reconcile } from '../reconcile';
import type { Project } from './projects';
import {
	getProject,
	hasCertificateField,
	type ProjectRef,
	readChangedProject,
	readOneProject,
} from './projects';

/** The second look-up is for a server that was still processing the change when its response was lost. */
const LOOKUP_WAITS_MS = [0, 3_000];

/**
 * Enables or disables a project (Console REST API, Disable or enable a project).
 *
 * @throws AgoraError `unknownOutcome`, like all changes of a project, if the response was lost and the project cannot be read.
 */
export function setProjectEnabled(
	client: AgoraClient,
	ref: ProjectRef,
	isEnabled: boolean,
	control?: CallControl,
): Promise<Project> {
	const body = { status: isEnabled ? 1 : 0 };
	return setProperty(client, ref, 'setProjectEnabled', enabledText(isEnabled), body, control);
}

/**
 * Sets the recording server of On-Premise Recording SDK v1.9.0 and earlier (Console REST API, Set the IP address of the recording
 * server): an IPv4 address with or without a port.
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
	const body = { recording_server: recordingServer };
	return setProperty(client, ref, 'setRecordingServer', recordingServer, body, control);
}

/** Enables or disables the primary App Certificate (Console REST API, Enable or disable the primary app certificate). */
export function setCertificateEnabled(
	client: AgoraClient,
	ref: ProjectRef,
	isEnabled: boolean,
	control?: CallControl,
): Promise<Project> {
	const body = { enable: isEnabled };
	return setProperty(client, ref, 'setCertificateEnabled', enabledText(isEnabled), body, control);
}

/**
 * Replaces the primary App Certificate, or enables one if there is none (Console REST API, Reset the primary app certificate).
 * Tokens signed with the old one stop working at once.
 *
 * @param project with its current App Certificate, from which a look-up concludes whether the reset was done.
 * @throws AgoraError `unknownOutcome` also if the reset was done but the new certificate cannot be read.
 */
export function resetCertificate(
	client: AgoraClient,
	project: ProjectRef & Pick<Project, 'appCertificate'>,
	control?: CallControl,
): Promise<Project> {
	const isReset: IsChanged = ({ project: { appCertificate }, hasCertificate }) =>
		hasCertificate ? appCertificate !== undefined && appCertificate !== project.appCertificate : undefined;
	return changeProject(
		client,
		project,
		{ operation: 'resetCertificate', body: {}, isChanged: isReset },
		control,
	);
}

/** A project that a look-up has read. */
interface LookedUpProject {
	readonly project: Project;
	/** Whether the response contains the App Certificate, or that there is none. */
	readonly hasCertificate: boolean;
}

/** Whether a project shows a change; undefined if its response does not contain the property. */
type IsChanged = (lookedUp: LookedUpProject) => boolean | undefined;

/** By the change in the `WriteSubject`. */
const IS_CHANGED = {
	setProjectEnabled:
		(change: string): IsChanged =>
		({ project: { enabled } }) =>
			enabled === undefined ? undefined : enabledText(enabled) === change,
	setCertificateEnabled:
		(change: string): IsChanged =>
		({ project: { appCertificate }, hasCertificate }) =>
			hasCertificate ? enabledText(appCertificate !== undefined) === change : undefined,
	setRecordingServer:
		(change: string): IsChanged =>
		({ project: { recordingServer } }) =>
			recordingServer === change,
} as const;

/** Looks up a change of which only the `WriteSubject` is stored. */
export async function lookUpProjectChange(
	client: AgoraClient,
	operation: keyof typeof IS_CHANGED,
	ref: ProjectRef,
	change: string,
	signal: AbortSignal,
): Promise<'done' | 'notDone' | 'unknown'> {
	const result = await lookUpProject(client, ref, IS_CHANGED[operation](change), signal);
	return typeof result === 'string' ? result : 'done';
}

function enabledText(isEnabled: boolean): string {
	return isEnabled ? 'enabled' : 'disabled';
}

function setProperty(
	client: AgoraClient,
	ref: ProjectRef,
	operation: keyof typeof IS_CHANGED,
	change: string,
	body: object,
	control: CallControl,
): Promise<Project> {
	const isChanged = IS_CHANGED[operation](change);
	return changeProject(client, ref, { operation, change, body, isChanged }, control);
}

interface ProjectChange {
	readonly operation: OperationName;
	/** As in `WriteSubject`. */
	readonly change?: string;
	/** Without the project's id. */
	readonly body: object;
	readonly isChanged: IsChanged;
}

/** Changes a project, and reads it if the response does not contain it. */
async function changeProject(
	client: AgoraClient,
	ref: ProjectRef,
	{ operation, change, body, isChanged }: ProjectChange,
	control: CallControl,
): Promise<Project> {
	const { id, name } = ref;
	const request = { operation, body: { id, ...body }, subject: { name, projectId: id, change } };
	const changed = await reconcile(
		client,
		(send) => send(request, (response) => readChangedProject(response, id), control),
		{
			waitsMs: LOOKUP_WAITS_MS,
			lookUp: (_, signal) => lookUpProject(client, ref, isChanged, signal),
		},
		control,
	);
	if (changed) {
		return changed;
	}
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

async function lookUpProject(
	client: AgoraClient,
	ref: ProjectRef,
	isChanged: IsChanged,
	signal: AbortSignal,
): Promise<LookupResult<Project>> {
	const query = { id: ref.id, name: ref.name };
	const lookedUp = await client.send(
		{ operation: 'getProject', query },
		(response) => ({
			project: readOneProject(response, ref.id),
			hasCertificate: hasCertificateField(response),
		}),
		signal,
	);
	const wasMade = isChanged(lookedUp);
	if (wasMade === undefined) {
		return 'unknown';
	}
	return wasMade ? { done: lookedUp.project } : 'notDone';
}

/** Checks for an IPv4 address with or without a port. The document has no other form, and no way to remove the server. */
export function checkRecordingServer(recordingServer: string): FieldIssue | undefined {
	const [, address = '', port = '1'] = /^([\d.]+)(?::(\d{1,5}))?$/.exec(recordingServer) ?? [];
	if (isIPv4(address) && Number(port) >= 1 && Number(port) <= 65_535) {
		return undefined;
	}
	const detail = 'the recording server must be an IPv4 address, with a port or without';
	return { field: 'recordingServer', rule: 'format', detail };
}
