import * as vscode from 'vscode';
import { OPERATIONS, type OperationName } from '../agora/operations';
import { countText } from '../ui/text';
import { banText, isBanWrite } from './banText';
import { actionsOf, type HistoryAction, type HistoryEntry, type HistoryStep } from './history';

/** How far a line is indented: an action below its day, and a request below its action. VS Code folds by indentation. */
const INDENT = '  ';

/** Failures of several objects that a line names; the requests below show the others. */
const MAX_REASONS = 3;

/** The history by days, newest first: a line for each action, and its requests below, indented. In local time. */
export function historyText(entries: readonly HistoryEntry[]): string {
	if (entries.length === 0) {
		return vscode.l10n.t('No changes from this machine.');
	}
	const { language } = vscode.env;
	const day = new Intl.DateTimeFormat(language, { dateStyle: 'full' });
	const time = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });
	const timeText = ({ at }: { readonly at: number }) => time.format(at).replaceAll(/\s/g, ' ');
	const width = Math.max(...entries.map((entry) => timeText(entry).length));
	const isOneAccount = entries.every(({ accountId }) => accountId === entries[0]?.accountId);
	const lines = [vscode.l10n.t('Newest first, in local time ({0})', zoneText(language))];
	let lastDay = '';
	for (const action of actionsOf(entries)) {
		const date = day.format(action.at);
		if (date !== lastDay) {
			lines.push('', date);
			lastDay = date;
		}
		const account = isOneAccount ? [] : [action.writes[0]?.account ?? ''];
		const text = [actionText(action), ...account].join(' · ');
		lines.push(`${INDENT}${timeText(action).padStart(width)}${INDENT}${oneLine(text)}`);
		for (const entry of action.writes) {
			lines.push(
				`${INDENT.repeat(3)}${timeText(entry).padStart(width)}${INDENT}${oneLine(requestText(entry))}`,
			);
		}
	}
	return lines.join('\n');
}

