import { homedir, release } from 'node:os';
import * as vscode from 'vscode';
import { type Credentials, CurrentCredentials } from '../agora/credentials';
import type { KnownSecrets } from '../agora/knownSecrets';
import { isObject } from '../agora/parsing';
import type { AgoraSession, SessionSource } from '../agora/session';
import { type Clock, wallTime } from '../common/clock';
import type { Loadable } from '../common/loadable';
import { showInformationMessage } from '../ui/dialogs';
import { notifyDone, notifyFailure } from '../ui/notify';
import { type BundleFacts, type BundleFile, bundleFiles, type Setting, zipFiles } from './bundleFiles';
import type { History } from './history';
import type { RecentLog } from './recentLog';

const SCHEME = 'agora-support';

/** Shows everything that a support bundle would hold, and saves it as a ZIP file where the user then wants it. */
export async function createBundle(parts: SupportParts): Promise<void> {
	const { facts, secrets } = await gatherFacts(parts);
	const files = bundleFiles(facts, secrets);
	await show(files, facts.createdAt);
	const save = vscode.l10n.t('Save as ZIP…');
	const chosen = await showInformationMessage(
		vscode.l10n.t('This is everything the support bundle will contain. Nothing has been saved or sent.'),
		save,
	);
	if (chosen === save) {
		const day = new Date(facts.createdAt).toISOString().slice(0, 10);
		await saveAs(`agora-support-${day}.zip`, files);
	}
}

/** A read-only document with the files one after the other, word for word. */
async function show(files: readonly BundleFile[], createdAt: number): Promise<void> {
	const uri = vscode.Uri.from({
		scheme: SCHEME,
		path: `/${vscode.l10n.t('Agora Support Bundle')}.txt`,
		// Each bundle is a document of its own, lest VS Code show an earlier one.
		query: String(createdAt),
	});
	const text = files.map((file) => `=== ${file.name} ===\n\n${file.text}`).join('\n');
	const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
		provideTextDocumentContent: (asked) => (asked.query === uri.query ? text : undefined),
	});
	try {
		const document = await vscode.workspace.openTextDocument(uri);
		await vscode.window.showTextDocument(document, { preview: true });
	} finally {
		provider.dispose();
	}
}

async function saveAs(name: string, files: readonly BundleFile[]): Promise<void> {
	const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
	const target = await vscode.window.showSaveDialog({
		defaultUri: vscode.Uri.joinPath(folder, name),
		filters: { ZIP: ['zip'] },
		title: vscode.l10n.t('Save Support Bundle'),
	});
	if (!target) {
		return;
	}
	try {
		await vscode.workspace.fs.writeFile(target, zipFiles(files));
	} catch (error) {
		await notifyFailure(vscode.l10n.t('Save support bundle'), error, () => saveAs(name, files));
		return;
	}
	notifyDone(vscode.l10n.t('Support bundle saved'));
}

interface SupportProject {
	readonly appId: string;
	readonly appCertificate: string | undefined;
}

/** What a bundle is made of. */
export interface SupportParts {
	readonly extension: { readonly packageJSON: unknown };
	readonly clock: Clock;
	readonly log: Pick<RecentLog, 'lines'>;
	readonly history: Pick<History, 'entries'>;
	readonly known: Pick<KnownSecrets, 'values'>;
	readonly sessions: Pick<SessionSource, 'current'>;
	readonly accounts: {
		readonly stored: readonly { readonly id: string; readonly label: string; readonly area: string }[];
		/** Undefined where the secret storage has none. */
		credentials(accountId: string): Promise<Credentials | undefined>;
	};
	readonly projects: { readonly loadable: Loadable<readonly SupportProject[]> };
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
	const projects = parts.projects.loadable.value;
	const session = sessions.current;
	const secrets = [
		...parts.known.values,
		...stored.flatMap(({ credentials }) => credentials && hiddenOf(new CurrentCredentials(credentials))),
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
function hiddenOf({ customerId, signature }: CurrentCredentials): readonly string[] {
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
