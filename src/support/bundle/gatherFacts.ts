import { release } from 'node:os';
import * as vscode from 'vscode';
import { type Credentials, CredentialsInUse } from '../../agora/http/credentials';
import type { KnownSecrets } from '../../agora/http/knownSecrets';
import { isObject } from '../../agora/lenient';
import type { AgoraSession, SessionSource } from '../../agora/session';
import { type Clock, wallTime } from '../../platform/clock';
import type { Known } from '../../platform/known';
import type { History } from '../history';
import type { KeptLog } from '../keptLog';
import type { BundleFacts } from './bundleFiles';
import type { Setting } from './changedSettings';

interface SupportProject {
	readonly appId: string;
	readonly appCertificate: string | undefined;
}

/** What a bundle is made of. */
export interface SupportParts {
	readonly extension: { readonly packageJSON: unknown };
	readonly clock: Clock;
	readonly log: Pick<KeptLog, 'lines'>;
	readonly history: Pick<History, 'entries'>;
	readonly known: Pick<KnownSecrets, 'values'>;
	readonly sessions: Pick<SessionSource, 'current'>;
	readonly accounts: {
		readonly stored: readonly { readonly id: string; readonly label: string; readonly area: string }[];
		/** Undefined where the secret storage has none. */
		credentials(accountId: string): Promise<Credentials | undefined>;
	};
	readonly projects: { readonly known: Known<readonly SupportProject[]> };
	readonly players: { players(appId: string): readonly { readonly condition: string }[] };
}

/** Everything that goes into a bundle, and what is known to be secret and must not. */
export async function gatherFacts(
	parts: SupportParts,
): Promise<{ readonly facts: BundleFacts; readonly secrets: readonly string[] }> {
	const { clock, log, history, sessions } = parts;
	const manifest = parts.extension.packageJSON;
	const stored = await Promise.all(
		parts.accounts.stored.map(async ({ id, label, area }) => {
			const credentials = await parts.accounts.credentials(id).catch(() => undefined);
			return { account: { id, label, area, customerId: credentials?.customerId }, credentials };
		}),
	);
	const projects = parts.projects.known.value;
	const session = sessions.current;
	const secrets = [
		...parts.known.values,
		...stored.flatMap(({ credentials }) => credentials && hiddenOf(new CredentialsInUse(credentials))),
		...(session ? hiddenOf(session.client.credentials) : []),
		...(projects?.map(({ appCertificate }) => appCertificate) ?? []),
	];
	const facts: BundleFacts = {
		createdAt: clock.now(),
		versions: {
			extension: textAt(manifest, 'version'),
			vsCode: vscode.version,
			host: `${vscode.env.appHost}, ${vscode.UIKind[vscode.env.uiKind]}, remote: ${remoteKind()}`,
			language: vscode.env.language,
			system: `${process.platform} ${process.arch} ${release()}`,
			node: process.versions.node,
		},
		settings: settingsOf(manifest),
		accounts: stored.map(({ account }) => account),
		session: session && sessionFacts(session, clock),
		counts: {
			projects: projects?.length,
			playersByCondition: countByCondition(projects?.flatMap(({ appId }) => parts.players.players(appId))),
		},
		log: log.lines,
		history: history.entries,
	};
	return { facts, secrets: secrets.filter((secret) => secret !== undefined) };
}

/** The secrets, and the Customer ID, which is told in a masked form only. */
function hiddenOf({ customerId, signature }: CredentialsInUse): readonly string[] {
	return [customerId, ...signature.secrets];
}

function sessionFacts({ accountId, accountLabel, area, client }: AgoraSession, clock: Clock) {
	const { url, reason, code } = client.host;
	return {
		...{ accountId, accountLabel, area },
		host: url.host,
		hostReason: code === undefined ? reason : `${reason} ${code}`,
		pacedUntil: wallTime(client.pacedUntil, clock),
		credentialsRefused: client.credentials.refused,
	};
}

function countByCondition(players: readonly { readonly condition: string }[] = []): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { condition } of players) {
		counts[condition] = (counts[condition] ?? 0) + 1;
	}
	return counts;
}

/** The kind only, such as `wsl`: some remotes are called by the address of a machine. */
function remoteKind(): string {
	const { remoteName = 'none' } = vscode.env;
	return /^[a-z-]+$/.test(remoteName) ? remoteName : 'other';
}

/** The settings that the manifest declares. */
function settingsOf(manifest: unknown): Setting[] {
	const properties = at(at(at(manifest, 'contributes'), 'configuration'), 'properties');
	const configuration = vscode.workspace.getConfiguration();
	return Object.entries(isObject(properties) ? properties : {}).map(([key, schema]) => {
		const words = at(schema, 'enum');
		return {
			key,
			schema: Array.isArray(words) ? { enum: words } : {},
			default: configuration.inspect(key)?.defaultValue,
			value: configuration.get(key),
		};
	});
}

function at(value: unknown, key: string): unknown {
	return isObject(value) ? value[key] : undefined;
}

function textAt(value: unknown, key: string): string {
	return String(at(value, key));
}
