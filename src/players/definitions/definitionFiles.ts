import * as vscode from 'vscode';
import { showQuickPick } from '../../ui/dialogs';
import { DEFINITION_FILES, isDefinitionFile } from './definitionSyntax';

/**
 * Opens a new definition in an editor without saving it. Its name is not used in the workspace's folder, so that VS Code can save
 * it there without asking.
 */
export async function openNewDefinition(baseName: string, text: string): Promise<void> {
	const uri = await freeUri(baseName.replace(/[^\w-]+/g, '-') || 'player');
	const document = await vscode.workspace.openTextDocument(uri);
	const edit = new vscode.WorkspaceEdit();
	edit.insert(uri, new vscode.Position(0, 0), text);
	await vscode.workspace.applyEdit(edit);
	await vscode.languages.setTextDocumentLanguage(document, 'jsonc');
	await vscode.window.showTextDocument(document, { preview: false });
}

async function freeUri(baseName: string): Promise<vscode.Uri> {
	const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
	for (let count = 1; ; count += 1) {
		const file = `${baseName}${count === 1 ? '' : `-${count}`}.agora-player.json`;
		const uri = folder
			? vscode.Uri.joinPath(folder, file).with({ scheme: 'untitled' })
			: vscode.Uri.from({ scheme: 'untitled', path: file });
		const isOpen = vscode.workspace.textDocuments.some((each) => each.uri.toString() === uri.toString());
		if (!isOpen && !(folder && (await exists(vscode.Uri.joinPath(folder, file))))) {
			return uri;
		}
	}
}

async function exists(uri: vscode.Uri): Promise<boolean> {
	return await vscode.workspace.fs.stat(uri).then(
		() => true,
		() => false,
	);
}

/**
 * The definition that a command applies to: the file it was called on, else the one in the active editor, else one of the workspace
 * that the user picks. Undefined if the user cancelled. Other arguments are ignored, since any extension may call a command.
 *
 * @throws Error for a file that is neither in a folder of the workspace nor open in an editor.
 */
export async function pickDefinition(
	argument: unknown,
	title: string,
): Promise<vscode.TextDocument | undefined> {
	if (argument instanceof vscode.Uri && isDefinitionFile(argument)) {
		if (!isInWorkspace(argument) && !isInEditor(argument)) {
			throw new Error(
				vscode.l10n.t(
					'The file “{0}” is neither in a folder of this workspace nor open in an editor, so it is not used. Open it first.',
					argument.path,
				),
			);
		}
		return await vscode.workspace.openTextDocument(argument);
	}
	const active = vscode.window.activeTextEditor?.document;
	if (active && isDefinitionFile(active.uri)) {
		return active;
	}
	const files = await vscode.workspace.findFiles(DEFINITION_FILES, '**/node_modules/**', 200);
	if (files.length === 0) {
		throw new Error(
			vscode.l10n.t('No definition file is open. Create one with New Cloud Player Definition.'),
		);
	}
	const items = files.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
	const placeHolder = vscode.l10n.t('Choose a definition file');
	const item = await showQuickPick(items, { title, placeHolder });
	return item && (await vscode.workspace.openTextDocument(item.uri));
}

/** `..` could leave the folder. */
function isInWorkspace(uri: vscode.Uri): boolean {
	return !uri.path.split(/[\\/]/).includes('..') && vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}

/** A document alone proves nothing: any extension can open one without an editor. */
function isInEditor(uri: vscode.Uri): boolean {
	const wanted = uri.toString();
	const inTab = vscode.window.tabGroups.all
		.flatMap(({ tabs }) => tabs)
		.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === wanted);
	return inTab || vscode.window.visibleTextEditors.some(({ document }) => document.uri.toString() === wanted);
}

interface Template {
	readonly label: string;
	readonly detail: string;
	readonly player: Readonly<Record<string, unknown>>;
	/** By the path of the field. */
	readonly comments: Readonly<Record<string, string>>;
}

const USER = { channelName: 'class32', uid: 101, name: 'class32_101' };

/** The templates of New Cloud Player Definition (Media Pull REST API, Create API). */
export function templates(): readonly Template[] {
	const common = {
		'player.streamUrl': vscode.l10n.t('rtmp, https or http'),
		'player.uid': vscode.l10n.t('or "account" with a string; 0 lets Agora choose'),
		'player.name': vscode.l10n.t('unique in the project, so that nothing is played twice'),
	};
	const idleTimeout = vscode.l10n.t('seconds without a stream until the player is destroyed');
	const transcoding = vscode.l10n.t('leave out to pass the video through unchanged');
	return [
		{
			label: vscode.l10n.t('Live stream'),
			detail: vscode.l10n.t('An RTMP stream, passed through unchanged'),
			player: { streamUrl: 'rtmp://example.com/live/class32', ...USER, idleTimeout: 300 },
			comments: { ...common, 'player.idleTimeout': idleTimeout },
		},
		{
			label: vscode.l10n.t('Video in a loop'),
			detail: vscode.l10n.t('A file that plays over and over'),
			player: { streamUrl: 'https://example.com/lesson.mp4', ...USER, repeatTime: -1, seekPosition: 0 },
			comments: {
				...common,
				'player.repeatTime': vscode.l10n.t('-1 plays in a loop until the player is deleted'),
				'player.seekPosition': vscode.l10n.t('seconds from the start'),
			},
		},
		{
			label: vscode.l10n.t('Picture'),
			detail: vscode.l10n.t('A JPEG or PNG, shown as video'),
			player: {
				streamUrl: 'https://example.com/board.png',
				...USER,
				videoOptions: { width: 1280, height: 720, frameRate: 5, fillMode: 'fit' },
			},
			comments: common,
		},
		{
			label: vscode.l10n.t('Transcoded'),
			detail: vscode.l10n.t('Size, frame rate, bitrate and audio of your choice'),
			player: {
				streamUrl: 'rtmp://example.com/live/class32',
				...USER,
				audioOptions: { profile: 2, volume: 100 },
				videoOptions: {
					width: 1280,
					height: 720,
					frameRate: 15,
					bitrate: 1130,
					codec: 'H.264',
					fillMode: 'fit',
				},
			},
			comments: { ...common, 'player.videoOptions.width': transcoding },
		},
		{
			label: vscode.l10n.t('Encrypted'),
			detail: vscode.l10n.t('For a channel with media stream encryption; you are asked for the key once'),
			player: {
				streamUrl: 'rtmp://example.com/live/class32',
				...USER,
				encryptMode: 'aes-256-gcm2',
				encryptKey: '${secret:class32.encryptKey}',
				encryptKdfSalt: '${secret:class32.encryptKdfSalt}',
			},
			comments: {
				...common,
				'player.encryptKey': vscode.l10n.t('kept in the secret storage, never in this file'),
				'player.encryptKdfSalt': vscode.l10n.t('32 bytes in Base64: openssl rand -base64 32'),
			},
		},
	];
}

/** The comment at the top of a new definition. */
export function templateHead(): string {
	return [
		vscode.l10n.t('A cloud player. It is billed from its creation until it is deleted.'),
		vscode.l10n.t('Hover over a field to see what it does. Suggestions (Ctrl+Space) list the other fields.'),
		vscode.l10n.t('A token is signed for it if the project’s App Certificate can be read.'),
	].join('\n');
}

/** @throws Error if the user does not trust the workspace. */
export function requireTrust(): void {
	if (!vscode.workspace.isTrusted) {
		throw new Error(
			vscode.l10n.t(
				'This workspace is not trusted, so nothing is created, asked for or sent on behalf of its files. Trust it first.',
			),
		);
	}
}
