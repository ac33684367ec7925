import * as vscode from 'vscode';
import type { Clock } from '../../platform/clock';
import { absoluteTime, relativeTime } from '../../ui/time';
import type { ProjectNode } from './projectNode';

type Detail = 'appId' | 'certificate' | 'status' | 'created' | 'recordingServer';

/** The row of one fact under a project. The certificate's value never reaches the row. */
export class DetailNode {
	readonly parent: ProjectNode;
	private readonly detail: Detail;
	private readonly label: string;
	private readonly text: string;
	private readonly icon: string;
	private readonly tooltip: string | undefined;

	private constructor(
		parent: ProjectNode,
		detail: Detail,
		label: string,
		text: string,
		icon: string,
		tooltip?: string,
	) {
		this.parent = parent;
		this.detail = detail;
		this.label = label;
		this.text = text;
		this.icon = icon;
		this.tooltip = tooltip;
	}

	static of(parent: ProjectNode, clock: Clock): DetailNode[] {
		const { project } = parent;
		const nodes = [
			new DetailNode(
				parent,
				'appId',
				vscode.l10n.t('App ID'),
				project.appId || vscode.l10n.t('unknown'),
				'key',
			),
			new DetailNode(
				parent,
				'certificate',
				vscode.l10n.t('App Certificate'),
				project.appCertificate === undefined ? vscode.l10n.t('not enabled') : '••••••••',
				project.appCertificate === undefined ? 'unlock' : 'lock',
			),
			new DetailNode(
				parent,
				'status',
				vscode.l10n.t('Status'),
				project.enabled ? vscode.l10n.t('enabled') : vscode.l10n.t('disabled'),
				project.enabled ? 'pass' : 'circle-slash',
			),
		];
		if (project.createdAt) {
			const created = project.createdAt.getTime();
			const text = relativeTime(created, clock.now());
			nodes.push(
				new DetailNode(parent, 'created', vscode.l10n.t('Created'), text, 'calendar', absoluteTime(created)),
			);
		}
		if (project.recordingServer !== undefined) {
			const label = vscode.l10n.t('Recording Server (legacy)');
			nodes.push(new DetailNode(parent, 'recordingServer', label, project.recordingServer, 'server'));
		}
		return nodes;
	}

	get id(): string {
		return `${this.parent.id}:${this.detail}`;
	}

	toTreeItem(): vscode.TreeItem {
		const item = new vscode.TreeItem(this.label);
		item.id = this.id;
		item.description = this.text;
		item.contextValue = `detail;${this.detail}${this.certificateMark()}`;
		item.iconPath = new vscode.ThemeIcon(this.icon);
		item.tooltip = this.tooltip ?? `${this.label}: ${this.text}`;
		return item;
	}

	private certificateMark(): string {
		return this.detail === 'certificate' && this.parent.project.appCertificate !== undefined
			? ';readable'
			: '';
	}
}
