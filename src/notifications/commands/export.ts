import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { redactNotification } from '../../agora/notifications/redactNotification';
import { offerNext } from '../../ui/notify';
import { countText } from '../../ui/text';
import type { NotificationFilter } from '../notificationFilter';
import { notificationText } from '../notificationText';
import type { ReceivedNotification, ReceivedNotifications } from '../receivedNotifications';
import type { ItemFacts } from '../tree/notificationItems';
import { countOf } from '../tree/notificationView';

interface ExportDeps {
	readonly received: Pick<ReceivedNotifications, 'all'>;
	readonly filter: NotificationFilter;
	readonly facts: ItemFacts;
}

/** Writes the notifications that are shown to a file, oldest first, one line of JSON for each, without secrets. */
export async function exportNotifications({ received, filter, facts }: ExportDeps): Promise<void> {
	const { all } = received;
	const shown = filter.apply(all, facts).toReversed();
	if (shown.length === 0) {
		throw new Error(vscode.l10n.t('There are no notifications to export.'));
	}
	const name = `agora-notifications-${new Date(facts.now()).toISOString().slice(0, 10)}.jsonl`;
	const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
	const target = await vscode.window.showSaveDialog({
		title:
			shown.length === all.length
				? vscode.l10n.t('Export Notifications')
				: vscode.l10n.t('Export Notifications ({0})', countOf(shown.length, all.length)),
		filters: { 'JSON Lines': ['jsonl'] },
		defaultUri: vscode.Uri.joinPath(folder, name),
	});
	if (!target) {
		return;
	}
	const lines = shown.map((each) => `${exportedLine(each, facts)}\n`);
	await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(lines.join('')));
	const fileName = target.path.split('/').at(-1) ?? name;
	const open = async () => void (await vscode.window.showTextDocument(target));
	void offerNext(vscode.l10n.t('{0} notifications exported to {1}', countText(shown.length), fileName), [
		{ label: vscode.l10n.t('Open'), run: open },
	]);
}

/** The body is the last field, as Agora sent it but without secrets; a text if it is not JSON. */
function exportedLine(
	{ content, body, state, appId, deliveries, count }: ReceivedNotification,
	facts: ItemFacts,
): string {
	const line = {
		receivedAt: new Date(deliveries[0]?.receivedAt ?? 0).toISOString(),
		deliveries: count,
		event: notificationText(content, facts),
		signature: state,
		project: facts.projectName(appId),
		appId,
	};
	const redacted = redactNotification(body);
	return `${JSON.stringify(line).slice(0, -1)},"body":${isJson(redacted) ? redacted : JSON.stringify(redacted)}}`;
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
