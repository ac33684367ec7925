import type { ChannelAddress } from '../../../../src/agora/channels/channelUsers';
import { AgoraClient } from '../../../../src/agora/client';
import type { PlayerAddress } from '../../../../src/agora/mediaPull/player';
import { operationOf } from '../../../../src/agora/operations';
import { RateLimiter } from '../../../../src/agora/rateLimiter';
import type { SandboxBanRule } from '../../../../src/sandbox/banRules';
import type { SandboxPlayer } from '../../../../src/sandbox/player';
import type { RecordedRequest } from '../../../../src/sandbox/sandbox';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/sandbox';
import type { SandboxProject } from '../../../../src/sandbox/state';
import { SimulatedClock } from '../../../fixtures/simulatedClock';
import { Gate } from './gate';
import { PLANTED } from './planted';
import type { Subject } from './subjects';

/** A Wednesday in June 2025. */
const NOW = Date.UTC(2025, 5, 18, 12);

/** The primary, its two neighbours, the other domain and a neighbour under that: the letters of the expectations. */
export const HOSTS = ['P', 'A', 'B', 'O', 'N'] as const;
export type Host = (typeof HOSTS)[number];

/** How often the server wrote each of these. */
interface Written {
	enabled: number;
	recordingServer: number;
	certificateEnabled: number;
	appCertificate: number;
	sequence: number;
	/** Bans and kicks. */
	bans: number;
	changedBans: number;
}

/** One server behind five hosts, with a project, a player, a channel and a ban to be called about. */
export interface Stage extends AsyncDisposable {
	readonly sandbox: Sandbox;
	readonly gates: Readonly<Record<Host, Gate>>;
	readonly project: SandboxProject;
	readonly player: SandboxPlayer;
	readonly address: PlayerAddress;
	readonly channel: ChannelAddress;
	readonly rule: SandboxBanRule;
	readonly written: Readonly<Written>;
	readonly secrets: string[];
	readonly lines: string[];
	/** Runs before each wait of the client, which takes no time. */
	beforeWait: () => Promise<void>;
	/** Milliseconds that an attempt takes: while an answer is awaited, time passes. */
	attemptMs: number;
	/** A client of these hosts. */
	client(hosts: Readonly<Record<Host, URL>>, timeoutMs: number): AgoraClient;
	/** The subject's own requests that arrived. */
	own(): RecordedRequest[];
	hostOf(request: RecordedRequest): Host | undefined;
}

export async function openStage(subject: Subject): Promise<Stage> {
	const clock = new SimulatedClock({ time: NOW, skipsSleeps: true });
	const limiter = new RateLimiter(clock);
	const sandbox = await startSandbox({ clock, customerSecret: PLANTED.customerSecret });
	const opened = await Promise.all(HOSTS.map(async (host) => [host, await Gate.to(sandbox.url)] as const));
	const gates = Object.fromEntries(opened) as Record<Host, Gate>;
	const { state } = sandbox;
	const project = state.addProject({ appCertificate: PLANTED.certificate, createdAt: NOW - 3_600_000 });
	const player = state.addPlayer({
		appId: project.appId,
		channelName: 'class32',
		uid: 101,
		streamUrl: PLANTED.streamUrl,
		createdAt: NOW - 3_600_000,
		heldStatus: 'running',
	});
	const { appId } = project;
	const channelName = 'class32';
	state.channels.add({ appId, name: channelName, hosts: [{ uid: 101 }], audience: [{ uid: 5897 }] });
	const rule = state.banRules.add({ appId, uid: 7, channelName, createdAt: NOW - 600_000 });
	const written: Written = {
		enabled: 0,
		recordingServer: 0,
		certificateEnabled: 0,
		appCertificate: 0,
		sequence: 0,
		bans: 0,
		changedBans: 0,
	};
	for (const key of ['enabled', 'recordingServer', 'certificateEnabled', 'appCertificate'] as const) {
		onWrite(project, key, () => {
			written[key] += 1;
		});
	}
	onWrite(player, 'sequence', () => {
		written.sequence += 1;
	});
	onWrite(rule, 'updatedAt', () => {
		written.changedBans += 1;
	});
	const { banRules } = state;
	const addBan = banRules.add.bind(banRules);
	banRules.add = (ban) => {
		written.bans += 1;
		return addBan(ban);
	};
	const ownPath = pathOf(subject);
	const lines: string[] = [];
	const add = (line: string): void => void lines.push(line);
	const taking = async <T>(attempt: () => Promise<T>): Promise<T> => {
		const before = stage.own().length;
		try {
			return await attempt();
		} finally {
			clock.skip(stage.attemptMs * (stage.own().length - before));
		}
	};
	const stage: Stage = {
		sandbox,
		gates,
		project,
		player,
		address: { region: 'na', appId, id: player.id },
		channel: { appId, channelName },
		rule,
		written,
		secrets: [Buffer.from(`${sandbox.customerId}:${sandbox.customerSecret}`).toString('base64')],
		lines,
		beforeWait: async () => undefined,
		attemptMs: 0,
		client: ({ P, A, B, O, N }, timeoutMs) =>
			new AgoraClient({
				hosts: {
					own: { primary: P, neighbours: [A, B] },
					other: { primary: O, neighbours: [N] },
				},
				credentials: sandbox,
				log: { debug: add, info: add, warn: add },
				timeoutMs,
				rateLimiter: {
					run: (call, task) => limiter.run(call, () => taking(task)),
					availableFrom: (call) => limiter.availableFrom(call),
				},
				random: () => 0,
				clock,
			}),
		own: () =>
			sandbox.requests.filter(
				({ method, url }) => method === operationOf(subject.operation).method && ownPath.test(url),
			),
		hostOf: ({ headers }) => HOSTS.find((host) => gates[host].url.host === headers.host),
		async [Symbol.asyncDispose]() {
			await Promise.all(Object.values(gates).map((gate) => gate.close()));
			await sandbox.stop();
		},
	};
	clock.duringSleep = () => stage.beforeWait();
	return stage;
}

/** Matches the operation's path, with a query or without, and no longer one. */
export function pathOf({ operation }: Subject): RegExp {
	return new RegExp(`^${operationOf(operation).path.replaceAll(/\{\w+\}/g, '[^/?]+')}(\\?|$)`);
}

/** Tells of each time that something is written to `key`, be it what was there before. */
function onWrite<T extends object, K extends keyof T>(target: T, key: K, told: () => void): void {
	let value = target[key];
	Object.defineProperty(target, key, {
		enumerable: true,
		get: () => value,
		set: (next: T[K]) => {
			value = next;
			told();
		},
	});
}
