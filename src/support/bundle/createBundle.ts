import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { showInformationMessage } from '../../ui/dialogs';
import { notifyDone, notifyFailure } from '../../ui/notify';
import { type BundleFile, bundleFiles } from './bundleFiles';
import { gatherFacts, type SupportParts } from './gatherFacts';
import { zipFiles } from './zipFiles';

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
