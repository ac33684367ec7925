import type { ChannelRole, ChannelUsers } from '../../agora/channels/channelUsers';
import type { Project } from '../../agora/console/projects';
import { channelText, schemaIssues } from '../../agora/fields';
import { type ChannelUser, channelUserText, isUid } from '../../agora/session';
import type { Loadable } from '../../common/loadable';
import type { JoinAttempt, JoinFacts, JoinFinding, JoinUnknown } from './joinFindings';
import { tokenFindings } from './tokenChecks';

/** Does all checks, in the order of `JOIN_CHECKS`. */
export function explainJoin(facts: JoinFacts): JoinFinding[] {
	const project = ownProject(facts);
	return [
		appIdFinding(facts, project),
		...projectFindings(facts, project),
		...nameFindings(facts.attempt),
		...tokenFindings(facts, project),
		certificateFinding(facts, project),
		...banFindings(facts, project),
		presenceFinding(facts, project),
		profileFinding(facts, project),
	];
}

/** The project of the account whose channel is joined; undefined if there is none, or the projects are not known. */
export function ownProject({ attempt, projects }: Pick<JoinFacts, 'attempt' | 'projects'>) {
	return projects.value?.find(({ appId }) => appId !== '' && appId === attempt.appId);
}

/** Whether Agora accepts a channel name (Media Pull REST API, Create, `channelName`). */
export function isChannelName(channelName: string): boolean {
	return schemaIssues(channelText(64), channelName).length === 0;
}

/** Whether Agora accepts a uid or account (Media Pull REST API, Create, `uid` and `account`). */
export function isJoiningUser(user: ChannelUser): boolean {
	return 'uid' in user ? isUid(user.uid) : schemaIssues(channelText(255), user.account).length === 0;
}

function appIdFinding(facts: JoinFacts, project: Project | undefined): JoinFinding {
	if (project) {
		return { state: 'passed', check: 'appId', project };
	}
	if (!/^[\da-f]{32}$/i.test(facts.attempt.appId)) {
		return { state: 'problem', check: 'appId', cause: 'malformedAppId' };
	}
	const reason = unknownReason(facts, project, undefined);
	return reason.why === 'foreignAppId'
		? { state: 'problem', check: 'appId', cause: 'foreignAppId' }
		: { state: 'unknown', check: 'appId', ...reason };
}

function projectFindings(facts: JoinFacts, project: Project | undefined): JoinFinding[] {
	const { error, loadedAt } = facts.projects;
	const isStale = facts.projects.value !== undefined && error !== undefined;
	const findings: JoinFinding[] = isStale
		? [{ state: 'unknown', check: 'project', why: 'stale', error, readAt: loadedAt }]
		: [];
	switch (project?.enabled) {
		case true:
			return isStale ? findings : [{ state: 'passed', check: 'project' }];
		case false:
			return project
				? [{ state: 'problem', check: 'project', cause: 'projectDisabled', project }, ...findings]
				: findings;
		case undefined: {
			const reason: JoinUnknown = project
				? { why: 'projectStatus' }
				: unknownReason(facts, project, undefined);
			return [...findings, { state: 'unknown', check: 'project', ...reason }];
		}
	}
}

function nameFindings({ channelName, user }: JoinAttempt): JoinFinding[] {
	return [
		...(isChannelName(channelName)
			? []
			: [{ state: 'problem', check: 'names', cause: 'invalidChannelName' } as const]),
		...(isJoiningUser(user) ? [] : [{ state: 'problem', check: 'names', cause: 'invalidUser' } as const]),
	];
}

function certificateFinding(facts: JoinFacts, project: Project | undefined): JoinFinding {
	const hasToken = facts.attempt.token !== '';
	if (!project) {
		return { state: 'unknown', check: 'certificate', ...unknownReason(facts, project, undefined) };
	}
	if (project.appCertificate === undefined && !facts.account?.canReadCertificates) {
		return { state: 'unknown', check: 'certificate', why: 'mainland' };
	}
	const isEnabled = project.appCertificate !== undefined;
	if (isEnabled === hasToken) {
		return { state: 'passed', check: 'certificate', isEnabled };
	}
	const cause = isEnabled ? 'missingToken' : 'unneededToken';
	return { state: 'problem', check: 'certificate', cause, project };
}

