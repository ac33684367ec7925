import type { PresentUser, UserRole } from '../channelMembers';
import type { Route, SandboxContext } from '../http/route';
import type { SandboxProject, SandboxState } from '../state';
import { CONSOLE_MESSAGES, type Refusal, refusal } from './refusals';

/** For each query of an account (docs/agora-api.md, Channels). */
const RATE = { calls: 20, seconds: 1 };
const DEFAULT_PAGE_SIZE = 100;
const MAX_PAGE_SIZE = 500;
/** The user lists name no more of the audience. */
const MAX_LISTED_AUDIENCE = 10_000;
const MAX_UID = 2 ** 32 - 1;

/** What happens to the start of a page for each page before it. */
const PAGE_SHIFTS = { stable: 0, repeated: -1, missing: 1 };
const ROLES: Readonly<Record<UserRole, number>> = { user: 1, host: 2, audience: 3 };

/** The queries of channel management (docs/agora-api.md, Channels). */
export const CHANNEL_ROUTES: readonly Route[] = [
	get('/dev/v1/channel/{appId}', ({ project, query, state }) => {
		const page = readWhole(query, 'page_no', { min: 0, max: Number.MAX_SAFE_INTEGER, absent: 0 });
		const size = readWhole(query, 'page_size', { min: 1, max: MAX_PAGE_SIZE, absent: DEFAULT_PAGE_SIZE });
		const all = state.channels.listed(project.appId);
		const first = page * Math.max(1, size + PAGE_SHIFTS[state.behaviour.channelPages]);
		const channels = all
			.slice(first, first + size)
			.map(({ name, userCount }) => ({ channel_name: name, user_count: userCount }));
		const total = state.behaviour.channelTotal === 'all' ? all : channels;
		return { channels, total_size: total.length };
	}),

	get('/dev/v1/channel/user/{appId}/{channelName}', ({ project, channelName, state }) => {
		const channel = state.channels.users(project.appId, channelName);
		if (channel === undefined) {
			return { channel_exist: false };
		}
		const { users } = channel;
		if (channel.profile === 'communication') {
			return { channel_exist: true, mode: 1, total: users.length, users: users.map(idOf) };
		}
		const audience = idsOf(users, 'audience');
		return {
			channel_exist: true,
			mode: 2,
			broadcasters: idsOf(users, 'host'),
			audience: audience.slice(0, MAX_LISTED_AUDIENCE),
			audience_total: audience.length,
		};
	}),

	get('/dev/v1/channel/user/{appId}/{channelName}/hosts_only', ({ project, channelName, state }) => {
		const channel = state.channels.users(project.appId, channelName);
		if (channel?.profile === 'live') {
			return { channel_exist: true, mode: 2, broadcasters: idsOf(channel.users, 'host') };
		}
		return channel === undefined || state.behaviour.communicationHosts === 'notExist'
			? { channel_exist: false }
			: { channel_exist: true, mode: 1 };
	}),

	get(
		'/dev/v1/channel/user/property/{appId}/{uid}/{channelName}',
		({ project, channelName, parameters, state }) => {
			const uid = /^\d{1,10}$/.test(parameters.uid ?? '') ? Number(parameters.uid) : 0;
			if (!isUserId(uid)) {
				throw invalid('uid');
			}
			const channel = state.channels.users(project.appId, channelName);
			const user = channel?.users.find((each) => each.uid === uid);
			if (user === undefined) {
				return { in_channel: false };
			}
			const { joinedAt, role, platform } = user;
			return { in_channel: true, uid, join: Math.floor(joinedAt / 1000), role: ROLES[role], platform };
		},
	),
];

interface Query {
	readonly project: SandboxProject;
	/** Decoded; empty where the path has none. */
	readonly channelName: string;
	readonly parameters: Readonly<Record<string, string>>;
	readonly query: URLSearchParams;
	readonly state: SandboxState;
}

/** @param read returns `data` of the response. */
function get(path: string, read: (input: Query) => object): Route {
	return {
		method: 'GET',
		path,
		operation: ({ query }, context, parameters) => {
			admit(`GET ${path}`, RATE, context);
			const project = openProject(parameters.appId, context);
			const channelName = decode(parameters.channelName ?? '');
			const data = read({ project, channelName, parameters, query, state: context.state });
			return { status: 200, body: { success: true, data } };
		},
	};
}

/** Counts a call of the account; refuses it with 429 where the limit is reached. */
export function admit(
	key: string,
	rate: { readonly calls: number; readonly seconds: number },
	{ rateLimits }: SandboxContext,
): void {
	if (!rateLimits.admit(key, rate)) {
		throw refusal(429, CONSOLE_MESSAGES[429]);
	}
}

/** The project with this App ID. Refuses unknown and disabled ones with 400, and 403 where channel management is forbidden. */
export function openProject(appId: unknown, { state }: SandboxContext): SandboxProject {
	const project = state.projects.find((each) => each.appId === appId);
	if (project === undefined) {
		throw invalid('appid');
	}
	if (project.channelManagement === 'forbidden') {
		throw refusal(403, CONSOLE_MESSAGES[403]);
	}
	if (!project.enabled) {
		throw refusal(400, 'no active status');
	}
	return project;
}

/** In the form of the only documented message, `invalid appid`. */
export function invalid(parameter: string): Refusal {
	return refusal(400, `invalid ${parameter}`);
}

/** Whether a value is a uid other than 0, which no user has. */
export function isUserId(value: unknown): value is number {
	return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MAX_UID;
}

function readWhole(
	query: URLSearchParams,
	name: string,
	{ min, max, absent }: { readonly min: number; readonly max: number; readonly absent: number },
): number {
	const text = query.get(name);
	const value = text === null ? absent : /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
	if (!(value >= min && value <= max)) {
		throw invalid(name);
	}
	return value;
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		throw invalid('channelName');
	}
}

/** A user in the lists: a uid as a number, an account as a text. */
function idOf({ uid, account }: PresentUser): number | string | undefined {
	return uid ?? account;
}

function idsOf(users: readonly PresentUser[], role: UserRole) {
	return users.filter((user) => user.role === role).map(idOf);
}
