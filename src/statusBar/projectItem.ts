import * as vscode from 'vscode';
import type { AgoraClient } from '../agora/client';
import type { Project } from '../agora/console/projects';
import type { AgoraSession, SessionSource } from '../agora/session';
import { type Clock, wallTime } from '../common/clock';
import { type Disposable, DisposableStore } from '../common/disposable';
import type { Event } from '../common/emitter';
import type { Loadable } from '../common/loadable';
import { commandLink } from '../ui/commands';
import { errorText } from '../ui/errorText';
import { appendInert, withIcon } from '../ui/inertText';
import { absoluteTime, type HowActive, howActiveText, projectStatusText } from '../ui/text';

export interface ProjectStatusItemDeps {
	readonly sessions: SessionSource;
	readonly projects: { readonly loadable: Loadable<readonly Project[]>; readonly onDidChange: Event<void> };
	readonly active: {
		readonly current: Project | undefined;
		readonly how: HowActive | undefined;
		readonly onDidChange: Event<void>;
	};
	/** The account that this window is signed in to, or signs in to on first use. */
	readonly accountLabel: () => string | undefined;
	readonly clock: Clock;
}

/** The status-bar item “Agora: active project”: the account and project of the window, and problems with them. */
export class ProjectStatusItem implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #deps: ProjectStatusItemDeps;
	readonly #item: vscode.StatusBarItem;
	#session: AgoraSession | undefined;
	#clientChanges: Disposable | undefined;

	constructor(deps: ProjectStatusItemDeps) {
		this.#deps = deps;
		this.#item = this.#subscriptions.add(
			vscode.window.createStatusBarItem('agora.status.project', vscode.StatusBarAlignment.Left, 0),
		);
		this.#item.name = vscode.l10n.t('Agora: Active Project');
		this.#subscriptions.add(deps.sessions.onDidChange(() => this.#onSessionChange()));
		for (const { onDidChange } of [deps.sessions, deps.projects, deps.active]) {
			this.#subscriptions.add(onDidChange(() => this.#update()));
		}
		this.#onSessionChange();
		this.#update();
		this.#item.show();
	}

	dispose(): void {
		this.#clientChanges?.dispose();
		this.#subscriptions.dispose();
	}

	#onSessionChange(): void {
		const session = this.#deps.sessions.current;
		if (session !== this.#session) {
			this.#session = session;
			this.#clientChanges?.dispose();
			this.#clientChanges = session && this.#subscribeTo(session.client);
		}
	}

	#subscribeTo(client: AgoraClient): Disposable {
		const changes = new DisposableStore();
		changes.add(client.onDidChangeHost(() => this.#update()));
		changes.add(client.onDidRateLimit(() => this.#update()));
		changes.add(client.credentials.onDidChangeRefused(() => this.#update()));
		return changes;
	}

	#update(): void {
		const { sessions, active, accountLabel } = this.#deps;
		const label = accountLabel();
		const refused = sessions.current?.client.credentials.isRefused ?? false;
		if (label === undefined) {
			const text = vscode.l10n.t('Agora: Sign In');
			this.#item.text = withIcon('sign-in', text);
			this.#item.accessibilityInformation = { label: text };
			this.#item.command = 'agora.account.signIn';
			this.#item.tooltip = vscode.l10n.t('Sign in to your Agora.io account');
		} else {
			const text = `${label} · ${projectText(active.current, active.how)}`;
			const problem = this.#problem();
			this.#item.text = withIcon(problem === undefined ? 'broadcast' : 'warning', text);
			this.#item.accessibilityInformation = {
				label: [`Agora: ${text}`, problem].filter((part) => part !== undefined).join(', '),
			};
			this.#item.command = 'agora.project.select';
			this.#item.tooltip = this.#tooltip(label, problem);
		}
		this.#item.backgroundColor = refused
			? new vscode.ThemeColor('statusBarItem.warningBackground')
			: undefined;
	}

	#problem(): string | undefined {
		const { sessions, projects } = this.#deps;
		const { error } = projects.loadable;
		if (error !== undefined) {
			return errorText(error);
		}
		return sessions.current?.client.credentials.isRefused
			? vscode.l10n.t('Agora refuses the credentials (401).')
			: undefined;
	}

	#paceText({ rateLimitedUntil }: AgoraClient): string {
		return rateLimitedUntil > this.#deps.clock.monotonic()
			? vscode.l10n.t(
					'reached; calls wait until {0}',
					absoluteTime(wallTime(rateLimitedUntil, this.#deps.clock)),
				)
			: vscode.l10n.t('not reached');
	}

	#tooltip(label: string, problem: string | undefined): vscode.MarkdownString {
		const { sessions, projects, active } = this.#deps;
		const { loadedAt } = projects.loadable;
		const { current: project, how } = active;
		const session = sessions.current;
		const lines: [string, string | undefined][] = [
			[vscode.l10n.t('Account'), label],
			[vscode.l10n.t('Server'), session && hostText(session.client)],
			[vscode.l10n.t('Project'), project?.name],
			[vscode.l10n.t('Active project'), how && howActiveText(how)],
			[vscode.l10n.t('App ID'), project?.appId],
			[vscode.l10n.t('Status'), project && projectStatusText(project)],
			[vscode.l10n.t('Rate limit'), session && this.#paceText(session.client)],
			[
				vscode.l10n.t('Last refresh'),
				loadedAt === undefined ? undefined : absoluteTime(wallTime(loadedAt, this.#deps.clock)),
			],
			[vscode.l10n.t('Problem'), problem],
		];
		const tooltip = new vscode.MarkdownString();
		tooltip.isTrusted = {
			enabledCommands: [
				'agora.project.select',
				'agora.account.switch',
				'agora.usage.show',
				'agora.projects.refresh',
			],
		};
		for (const [name, value] of lines) {
			if (value !== undefined) {
				appendInert(tooltip.appendMarkdown(`**${name}** `), value).appendMarkdown('  \n');
			}
		}
		return tooltip.appendMarkdown(
			`\n\n---\n\n${[
				commandLink(vscode.l10n.t('Select Project'), 'agora.project.select'),
				commandLink(vscode.l10n.t('Switch Account'), 'agora.account.switch'),
				commandLink(vscode.l10n.t('Show Usage'), 'agora.usage.show'),
				commandLink(vscode.l10n.t('Refresh'), 'agora.projects.refresh'),
			].join(' · ')}`,
		);
	}
}

/** The name of the active project and the file it was found in, unless the user chose it. */
function projectText(project: Project | undefined, how: HowActive | undefined): string {
	if (!project) {
		return vscode.l10n.t('no active project');
	}
	return how && 'foundIn' in how ? `${project.name} (${how.foundIn})` : project.name;
}

/** The host that requests go to, and why it is not the primary one. */
function hostText({ host: { url, reason, code }, isPrimaryChosen }: AgoraClient): string {
	const { host } = url;
	switch (reason) {
		case 'dns':
			return vscode.l10n.t('{0}, because the name of the primary server could not be resolved', host);
		case 'timeout':
			return vscode.l10n.t('{0}, because the primary server did not respond in time', host);
		case 'network':
			return vscode.l10n.t(
				'{0}, because the primary server could not be reached ({1})',
				host,
				code ?? vscode.l10n.t('connection lost'),
			);
		default:
			return isPrimaryChosen ? vscode.l10n.t('{0} (chosen)', host) : host;
	}
}