/** Agora may leave rules out of the list (docs/agora-api.md, Bans), so a pass is no proof. */
function banFindings(facts: JoinFacts, project: Project | undefined): JoinFinding[] {
	const { bans, now, attempt } = facts;
	if (bans.value === undefined) {
		return [{ state: 'unknown', check: 'bans', ...unknownReason(facts, project, bans.error) }];
	}
	const uid = 'uid' in attempt.user ? attempt.user.uid : undefined;
	const rules = bans.value.filter(
		({ privileges, expiresAt, channelName }) =>
			(privileges.length === 0 || privileges.includes('join_channel')) &&
			(expiresAt === undefined || expiresAt.getTime() > now) &&
			(channelName === undefined || channelName === attempt.channelName),
	);
	const findings = rules
		.filter((rule) => rule.uid === undefined || rule.uid === uid)
		.map((rule) => {
			const isCertain = rule.ip === undefined && (rule.uid !== undefined || rule.channelName !== undefined);
			return { state: isCertain ? 'problem' : 'possible', check: 'bans', cause: 'banned', rule } as const;
		});
	// The rules name users by uid, and the uid of an account is not known.
	const isUnclear = uid === undefined && rules.some((rule) => rule.uid !== undefined);
	if (isUnclear || bans.error !== undefined) {
		const reason: JoinUnknown = isUnclear
			? { why: 'uidsOfAccount' }
			: unknownReason(facts, project, bans.error);
		return [...findings, { state: 'unknown', check: 'bans', ...reason }];
	}
	return findings.length > 0 ? findings : [{ state: 'passed', check: 'bans' }];
}

/** The value unless it could not be read again: who is in a channel changes all the time. */
function current<T>({ value, error }: Loadable<T>): T | undefined {
	return error === undefined ? value : undefined;
}

function presenceFinding(facts: JoinFacts, project: Project | undefined): JoinFinding {
	const { attempt } = facts;
	const users = current(facts.users);
	const state = current(facts.userState);
	if (state) {
		return state.inChannel
			? {
					state: 'possible',
					check: 'presence',
					cause: 'alreadyInChannel',
					joinedAt: state.joinedAt,
					role: state.role,
				}
			: { state: 'passed', check: 'presence' };
	}
	if ('uid' in attempt.user && attempt.user.uid === 0) {
		return { state: 'passed', check: 'presence' };
	}
	if (users === undefined) {
		const error = facts.userState.error ?? facts.users.error;
		return { state: 'unknown', check: 'presence', ...unknownReason(facts, project, error) };
	}
	const role = listedRole(users, attempt.user);
	if (role) {
		return { state: 'possible', check: 'presence', cause: 'alreadyInChannel', joinedAt: undefined, role };
	}
	const why = incompleteness(users, attempt.user);
	return why ? { state: 'unknown', check: 'presence', why } : { state: 'passed', check: 'presence' };
}

/** The role in which the list contains a user; undefined if it does not. */
function listedRole(users: ChannelUsers, wanted: ChannelUser): ChannelRole | undefined {
	const text = channelUserText(wanted);
	const contains = (list: readonly ChannelUser[]) =>
		list.some((user) => 'uid' in user === 'uid' in wanted && channelUserText(user) === text);
	if (!users.exists) {
		return undefined;
	}
	if (users.profile === 'communication') {
		return contains(users.users) ? 'user' : undefined;
	}
	return contains(users.hosts) ? 'host' : contains(users.audience) ? 'audience' : undefined;
}

/** Why a user may be in a channel although the list does not contain them. */
function incompleteness(
	users: ChannelUsers,
	wanted: ChannelUser,
): 'uidsOfAccount' | 'longAudience' | undefined {
	if (!users.exists) {
		return undefined;
	}
	const isLive = users.profile === 'live';
	const listed = isLive ? [...users.hosts, ...users.audience] : users.users;
	// Agora may list users with an account by a uid.
	if ('account' in wanted && listed.length > 0 && !listed.some((user) => 'account' in user)) {
		return 'uidsOfAccount';
	}
	return isLive && users.audience.length < users.audienceTotal ? 'longAudience' : undefined;
}

function profileFinding(facts: JoinFacts, project: Project | undefined): JoinFinding {
	const users = current(facts.users);
	if (users === undefined) {
		return { state: 'unknown', check: 'profile', ...unknownReason(facts, project, facts.users.error) };
	}
	if (users.exists && users.profile === 'communication') {
		const state = facts.isPlayer ? 'problem' : 'possible';
		return { state, check: 'profile', cause: 'communicationProfile' };
	}
	return { state: 'passed', check: 'profile', profile: users.exists ? 'live' : undefined };
}

/** Why a value of the project was not read. `error` is the one of the reading. */
function unknownReason(
	{ account, projects, attempt }: JoinFacts,
	project: Project | undefined,
	error: unknown,
): JoinUnknown {
	if (!account) {
		return { why: 'signedOut' };
	}
	if (!project) {
		return projects.value === undefined ? { why: 'error', error: projects.error } : { why: 'foreignAppId' };
	}
	if (project.enabled === false) {
		return { why: 'projectDisabled' };
	}
	return error === undefined && !isChannelName(attempt.channelName)
		? { why: 'invalidChannelName' }
		: { why: 'error', error };
}