function zoneText(language: string): string {
	const format = new Intl.DateTimeFormat(language, { timeZoneName: 'shortOffset' });
	return format.formatToParts().find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

/** Names and messages of servers may contain line breaks. */
function oneLine(text: string): string {
	return text.replaceAll(/\s+/g, ' ');
}

/** Such as "Paused class32_101 · Classroom Live", with the reason of a failure. */
function actionText(action: HistoryAction): string {
	return action.steps.map(stepText).reduce((text, next) => vscode.l10n.t('{0}; {1}', text, next));
}

function stepText({ targets, isRestart }: HistoryStep): string {
	const [first] = targets;
	if (!first) {
		return '';
	}
	const done = targets.filter((entry) => isComplete(entry, isRestart));
	const what = isBanWrite(first)
		? banText(first, targets.filter(isBanWrite), done.length)
		: objectsText(first, targets, { isRestart, done: done.length });
	const projects = new Set(targets.map(({ appId, project }) => (appId === undefined ? '' : (project ?? ''))));
	const place = projects.size === 1 ? [...projects].filter((project) => project !== '') : [];
	const text = [what, ...place].join(' · ');
	const failures = failuresText(targets, isRestart);
	return failures === '' ? text : vscode.l10n.t('{0} — {1}', text, failures);
}

function objectsText(
	first: HistoryEntry,
	targets: readonly HistoryEntry[],
	{ isRestart, done }: { readonly isRestart: boolean; readonly done: number },
): string {
	const object = targets.length === 1 ? nameOf(first) : countedObjects(targets, done);
	return isRestart ? restartText(object, done > 0) : changeText(first, object, done > 0);
}

function isComplete(entry: HistoryEntry, isRestart: boolean): boolean {
	return entry.outcome === 'done' && !(isRestart && isOnlyDeleted(entry));
}

/** Whether a restart ended between the deletion and the creation. */
function isOnlyDeleted({ operation, outcome }: HistoryEntry): boolean {
	return operation === 'deletePlayer' ? outcome === 'done' : outcome === 'notDone';
}

function nameOf({ subject, playerId, project }: HistoryEntry): string {
	return subject ?? playerId ?? project ?? '';
}

function countedObjects(targets: readonly HistoryEntry[], done: number): string {
	const [isPlayer, all, some] = [targets[0]?.appId !== undefined, countText(targets.length), countText(done)];
	if (done === 0 || done === targets.length) {
		return isPlayer ? vscode.l10n.t('{0} cloud players', all) : vscode.l10n.t('{0} projects', all);
	}
	return isPlayer
		? vscode.l10n.t('{0} of {1} cloud players', some, all)
		: vscode.l10n.t('{0} of {1} projects', some, all);
}

/** What was not done and why; empty if all was done. */
function failuresText(targets: readonly HistoryEntry[], isRestart: boolean): string {
	const failed = targets.filter((entry) => !isComplete(entry, isRestart));
	const texts = failed.slice(0, MAX_REASONS).map((entry) => {
		const outcome =
			isRestart && isOnlyDeleted(entry)
				? vscode.l10n.t('deleted, but not created again')
				: outcomeText(entry);
		const text = withReason(outcome, entry);
		return targets.length === 1 ? text : vscode.l10n.t('{0}: {1}', nameOf(entry), text);
	});
	const more = failed.length - texts.length;
	const all = more > 0 ? [...texts, vscode.l10n.t('and {0} more', more)] : texts;
	return all.length === 0 ? '' : all.reduce((list, text) => vscode.l10n.t('{0}; {1}', list, text));
}

function outcomeText({ outcome }: HistoryEntry): string {
	switch (outcome) {
		case 'pending':
			return vscode.l10n.t('no response yet');
		case 'done':
			return vscode.l10n.t('done');
		case 'notDone':
			return vscode.l10n.t('failed');
		case 'unknown':
			return vscode.l10n.t('outcome unknown');
	}
}

function withReason(outcome: string, entry: HistoryEntry): string {
	const reason = reasonText(entry);
	return reason === undefined || entry.outcome === 'done'
		? outcome
		: vscode.l10n.t('{0}: {1}', outcome, reason);
}

/** Why a write failed, with Agora's own message. Undefined where it has no error. */
function reasonText({ error }: HistoryEntry): string | undefined {
	if (!error) {
		return undefined;
	}
	const { agoraMessage } = error;
	const text = kindText(error);
	return agoraMessage === undefined ? text : vscode.l10n.t('{0}, Agora says: “{1}”', text, agoraMessage);
}

function kindText({ kind, status, code }: NonNullable<HistoryEntry['error']>): string {
	switch (kind) {
		case 'unauthorized':
			return vscode.l10n.t('Agora refused the credentials (401)');
		case 'forbidden':
			return vscode.l10n.t('not allowed for this account or project (403)');
		case 'notFound':
		case 'notOffered':
			return vscode.l10n.t('not known to Agora (404)');
		case 'conflict':
			return vscode.l10n.t('the name is already in use (409)');
		case 'rateLimited':
			return vscode.l10n.t('too many calls in a short time (429)');
		case 'quota':
			return vscode.l10n.t('a limit of the account or project was reached');
		case 'invalid':
			return vscode.l10n.t('Agora did not accept the request ({0})', status ?? 400);
		case 'server':
			return vscode.l10n.t('Agora’s server had a problem ({0})', status ?? '5xx');
		case 'dns':
			return vscode.l10n.t('the server’s name could not be resolved');
		case 'network':
			return code === undefined
				? vscode.l10n.t('the connection was lost')
				: vscode.l10n.t('the server could not be reached ({0})', code);
		case 'timeout':
			return vscode.l10n.t('the server did not respond in time');
		case 'cancelled':
			return vscode.l10n.t('canceled');
		default:
			return vscode.l10n.t('the response could not be understood');
	}
}

/** One request: what it was to do, its outcome, and the ids that Agora's support asks for. */
function requestText(entry: HistoryEntry): string {
	const { operation, account, region, playerId, appId, requestId, ban } = entry;
	const method = isOperation(operation) ? `${OPERATIONS[operation].method} ${operation}` : operation;
	const ids: (readonly [string, string | undefined])[] = [
		[vscode.l10n.t('App ID'), appId],
		[vscode.l10n.t('Player ID'), playerId],
		[vscode.l10n.t('Rule ID'), ban?.id?.toString()],
		[vscode.l10n.t('Request ID'), requestId],
	];
	return [
		vscode.l10n.t('{0}: {1}', requestedText(entry), withReason(outcomeText(entry), entry)),
		region === undefined ? method : `${method} ${region}`,
		...ids.flatMap(([label, id]) => (id === undefined ? [] : [`${label} ${id}`])),
		account,
	].join(' · ');
}

function isOperation(operation: string): operation is OperationName {
	return operation in OPERATIONS;
}

/** What a write was to do: "Pause lesson_1". */
export function requestedText(entry: HistoryEntry): string {
	return isBanWrite(entry) ? banText(entry, [entry], 0) : changeText(entry, nameOf(entry), false);
}

/** What a write does to an object, as done ("Paused lesson_1") or to be done ("Pause lesson_1"). */
function changeText(
	{ operation, change = '' }: Pick<HistoryEntry, 'operation' | 'change'>,
	object: string,
	isDone: boolean,
): string {
	const say = (past: string, future: string) => (isDone ? past : future);

	switch (operation) {
		case 'createProject':
			return say(vscode.l10n.t('Created project {0}', object), vscode.l10n.t('Create project {0}', object));
		case 'setProjectEnabled':
			return change === 'enabled'
				? say(vscode.l10n.t('Enabled {0}', object), vscode.l10n.t('Enable {0}', object))
				: say(vscode.l10n.t('Disabled {0}', object), vscode.l10n.t('Disable {0}', object));
		case 'setCertificateEnabled':
			return change === 'enabled'
				? say(
						vscode.l10n.t('Enabled the App Certificate of {0}', object),
						vscode.l10n.t('Enable the App Certificate of {0}', object),
					)
				: say(
						vscode.l10n.t('Disabled the App Certificate of {0}', object),
						vscode.l10n.t('Disable the App Certificate of {0}', object),
					);
		case 'resetCertificate':
			return say(
				vscode.l10n.t('Reset the App Certificate of {0}', object),
				vscode.l10n.t('Reset of the App Certificate of {0}', object),
			);
		case 'setRecordingServer':
			return say(
				vscode.l10n.t('Set the recording server of {0} to {1}', object, change),
				vscode.l10n.t('Setting the recording server of {0} to {1}', object, change),
			);
		case 'createPlayer':
			return say(vscode.l10n.t('Created {0}', object), vscode.l10n.t('Create {0}', object));
		case 'deletePlayer':
			return say(vscode.l10n.t('Deleted {0}', object), vscode.l10n.t('Delete {0}', object));
		case 'updatePlayer':
			return updateText(change, object, isDone);
		default:
			return `${operation} ${object}`;
	}
}

/** `change` is in the words of `updatePlayer`: `isPause true`, `volume 50`, `streamUrl`. */
function updateText(change: string, object: string, isDone: boolean): string {
	const say = (past: string, future: string) => (isDone ? past : future);
	const [, field, value = ''] = /^(\w+)(?: ([\w.-]+))?$/.exec(change) ?? [];
	switch (field) {
		case 'isPause':
			return value === 'true'
				? say(vscode.l10n.t('Paused {0}', object), vscode.l10n.t('Pause {0}', object))
				: say(vscode.l10n.t('Resumed {0}', object), vscode.l10n.t('Resume {0}', object));
		case 'seekPosition': {
			const position = positionText(Number(value));
			return say(
				vscode.l10n.t('Moved {0} to position {1}', object, position),
				vscode.l10n.t('Seek {0} to {1}', object, position),
			);
		}
		case 'volume':
			return say(
				vscode.l10n.t('Set the volume of {0} to {1}', object, value),
				vscode.l10n.t('Setting the volume of {0} to {1}', object, value),
			);
		case 'tempo':
			return say(
				vscode.l10n.t('Set the speed of {0} to {1}', object, value),
				vscode.l10n.t('Setting the speed of {0} to {1}', object, value),
			);
		case 'streamUrl':
			return say(
				vscode.l10n.t('Switched the source of {0}', object),
				vscode.l10n.t('Switch the source of {0}', object),
			);
		default:
			return say(
				vscode.l10n.t('Changed {0} ({1})', object, change),
				vscode.l10n.t('Change {0} ({1})', object, change),
			);
	}
}

function restartText(object: string, isDone: boolean): string {
	return isDone ? vscode.l10n.t('Restarted {0}', object) : vscode.l10n.t('Restart {0}', object);
}

/** Seconds as `1:02:03` or `2:03`. */
function positionText(seconds: number): string {
	const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
	const two = (part: number) => String(part).padStart(2, '0');
	return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
