import { homedir, release } from 'node:os';
import * as vscode from 'vscode';
import { type Credentials, CurrentCredentials } from '../agora/credentials';
import { isObject } from '../agora/parsing';
import type { KnownSecrets } from '../agora/redact';
import type { AgoraSession, SessionSource } from '../agora/session';
import { type Clock, wallTime } from '../common/clock';
import type { Loadable } from '../common/loadable';
import { showInformationMessage } from '../ui/dialogs';
import { notifyDone, notifyFailure } from '../ui/notify';
import { type BundleFacts, type BundleFile, bundleFiles, type Setting, zipFiles } from './bundleFiles';
import type { History } from './history';
import type { RecentLog } from './recentLog';

const SCHEME = 'agora-support';

/** What a bundle is made of. */
export interface BundleDeps {
	readonly clock: Clock;
	readonly log: Pick<RecentLog, 'lines'>;
	readonly history: Pick<History, 'entries'>;
	readonly knownSecrets: Pick<KnownSecrets, 'values'>;
	readonly sessions: Pick<SessionSource, 'current'>;
	readonly accounts: {
		readonly stored: readonly { readonly id: string; readonly label: string; readonly area: string }[];
		/** Undefined where the secret storage has none. */
		credentials(accountId: string): Promise<Credentials | undefined>;
	};
	readonly projects: { readonly loadable: Loadable<readonly SupportProject[]> };
	readonly players: { players(appId: string): readonly { readonly condition: string }[] };
}

interface SupportProject {
	readonly appId: string;
	readonly appCertificate: string | undefined;
}

/**
 * Shows the whole content of a support bundle, and saves it as a ZIP file if the user then wants that.
 *
 * @param manifest the extension's package.json
 */
export async function createBundle(manifest: unknown, deps: BundleDeps): Promise<void> {
	const { facts, secrets } = await gatherFacts(manifest, deps);
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

/** Opens a read-only document with the text of all files. */
async function show(files: readonly BundleFile[], createdAt: number): Promise<void> {
	const uri = vscode.Uri.from({
		scheme: SCHEME,
		path: `/${vscode.l10n.t('Agora Support Bundle')}.txt`,
		// Makes each bundle a document of its own; VS Code would show an earlier one again.
		query: String(createdAt),
	});
	const text = files.map((file) => `=== ${file.name} ===\n\n${file.text}`).join('\n');
	const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
		provideTextDocumentContent: ({ query }) => (query === uri.query ? text : undefined),
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

/** The facts of a bundle, and the secrets that must be removed from them. */
async function gatherFacts(
	manifest: unknown,
	{ clock, log, history, knownSecrets, sessions, accounts, projects, players }: BundleDeps,
): Promise<{ readonly facts: BundleFacts; readonly secrets: readonly string[] }> {
	const stored = await Promise.all(
		accounts.stored.map(async ({ id, label, area }) => {
			const credentials = await accounts.credentials(id).catch(() => undefined);
			return { account: { id, label, area, customerId: credentials?.customerId }, credentials };
		}),
	);
	const loadedProjects = projects.loadable.value;
	const session = sessions.current;
	const secrets = [
		...knownSecrets.values,
		...stored.flatMap(({ credentials }) => credentials && hiddenOf(new CurrentCredentials(credentials))),
		...(session ? hiddenOf(session.client.credentials) : []),
		...(loadedProjects?.map(({ appCertificate }) => appCertificate) ?? []),
	];
	const facts: BundleFacts = {
		createdAt: clock.now(),
		versions: {
			extension: String(at(manifest, 'version')),
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
			projects: loadedProjects?.length,
			playersByCondition: countByCondition(loadedProjects?.flatMap(({ appId }) => players.players(appId))),
		},
		log: log.lines,
		history: history.entries,
	};
	return { facts, secrets: secrets.filter((secret) => secret !== undefined) };
}

/** The secrets, and the Customer ID, which a bundle shows in masked form only. */
function hiddenOf({ customerId, signature }: CurrentCredentials): readonly string[] {
	return [customerId, ...signature.secrets];
}

function sessionFacts({ accountId, accountLabel, area, client }: AgoraSession, clock: Clock) {
	const { url, reason, code } = client.host;
	return {
		...{ accountId, accountLabel, area },
		host: url.host,
		hostReason: code === undefined ? reason : `${reason} ${code}`,
		pacedUntil: wallTime(client.rateLimitedUntil, clock),
		credentialsRefused: client.credentials.isRefused,
	};
}

function countByCondition(players: readonly { readonly condition: string }[] = []): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { condition } of players) {
		counts[condition] = (counts[condition] ?? 0) + 1;
	}
	return counts;
}

/** The kind of the remote only, such as `wsl`: the name may be the address of a machine. */
function remoteKind(): string {
	const { remoteName = 'none' } = vscode.env;
	return /^[a-z-]+$/.test(remoteName) ? remoteName : 'other';
}

/** The settings that the manifest declares. */
function settingsOf(manifest: unknown): Setting[] {
	const sections = at(at(manifest, 'contributes'), 'configuration');
	const configuration = vscode.workspace.getConfiguration();
	const all = Array.isArray(sections) ? sections.map((section: unknown) => at(section, 'properties')) : [];
	const properties = all.filter(isObject).flatMap((each) => Object.entries(each));
	return properties.map(([key, schema]) => {
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
