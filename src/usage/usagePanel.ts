import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { ProjectRef } from '../agora/console/projects';
import { getUsage } from '../agora/console/usage';
import type { AgoraSession } from '../agora/session';
import type { Clock } from '../platform/clock';
import { type Disposable, DisposableStore } from '../platform/disposable';
import { parseToExtension, type ToWebview } from '../shared/usageMessages';
import { type Business, businesses, type RangePreset } from '../shared/usageWords';
import { dayOf } from './day';
import { panelHtml } from './panelHtml';
import { rangeOf, sameRange } from './range';
import { UsageReading } from './reading';
import { usageStrings } from './strings';

export interface UsagePanelOptions {
	readonly project: ProjectRef;
	readonly session: AgoraSession;
	readonly extensionUri: vscode.Uri;
	readonly clock: Clock;
	/** A sentence for the user about a failed reading, free of secrets. */
	readonly describeError: (error: unknown) => string;
	readonly onDidDispose: () => void;
}

/**
 * The usage of one project, as one account, in one editor tab. The figures live here, so the webview may be torn
 * down while hidden and gets them again, without another call, when it is back.
 */
export class UsagePanel implements Disposable {
	private readonly options: UsagePanelOptions;
	private readonly panel: vscode.WebviewPanel;
	private readonly reading: UsageReading;
	private readonly store = new DisposableStore();
	private preset: RangePreset = 'last30Days';
	private includeToday = false;

	constructor(options: UsagePanelOptions) {
		this.options = options;
		const resources = vscode.Uri.joinPath(options.extensionUri, 'dist');
		this.panel = this.store.add(
			vscode.window.createWebviewPanel(
				'agora.usage',
				vscode.l10n.t('Usage: {0}', options.project.name),
				vscode.ViewColumn.Active,
				{ enableScripts: true, enableFindWidget: true, localResourceRoots: [resources] },
			),
		);
		this.reading = this.store.add(
			new UsageReading({
				read: (query, signal) => getUsage(options.session.client, query, signal),
				projectId: options.project.id,
				clock: options.clock,
				onDidChange: (business) => this.postFigures(business),
			}),
		);
		const { webview } = this.panel;
		this.store.add(webview.onDidReceiveMessage((message) => this.receive(message)));
		this.store.add(
			this.panel.onDidDispose(() => {
				this.store.dispose();
				options.onDidDispose();
			}),
		);
		webview.html = panelHtml({
			nonce: randomBytes(16).toString('base64url'),
			cspSource: webview.cspSource,
			script: webview.asWebviewUri(vscode.Uri.joinPath(resources, 'usage.js')).toString(),
			style: webview.asWebviewUri(vscode.Uri.joinPath(resources, 'usage.css')).toString(),
		});
	}

	reveal(): void {
		this.panel.reveal();
	}

	/** Reads the figures again where some could not be read. */
	readAgain(): void {
		const failed = businesses.find((business) => this.reading.known(business).error !== undefined);
		if (failed) {
			this.read(failed);
		}
	}

	dispose(): void {
		this.panel.dispose();
	}

	private receive(raw: unknown): void {
		const message = parseToExtension(raw);
		switch (message?.type) {
			case 'ready':
				this.greet(message.business);
				break;
			case 'query':
				this.preset = message.preset;
				this.includeToday = message.includeToday;
				this.read(message.business);
				break;
			case 'refresh':
				this.read(message.business);
				break;
		}
	}

	/** Tells a webview that has just been loaded everything, and reads only what is not known for today's range. */
	private greet(business: Business): void {
		this.post({
			type: 'init',
			locale: vscode.env.language,
			project: this.options.project.name,
			account: this.options.session.accountLabel,
			strings: usageStrings(),
		});
		const range = rangeOf(this.preset, this.includeToday, this.options.clock.now());
		if (!this.reading.range || !sameRange(this.reading.range, range)) {
			this.read(business);
			return;
		}
		this.postRange();
		for (const each of businesses) {
			this.postFigures(each);
		}
	}

	private read(first: Business): void {
		const range = rangeOf(this.preset, this.includeToday, this.options.clock.now());
		this.postRange();
		void this.reading.start(range, first);
	}

	private postRange(): void {
		const now = this.options.clock.now();
		this.post({
			type: 'range',
			preset: this.preset,
			includeToday: this.includeToday,
			...rangeOf(this.preset, this.includeToday, now),
			today: dayOf(now),
		});
	}

	private postFigures(business: Business): void {
		const { value, readAt, error, loading } = this.reading.known(business);
		this.post({
			type: 'figures',
			business,
			loading,
			known: value && readAt !== undefined ? { report: value, readAt } : null,
			failure: error === undefined ? null : this.options.describeError(error),
		});
	}

	private post(message: ToWebview): void {
		void this.panel.webview.postMessage(message);
	}
}
